import type { ComparisonVerdict, Warning } from '../../base/index.ts';
import { mean } from '../../stats/index.ts';
import { type AccuracyComparison, compareAccuracy } from '../bakeoff/compare-accuracy.ts';
import type { PairedItem } from '../bakeoff/paired-items.ts';
import { type MarginLimits, marginLimits } from './margin-limits.ts';

/** Two-sided level of the difference test. */
export const DIFFERENCE_ALPHA = 0.05;

/** Candidate against baseline over the same items, judged by the one table of words. */
export interface PairJudgement {
  readonly comparison: AccuracyComparison;
  /** Item means, as shares. */
  readonly baseline: number;
  readonly candidate: number;
  /** Most task runs behind an item's score on a side. */
  readonly runsPerItem: number;
  readonly margin: number;
  readonly limits: MarginLimits;
  readonly verdict: ComparisonVerdict;
  /** Lower limit above -margin; may hold of a candidate that is `worse` ("worse, but within the margin"). */
  readonly nonInferior: boolean;
  readonly warnings: readonly Warning[];
}

/** The difference, and the two things that are asked of it; absent without a common item. */
export function judgePairs(
  pairs: readonly PairedItem[],
  margin: number,
  seed: number | string,
  /** Replaces the test's own p, where several tests share one error rate. */
  adjusted?: number,
): PairJudgement | undefined {
  const comparison = compareAccuracy(pairs, seed);
  if (comparison === undefined) return undefined;
  const limits = marginLimits(pairs, margin);
  const nonInferior = comparison.decidable && limits.lo > -margin;
  return {
    comparison,
    baseline: mean(pairs.map((p) => p.baseline)),
    candidate: mean(pairs.map((p) => p.candidate)),
    runsPerItem: pairs.reduce((most, p) => Math.max(most, p.runs), 0),
    margin,
    limits,
    verdict: wordFor(comparison, adjusted ?? comparison.p, limits, margin),
    nonInferior,
    warnings: comparison.warnings,
  };
}

/** One table of words: a significant difference first, then what the interval shows of the margin. */
export function wordFor(
  { decidable, delta }: Pick<AccuracyComparison, 'decidable' | 'delta'>,
  p: number,
  { lo, hi }: Pick<MarginLimits, 'lo' | 'hi'>,
  margin: number,
): ComparisonVerdict {
  if (!decidable) return 'undecided';
  if (p < DIFFERENCE_ALPHA) return delta.center > 0 ? 'better' : 'worse';
  if (lo > -margin && hi < margin) return 'equivalent';
  return lo > -margin ? 'non-inferior' : 'undecided';
}
