import type { MockLie } from '../../spec/index.ts';
import type { Usage } from '../dialects/index.ts';

type TokenGames = Extract<MockLie, { kind: 'token-games' }>;

/** The lie about tokens, where a box tells it. */
export const tokenGames = (lies: readonly MockLie[]): TokenGames | undefined =>
  lies.find((lie): lie is TokenGames => lie.kind === 'token-games');

/** Output counts blown up by the lie's factor. */
export const inflated = (games: TokenGames | undefined, usage: Usage): Usage =>
  games?.usageFactor === undefined
    ? usage
    : { ...usage, outputTokens: Math.round(usage.outputTokens * games.usageFactor) };
