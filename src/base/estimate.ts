import type { Warning } from './warning.ts';

/**
 * A figure with its uncertainty. `lo` or `hi` is absent when the sample cannot bound that side
 * (an upper limit for p99 from 50 requests does not exist).
 */
export interface Estimate {
  readonly center: number;
  readonly lo?: number;
  readonly hi?: number;
  /** Two-sided confidence of [lo, hi], 0..1. */
  readonly confidence: number;
  /** Number of independent units behind the figure. */
  readonly n: number;
  /** Name of the method, e.g. "wilson", "tango", "order-statistic", "block-bootstrap". */
  readonly method: string;
  readonly warnings: readonly Warning[];
}

/** The words for comparisons; one table for all commands (docs/glossary.md). */
export type ComparisonVerdict = 'better' | 'worse' | 'equivalent' | 'non-inferior' | 'undecided';

/** Candidate against baseline; `delta` is candidate - baseline in the metric's unit. */
export interface Comparison {
  readonly delta: Estimate;
  /** Absent where the verdict comes from an interval alone. */
  readonly p?: number;
  readonly alpha: number;
  readonly verdict: ComparisonVerdict;
  /** How many items or runs would settle an undecided comparison. */
  readonly needN?: number;
  readonly warnings: readonly Warning[];
}
