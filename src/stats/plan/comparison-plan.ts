import { absent, type Measured, measured, type Warning, warning } from '../../base/index.ts';
import { requireCount, requireShare } from '../preconditions.ts';
import { requiredPairsNonInferior } from './non-inferiority-plan.ts';
import { requiredPairs } from './required-pairs.ts';

/** Correlation of items inside workbooks or templates, as a plan assumes it. */
export interface ClusterAssumption {
  /** How many clusters the items come from. */
  readonly clusters: number;
  /** Intra-cluster correlation of the paired differences, 0..1. */
  readonly icc: number;
}

/** The question a buyer asks before the money is spent. */
export interface ComparisonQuestion {
  /** `drop`: find a true drop of this size. `margin`: show that the loss is below this size. */
  readonly aim: { readonly drop: number } | { readonly margin: number; readonly drop?: number };
  /** Share of items that differ when each is asked once of each endpoint. */
  readonly flipRate: number;
  /** The share that differs when an endpoint is compared with itself; default 0. */
  readonly noiseFlipRate?: number;
  /** Answers per item and endpoint; default 1. */
  readonly epochs?: number;
  readonly cluster?: ClusterAssumption;
  readonly alpha?: number;
  readonly power?: number;
}

/** How many items and runs a comparison needs, and how the number came about. */
export interface ComparisonPlan {
  /** Items, each asked of both endpoints. */
  readonly items: number;
  /** items x epochs: task runs of each endpoint. */
  readonly runsPerEndpoint: number;
  /** Items if they were independent and asked once. */
  readonly independentItems: number;
  /** 1 + (items per cluster - 1) icc. */
  readonly designEffect: number;
  /** Variance with these epochs over that with one. */
  readonly epochFactor: number;
  readonly method: string;
  readonly warnings: readonly Warning[];
}

/** Variance inflation of a mean over clusters of `perCluster` items (Kish 1965). */
export function designEffect(perCluster: number, icc: number): number {
  if (!(perCluster >= 1)) throw new RangeError(`perCluster must be >= 1, saw ${perCluster}`);
  requireShare('icc', icc);
  return 1 + (perCluster - 1) * icc;
}

/**
 * Plans a paired comparison by exact power, then corrects for epochs (they shrink only the noise part
 * of the flips) and for clusters. Absent when the clusters are too few for any number of items.
 */
export function planComparison(question: ComparisonQuestion): Measured<ComparisonPlan> {
  const { aim, flipRate, noiseFlipRate = 0, epochs = 1, cluster } = question;
  requireCount('epochs', epochs, 1);
  requireShare('noiseFlipRate', noiseFlipRate);
  if (noiseFlipRate > flipRate) {
    throw new RangeError(`noise flips ${noiseFlipRate} cannot exceed all flips ${flipRate}`);
  }
  const levels = {
    ...(question.alpha === undefined ? {} : { alpha: question.alpha }),
    ...(question.power === undefined ? {} : { power: question.power }),
  };
  const independentItems =
    'margin' in aim
      ? requiredPairsNonInferior({ ...aim, flipRate, ...levels })
      : requiredPairs({ ...aim, flipRate, ...levels });
  const epochFactor = 1 - (noiseFlipRate / flipRate) * (1 - 1 / epochs);
  const needed = Math.ceil(independentItems * epochFactor);
  const warnings: Warning[] = [];
  if (epochs > 1 && noiseFlipRate === 0) warnings.push(warning('epochs-without-noise'));
  const items = cluster === undefined ? needed : clusteredItems(needed, cluster);
  if (items === undefined) {
    return absent(
      `no number of items in ${cluster?.clusters} clusters at icc ${cluster?.icc} is enough; more clusters are needed`,
    );
  }
  if (cluster !== undefined && cluster.clusters < 20) {
    warnings.push(warning('few-clusters', { clusters: cluster.clusters, least: 20 }));
  }
  return measured({
    items,
    runsPerEndpoint: items * epochs,
    independentItems,
    designEffect: items / needed,
    epochFactor,
    method: 'margin' in aim ? 'exact-tango-power' : 'exact-mid-p-mcnemar-power',
    warnings,
  });
}

/** Solves n = n0 (1 + (n / C - 1) icc) for n; undefined when n0 icc reaches C. */
function clusteredItems(needed: number, { clusters, icc }: ClusterAssumption): number | undefined {
  requireCount('clusters', clusters, 1);
  requireShare('icc', icc);
  // Fewer items than clusters: each stands alone.
  if (needed <= clusters || icc === 0) return needed;
  const room = 1 - (needed * icc) / clusters;
  return room <= 0 ? undefined : Math.ceil((needed * (1 - icc)) / room);
}
