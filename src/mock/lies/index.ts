/**
 * Planted lies: the fifteen tricks of a vendor, as effects on a request, on the pace of the engine and
 * on the counts that are reported. What they do to the law stands with the box's settings.
 */
export { type LieEffects, type LieMoment, lieEffects } from './lie-effects.ts';
export { type PaceMoment, paceOf } from './pace.ts';
export { ResponseCache, responseCacheLie } from './response-cache.ts';
export { inflated, tokenGames } from './token-games.ts';
