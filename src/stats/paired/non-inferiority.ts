import { type Estimate, type Warning, warning } from '../../base/index.ts';
import { requiredPairsNonInferiorNormal } from '../plan/non-inferiority-plan.ts';
import { requireOpenShare } from '../preconditions.ts';
import { normalCdf } from '../special/normal.ts';
import { mcnemar } from './mcnemar.ts';
import { pairedDifference } from './paired-difference.ts';
import { type PairedTable, tableSize, tableWarnings } from './paired-table.ts';
import { tangoZ } from './tango.ts';

/** What a non-inferiority test can say; a non-significant difference alone is never "non-inferior". */
export type NonInferiorityVerdict = 'non-inferior' | 'inferior' | 'inconclusive';

/** A non-inferiority test with all that must be printed beside its verdict. */
export interface NonInferiorityTest {
  /** One-sided p of H0: candidate - baseline <= -margin. */
  readonly p: number;
  readonly verdict: NonInferiorityVerdict;
  /** Tango's score statistic of the loss against the margin: negative when the loss seen is below it. */
  readonly z: number;
  readonly margin: number;
  /** One-sided level. */
  readonly alpha: number;
  /** candidate - baseline, with the interval of confidence 1 - 2 alpha whose lower end the verdict goes by. */
  readonly delta: Estimate;
  /** Two-sided mid-p McNemar p of no difference at all. */
  readonly differenceP: number;
  /** Significantly worse; may be true of a non-inferior candidate ("worse, but within the margin"). */
  readonly worse: boolean;
  readonly flips: number;
  /**
   * Items in all, about, that would settle an inconclusive test at 90% power if what was seen is true;
   * absent when settled, or when the loss seen is not below the margin, so that more items cannot help.
   */
  readonly needN?: number;
  readonly warnings: readonly Warning[];
}

/**
 * Is the candidate not worse than the baseline by `margin` (a share, 0.02 for two points)? Tango's score
 * test at the margin, one-sided. `inferior` when it is not shown non-inferior and the two-sided mid-p
 * McNemar test finds it worse, both at level `alpha`.
 */
export function nonInferiority(
  table: PairedTable,
  margin: number,
  alpha = 0.05,
): NonInferiorityTest {
  const n = tableSize(table);
  requireOpenShare('margin', margin);
  requireLevel(alpha);
  const { lost, gained } = table;
  const z = -tangoZ({ lost, gained, n }, -margin);
  const p = normalCdf(z);
  const differenceP = mcnemar({ lost, gained }).midP;
  const worse = lost > gained && differenceP <= alpha;
  const verdict = p <= alpha ? 'non-inferior' : worse ? 'inferior' : 'inconclusive';
  const needN = verdict === 'inconclusive' ? itemsToSettle(table, n, margin, alpha) : undefined;
  const warnings = [...tableWarnings(table)];
  if (verdict === 'non-inferior' && worse)
    warnings.push(warning('worse-within-margin', { margin }));
  return {
    p,
    verdict,
    z,
    margin,
    alpha,
    delta: pairedDifference(table, 1 - 2 * alpha),
    differenceP,
    worse,
    flips: lost + gained,
    ...(needN === undefined ? {} : { needN }),
    warnings,
  };
}

function itemsToSettle(
  { lost, gained }: PairedTable,
  n: number,
  margin: number,
  alpha: number,
): number | undefined {
  // One flip is added, so that a table without flips does not promise that few items suffice.
  const flipRate = Math.min(0.999, (lost + gained + 1) / (n + 1));
  const drop = Math.max(0, (lost - gained) / n);
  if (drop >= margin || drop > flipRate) return undefined;
  const need = requiredPairsNonInferiorNormal({ margin, flipRate, drop, alpha, power: 0.9 });
  return Math.max(n + 1, need);
}

function requireLevel(alpha: number): void {
  if (!(alpha > 0 && alpha < 0.5)) {
    throw new RangeError(`a one-sided level lies strictly between 0 and 0.5, saw ${alpha}`);
  }
}
