import {
  clusteredDifference,
  nonInferiority,
  normalQuantile,
  studentCdf,
  tangoLimits,
} from '../../stats/index.ts';
import type { PairedItem } from '../bakeoff/paired-items.ts';

/** One-sided level of every statement about a margin. */
export const MARGIN_ALPHA = 0.05;

/** Below this many clusters that differ, t over clusters is too sure of itself. */
const FEW_DIFFERING = 6;

/** The limits by which a difference is held to a margin: two one-sided ones, each at 95%. */
export interface MarginLimits {
  readonly lo: number;
  readonly hi: number;
  /** One-sided p of H0: difference <= -margin; small when the loss is shown to be below the margin. */
  readonly pWithin: number;
  /** One-sided p of H0: difference >= -margin; small when the loss is shown to exceed the margin. */
  readonly pBeyond: number;
  readonly method: 'tango' | 'clustered-t' | 'clustered-t and tango over clusters';
}

/**
 * Limits of candidate - baseline for a margin test. One task run a side and items of their own: Tango's
 * score limits. Else t over clusters, widened to Tango's limits over clusters where hardly any cluster
 * differs: 30 clusters without a flip do not prove that none of a thousand would flip.
 */
export function marginLimits(pairs: readonly PairedItem[], margin: number): MarginLimits {
  const clusters = new Set(pairs.map((p) => p.cluster)).size;
  const differences = pairs.map((p) => p.candidate - p.baseline);
  if (clusters === pairs.length && pairs.every((p) => p.runs === 1)) {
    const lost = differences.filter((d) => d < 0).length;
    const gained = differences.filter((d) => d > 0).length;
    const table = { bothRight: pairs.length - lost - gained, lost, gained, bothWrong: 0 };
    const test = nonInferiority(table, margin, MARGIN_ALPHA);
    const { lo = -1, hi = 1 } = test.delta;
    return { lo, hi, pWithin: test.p, pBeyond: 1 - test.p, method: 'tango' };
  }
  const ids = pairs.map((p) => p.cluster);
  const { delta } = clusteredDifference(differences, ids, 1 - 2 * MARGIN_ALPHA);
  const t = clusteredDifference(
    differences.map((d) => d + margin),
    ids,
  );
  const own = { lo: delta.lo ?? -1, hi: delta.hi ?? 1 };
  const pWithin = t.t === undefined ? 1 : studentCdf(-t.t, t.df ?? 1);
  const pBeyond = t.t === undefined ? 1 : studentCdf(t.t, t.df ?? 1);
  const sums = clusterSums(pairs);
  const differing = sums.filter((s) => Math.abs(s) > 1e-12);
  if (differing.length >= FEW_DIFFERING) {
    return { ...own, pWithin, pBeyond, method: 'clustered-t' };
  }
  const lost = differing.filter((s) => s < 0).length;
  const table = {
    bothRight: clusters - differing.length,
    lost,
    gained: differing.length - lost,
    bothWrong: 0,
  };
  const z = normalQuantile(1 - MARGIN_ALPHA);
  const wide = tangoLimits({ lost, gained: table.gained, n: clusters }, z);
  const p = nonInferiority(table, margin, MARGIN_ALPHA).p;
  return {
    lo: Math.min(own.lo, wide.lo),
    hi: Math.max(own.hi, wide.hi),
    pWithin: Math.max(pWithin, p),
    pBeyond: Math.max(pBeyond, 1 - p),
    method: 'clustered-t and tango over clusters',
  };
}

function clusterSums(pairs: readonly PairedItem[]): number[] {
  const sums = new Map<string, number>();
  for (const { cluster, candidate, baseline } of pairs) {
    sums.set(cluster, (sums.get(cluster) ?? 0) + candidate - baseline);
  }
  return [...sums.values()];
}
