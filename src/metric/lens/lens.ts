import type { Measured, Ms, Tokens } from '../../base/index.ts';
import type { RequestRecord } from '../../record/index.ts';
import type { Wall } from './wall.ts';

/** The figures that every tool names and few define alike. */
export const lensFigures = ['ttft', 'itl', 'tpot', 'e2e', 'throughput'] as const;
export type LensFigure = (typeof lensFigures)[number];

/**
 * How a tool reads a percentile off n ascending values: `linear` interpolates between order
 * statistics (type 7), `nearest-rank` takes the ceil(n q)-th, `floor-index` the (floor(n q) + 1)-th.
 */
export type PercentileRule = 'linear' | 'nearest-rank' | 'floor-index';

/** What sets a tool's figure apart from ours; its texts stand in report/lens. */
export type LensDifference =
  | 'role-message-counts'
  | 'reasoning-not-counted'
  | 'tool-calls-not-counted'
  | 'needs-two-tokens'
  | 'from-scheduled-time'
  | 'every-message-gap'
  | 'request-mean'
  | 'zero-inside-a-message'
  | 'gap-split-over-tokens'
  | 'includes-first-token'
  | 'divides-by-messages'
  | 'ends-at-last-choice'
  | 'ends-at-usage'
  | 'ends-at-done'
  | 'ends-with-response'
  | 'tokenising-in-the-span'
  | 'own-tokenizer'
  | 'messages-as-tokens'
  | 'requested-tokens-without-usage'
  | 'usage-apart-from-choices'
  | 'whole-wall-time'
  | 'named-itl'
  | 'not-reported';

/**
 * Another tool's definitions, applied to our records. All instants are ours: a lens shows what the
 * definition makes of one and the same arrivals, not what that tool's clock would have seen. Spans in
 * ms; a request that did not complete has none of them, in every tool.
 */
export interface Lens {
  readonly id: string;
  /** As its users call it. */
  readonly name: string;
  readonly ttft: (record: RequestRecord) => Measured<Ms>;
  /** The samples one request adds to the tool's ITL: gaps, tokens, or one mean. */
  readonly itl: (record: RequestRecord) => Measured<readonly Ms[]>;
  readonly tpot: (record: RequestRecord) => Measured<Ms>;
  readonly e2e: (record: RequestRecord) => Measured<Ms>;
  /** Output tokens as the tool counts them. */
  readonly outputTokens: (record: RequestRecord) => Measured<Tokens>;
  /** Over which time the tool divides the sum of output tokens. */
  readonly wall: Wall;
  readonly percentile: PercentileRule;
  /** By figure, in order of weight; none where the definition is ours. */
  readonly differs: Readonly<Record<LensFigure, readonly LensDifference[]>>;
}
