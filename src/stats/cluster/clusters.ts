import { requirePairs, requireSample } from '../preconditions.ts';
import { mean, sum } from '../sample.ts';

/** Below this many clusters the tests hold their level only roughly, and resampling not at all. */
export const FEW_CLUSTERS = 20;

/** What a cluster is known by: a workbook, a template, a conversation. */
export type ClusterId = string | number;

/** Values by cluster, in order of first appearance. */
export function groupByCluster(
  values: readonly number[],
  clusters: readonly ClusterId[],
): readonly (readonly number[])[] {
  requireSample('values', values);
  requirePairs(values, clusters);
  const groups = new Map<ClusterId, number[]>();
  for (const [i, value] of values.entries()) {
    const id = clusters[i] ?? i;
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [value]);
    else group.push(value);
  }
  return [...groups.values()];
}

/** Standard errors of a mean under three views of what is independent. */
export interface ClusteredError {
  /** Values independent: sqrt(s^2 / n); absent for one value. */
  readonly naive?: number;
  /** Clusters independent, without small-sample correction (CR0). */
  readonly cr0: number;
  /** CR0 times sqrt(C / (C - 1)): the one used for intervals; absent for one cluster. */
  readonly corrected?: number;
  readonly clusters: number;
}

/**
 * Standard error of the mean of clustered values: sqrt(sum over clusters of (sum of residuals)^2) / n
 * (Liang & Zeger 1986; Miller, arXiv 2411.00640).
 */
export function clusteredError(
  values: readonly number[],
  clusters: readonly ClusterId[],
): ClusteredError {
  const groups = groupByCluster(values, clusters);
  const n = values.length;
  const center = mean(values);
  const cr0 = Math.sqrt(sum(groups.map((g) => sum(g.map((v) => v - center)) ** 2))) / n;
  const squares = sum(values.map((v) => (v - center) ** 2));
  const c = groups.length;
  return {
    ...(n > 1 ? { naive: Math.sqrt(squares / (n - 1) / n) } : {}),
    cr0,
    ...(c > 1 ? { corrected: cr0 * Math.sqrt(c / (c - 1)) } : {}),
    clusters: c,
  };
}
