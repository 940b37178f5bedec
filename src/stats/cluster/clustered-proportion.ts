import { type Estimate, warning } from '../../base/index.ts';
import { requireOpenShare, requireShare } from '../preconditions.ts';
import { scoreLimits } from '../proportion/wilson.ts';
import { mean } from '../sample.ts';
import { studentQuantile } from '../special/student-t.ts';
import { clusterWarnings } from './clustered-mean.ts';
import { type ClusterId, clusteredError } from './clusters.ts';

/**
 * An accuracy over clustered items: Wilson's interval at the effective number of items, n / design
 * effect, with the t(C - 1) quantile in place of the normal one. The design effect is the clustered
 * variance over p(1 - p)/n, and at least 1. Scores lie in 0..1; n counts clusters.
 * When all scores are 0 or all 1 the design effect cannot be seen: each cluster counts as one item
 * (`design-effect-unknown`). With one cluster the interval is absent.
 */
export function clusteredProportion(
  scores: readonly number[],
  clusters: readonly ClusterId[],
  confidence = 0.95,
): Estimate {
  requireOpenShare('confidence', confidence);
  for (const score of scores) requireShare('score', score);
  const error = clusteredError(scores, clusters);
  const center = mean(scores);
  const c = error.clusters;
  const shared = { center, confidence, n: c, method: 'design-effect-wilson' };
  const warnings = clusterWarnings(c);
  if (error.corrected === undefined) return { ...shared, warnings };
  const quantile = studentQuantile((1 + confidence) / 2, c - 1);
  const binomial = (center * (1 - center)) / scores.length;
  if (binomial === 0) {
    const limits = scoreLimits(center, c, quantile);
    return { ...shared, ...limits, warnings: [...warnings, warning('design-effect-unknown')] };
  }
  const effect = Math.max(1, error.corrected ** 2 / binomial);
  return { ...shared, ...scoreLimits(center, scores.length / effect, quantile), warnings };
}
