/**
 * A box as settings and state: what its file, preset and changes resolve to, and what pages show of
 * it. No socket and no clock.
 */
export type { AnswerSettings, BoxSettings } from './box-settings.ts';
export {
  type BoxStats,
  type FinishedReason,
  noStats,
  observeEnd,
  observeStep,
} from './box-stats.ts';
export type { BoxView } from './box-view.ts';
export { resolveBox, resolveFleet } from './resolve-box.ts';
