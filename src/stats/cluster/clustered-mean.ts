import { type Estimate, type Warning, warning } from '../../base/index.ts';
import { requireOpenShare } from '../preconditions.ts';
import { mean } from '../sample.ts';
import { studentQuantile, studentTwoSided } from '../special/student-t.ts';
import { type ClusterId, clusteredError, FEW_CLUSTERS } from './clusters.ts';

/**
 * Mean of clustered values with a t(C - 1) interval; n counts clusters. With one cluster the interval is
 * absent (`one-cluster`); below 20 it is marked `few-clusters`.
 */
export function clusteredMean(
  values: readonly number[],
  clusters: readonly ClusterId[],
  confidence = 0.95,
): Estimate {
  requireOpenShare('confidence', confidence);
  const error = clusteredError(values, clusters);
  const center = mean(values);
  const shared = {
    center,
    confidence,
    n: error.clusters,
    method: 'clustered-t',
    warnings: clusterWarnings(error.clusters),
  };
  if (error.corrected === undefined) return shared;
  const half = studentQuantile((1 + confidence) / 2, error.clusters - 1) * error.corrected;
  return { ...shared, lo: center - half, hi: center + half };
}

/** Difference of two endpoints over clusters of items. */
export interface ClusteredDifference {
  /** candidate - baseline, with its t(C - 1) interval. */
  readonly delta: Estimate;
  /** Two-sided; absent with one cluster. */
  readonly p?: number;
  readonly t?: number;
  readonly df?: number;
}

/**
 * Paired t test over clusters: `differences` are candidate - baseline per item. When no item differs
 * p is 1; when all clusters differ alike, without spread, p is 0 and the warning `no-spread` stands.
 */
export function clusteredDifference(
  differences: readonly number[],
  clusters: readonly ClusterId[],
  confidence = 0.95,
): ClusteredDifference {
  const error = clusteredError(differences, clusters);
  const delta = clusteredMean(differences, clusters, confidence);
  if (error.corrected === undefined) return { delta };
  const df = error.clusters - 1;
  if (error.corrected === 0) {
    const marked = { ...delta, warnings: [...delta.warnings, warning('no-spread')] };
    return { delta: marked, p: delta.center === 0 ? 1 : 0, df };
  }
  const t = delta.center / error.corrected;
  return { delta, p: studentTwoSided(t, df), t, df };
}

export const clusterWarnings = (clusters: number): readonly Warning[] =>
  clusters === 1
    ? [warning('one-cluster')]
    : clusters < FEW_CLUSTERS
      ? [warning('few-clusters', { clusters, least: FEW_CLUSTERS })]
      : [];
