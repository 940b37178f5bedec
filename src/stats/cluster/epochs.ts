import { requireCount, requireOpenShare, requirePositive } from '../preconditions.ts';
import { mean, sum, variance } from '../sample.ts';
import { normalQuantile } from '../special/normal.ts';
import { type ClusteredDifference, clusteredDifference } from './clustered-mean.ts';
import type { ClusterId } from './clusters.ts';

/** The answers of two endpoints to one item, each a score in 0..1; one or more epochs a side. */
export interface EpochItem {
  readonly baseline: readonly number[];
  readonly candidate: readonly number[];
  /** Default: the item is its own cluster. */
  readonly cluster?: ClusterId;
}

/**
 * Difference of two endpoints when items were asked several times: epochs are averaged per item first,
 * so that n counts items (or clusters), never answers.
 */
export function epochDifference(
  items: readonly EpochItem[],
  confidence = 0.95,
): ClusteredDifference {
  return clusteredDifference(
    items.map((item) => mean(item.candidate) - mean(item.baseline)),
    // A prefix keeps unnamed items apart from clusters that happen to be called by a number.
    items.map((item, i) => (item.cluster === undefined ? `item ${i}` : `cluster ${item.cluster}`)),
    confidence,
  );
}

/** Where the variance of a paired difference comes from. */
export interface VarianceComponents {
  /** Variance over items of the difference of expected scores; at least 0. */
  readonly omega2: number;
  /** Mean variance within an item, per answer, of each endpoint. */
  readonly sigma2Baseline: number;
  readonly sigma2Candidate: number;
}

/**
 * Splits the variance of item differences into items and epochs (Miller, arXiv 2411.00640, section 3).
 * Needs at least two items, and two epochs on each side of at least one item; items with a single epoch
 * on a side do not tell that side's variance and are left out of it.
 */
export function varianceComponents(items: readonly EpochItem[]): VarianceComponents {
  const within = (side: (item: EpochItem) => readonly number[]): number =>
    mean(
      items
        .map(side)
        .filter((s) => s.length > 1)
        .map(variance),
    );
  const sigma2Baseline = within((i) => i.baseline);
  const sigma2Candidate = within((i) => i.candidate);
  const total = variance(items.map((i) => mean(i.candidate) - mean(i.baseline)));
  const noise =
    sum(
      items.map((i) => sigma2Baseline / i.baseline.length + sigma2Candidate / i.candidate.length),
    ) / items.length;
  return { omega2: Math.max(0, total - noise), sigma2Baseline, sigma2Candidate };
}

/** What a plan with epochs must state. */
export interface EpochPlan extends VarianceComponents {
  /** True difference to be found, as a share. */
  readonly delta: number;
  readonly epochsBaseline?: number;
  readonly epochsCandidate?: number;
  /** Two-sided; default 0.05. */
  readonly alpha?: number;
  /** Default 0.9. */
  readonly power?: number;
}

/** Items needed: (z(a/2) + z(b))^2 (omega^2 + sigma_A^2/K_A + sigma_B^2/K_B) / delta^2, rounded up. */
export function requiredItems(plan: EpochPlan): number {
  const { epochsBaseline = 1, epochsCandidate = 1, alpha = 0.05, power = 0.9 } = plan;
  requirePositive('delta', plan.delta);
  requireOpenShare('alpha', alpha);
  requireOpenShare('power', power);
  requireCount('epochsBaseline', epochsBaseline, 1);
  requireCount('epochsCandidate', epochsCandidate, 1);
  const spread =
    plan.omega2 + plan.sigma2Baseline / epochsBaseline + plan.sigma2Candidate / epochsCandidate;
  const z = normalQuantile(1 - alpha / 2) + normalQuantile(power);
  return Math.ceil((z * z * spread) / plan.delta ** 2);
}
