import { type Estimate, type Warning, warning } from '../../base/index.ts';
import {
  clusteredDifference,
  mcnemar,
  pairedDifference,
  requiredPairs,
  requiredPairsNormal,
  signFlipTest,
  sum,
} from '../../stats/index.ts';
import type { PairedItem } from './paired-items.ts';

/** Below this many clusters a clustered test does not hold its level: not proven (docs/methods). */
const FEWEST_CLUSTERS = 20;

/** Below this difference exact planning is slow and the normal formula is as good. */
const EXACT_PLANNING_FROM = 0.01;

/** Candidate against baseline over the items both were asked. */
export interface AccuracyComparison {
  readonly items: number;
  readonly clusters: number;
  /** Of item scores: parts of items where the mean of several task runs is compared. */
  readonly table: {
    readonly bothRight: number;
    readonly lost: number;
    readonly gained: number;
    readonly bothWrong: number;
  };
  readonly delta: Estimate;
  readonly test: 'mcnemar-mid-p' | 'sign-flip';
  readonly p: number;
  /** False where the sample's structure forbids a verdict, whatever p says. */
  readonly decidable: boolean;
  readonly warnings: readonly Warning[];
}

/**
 * One task run a side and items that stand for themselves: McNemar's mid-p with Tango's interval.
 * Several task runs, or clusters: sign-flip permutation of the mean differences with clusters as
 * units, and a t interval over clusters (docs/glossary.md). Absent without a common item.
 */
export function compareAccuracy(
  pairs: readonly PairedItem[],
  seed: number | string,
): AccuracyComparison | undefined {
  if (pairs.length === 0) return undefined;
  const clusters = new Set(pairs.map((p) => p.cluster)).size;
  const single = pairs.every((p) => p.runs === 1) && clusters === pairs.length;
  const differences = pairs.map((p) => p.candidate - p.baseline);
  const table = {
    bothRight: sum(pairs.map((p) => Math.min(p.baseline, p.candidate))),
    lost: sum(differences.map((d) => Math.max(0, -d))),
    gained: sum(differences.map((d) => Math.max(0, d))),
    bothWrong: sum(pairs.map((p) => 1 - Math.max(p.baseline, p.candidate))),
  };
  const shared = { items: pairs.length, clusters, table };
  if (single) {
    const delta = pairedDifference(table);
    const p = mcnemar(table).midP;
    return {
      ...shared,
      delta,
      test: 'mcnemar-mid-p',
      p,
      decidable: true,
      warnings: delta.warnings,
    };
  }
  const ids = pairs.map((p) => p.cluster);
  const test = signFlipTest(differences, { clusters: ids, seed });
  const { delta } = clusteredDifference(differences, ids);
  const decidable = clusters >= FEWEST_CLUSTERS;
  const few = decidable ? [] : [warning('too-few-clusters', { clusters, least: FEWEST_CLUSTERS })];
  return {
    ...shared,
    delta,
    test: 'sign-flip',
    p: test.p,
    decidable,
    warnings: [...few, ...test.warnings],
  };
}

/**
 * Items that would separate the two at 90% power if the difference seen were the true one; absent
 * where none was seen.
 */
export function itemsToSeparate({ items, table }: AccuracyComparison): number | undefined {
  const drop = Math.abs(table.gained - table.lost) / items;
  if (drop < 1e-9) return undefined;
  const flipRate = Math.max(drop, (table.lost + table.gained) / items);
  // A flip rate equal to the drop (all flips one way) is as informative as flips can be.
  return drop >= EXACT_PLANNING_FROM
    ? requiredPairs({ drop, flipRate })
    : requiredPairsNormal({ drop, flipRate });
}
