import { requireCount, requireOpenShare } from '../preconditions.ts';
import { at, sum } from '../sample.ts';

/** A cluster's items, in the order in which clusters were finished. A single item is a cluster of one. */
export type ClusterDifferences = readonly number[];

export interface SequentialNonInferiorityOptions {
  /** Largest loss that is still acceptable, as a share. */
  readonly margin: number;
  /** Most items any cluster may hold; to be fixed beforehand. Default 1. */
  readonly largestCluster?: number;
  /** Default 0.05. */
  readonly alpha?: number;
}

/** How the evidence grew. */
export interface SequentialNonInferiority {
  /** E-value after each cluster. */
  readonly path: readonly number[];
  /** The last one; 1 before any cluster. */
  readonly e: number;
  /** Clusters seen when the path first reached 1 / alpha; absent if it has not. */
  readonly rejectedAt?: number;
  /** 1 over the highest e-value so far: a p value valid at any stopping time; at most 1. */
  readonly p: number;
}

/** Stakes as shares of the largest safe one; the grid spans small and large true effects. */
const STAKES: readonly number[] = Array.from(
  { length: 24 },
  (_, i) => 0.01 * (0.95 / 0.01) ** (i / 23),
);

/**
 * Sequential test of H0 "the candidate loses at least `margin`", by betting (Waudby-Smith & Ramdas 2024).
 * Each cluster pays sum(d + margin) / largestCluster on a stake; under H0 no stake gains in expectation,
 * so that the capital, averaged over a fixed grid of stakes, exceeds 1 / alpha with chance at most alpha,
 * whenever one looks. Clusters, not items, must be independent of one another.
 * Differences (candidate - baseline) lie in -1..1.
 */
export function sequentialNonInferiority(
  clusters: readonly ClusterDifferences[],
  options: SequentialNonInferiorityOptions,
): SequentialNonInferiority {
  const { margin, largestCluster = 1, alpha = 0.05 } = options;
  requireOpenShare('margin', margin);
  requireOpenShare('alpha', alpha);
  requireCount('largestCluster', largestCluster, 1);
  // The worst cluster pays -(1 - margin): a stake below 1 / (1 - margin) never loses everything.
  const safe = 1 / (1 - margin);
  const logCapital = STAKES.map(() => 0);
  const path: number[] = [];
  for (const cluster of clusters) {
    const gain = payoff(cluster, margin, largestCluster);
    for (const [i, stake] of STAKES.entries()) {
      logCapital[i] = at(logCapital, i) + Math.log1p(stake * safe * gain);
    }
    path.push(sum(logCapital.map(Math.exp)) / STAKES.length);
  }
  const reached = path.findIndex((e) => e >= 1 / alpha);
  return {
    path,
    e: path.at(-1) ?? 1,
    ...(reached < 0 ? {} : { rejectedAt: reached + 1 }),
    p: 1 / path.reduce((highest, e) => Math.max(highest, e), 1),
  };
}

function payoff(cluster: ClusterDifferences, margin: number, largest: number): number {
  if (cluster.length === 0 || cluster.length > largest) {
    throw new RangeError(`a cluster holds 1..${largest} items, saw ${cluster.length}`);
  }
  const odd = cluster.find((d) => !(d >= -1 && d <= 1));
  if (odd !== undefined) throw new RangeError(`differences lie in -1..1, saw ${odd}`);
  return sum(cluster.map((d) => d + margin)) / largest;
}
