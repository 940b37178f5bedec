import { random, warning } from '../../base/index.ts';
import { type ClusterId, groupByCluster } from '../cluster/clusters.ts';
import { requireCount, requireOpenShare, requireSample } from '../preconditions.ts';
import { quantile } from '../quantile/quantile.ts';
import { ascending, at } from '../sample.ts';
import { type BootstrapEstimate, type BootstrapOptions, bootstrap } from './bootstrap.ts';

/** Bootstrap of whole clusters: the statistic sees all values of the drawn clusters; n counts clusters. */
export function clusterBootstrap(
  values: readonly number[],
  clusters: readonly ClusterId[],
  statistic: (values: readonly number[]) => number,
  options: BootstrapOptions = {},
): BootstrapEstimate {
  const groups = groupByCluster(values, clusters);
  const estimate = bootstrap(groups, (drawn) => statistic(drawn.flat()), options);
  return { ...estimate, method: `cluster-${estimate.method}` };
}

export interface BlockOptions {
  /** Values in a block: long enough that blocks are nearly independent. */
  readonly blockLength: number;
  readonly confidence?: number;
  readonly draws?: number;
  readonly seed?: number | string;
}

/**
 * Circular block bootstrap of a series in time order (Politis & Romano 1992), percentile interval: for
 * latencies of one run, whose neighbours resemble one another. n counts the blocks that fill the series;
 * below 20 of them the interval is marked `few-blocks`.
 */
export function blockBootstrap(
  series: readonly number[],
  statistic: (values: readonly number[]) => number,
  options: BlockOptions,
): BootstrapEstimate {
  const { blockLength, confidence = 0.95, draws = 2_000, seed = 0 } = options;
  requireSample('series', series);
  requireCount('blockLength', blockLength, 1);
  requireCount('draws', draws, 20);
  requireOpenShare('confidence', confidence);
  if (blockLength > series.length) {
    throw new RangeError(`a block of ${blockLength} does not fit ${series.length} values`);
  }
  const blocks = Math.ceil(series.length / blockLength);
  const stream = random(seed).stream('block-bootstrap');
  const replicates: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const resampled: number[] = [];
    for (let block = 0; block < blocks; block++) {
      const start = stream.integer(0, series.length - 1);
      for (let i = 0; i < blockLength && resampled.length < series.length; i++) {
        resampled.push(at(series, (start + i) % series.length));
      }
    }
    replicates.push(statistic(resampled));
  }
  const sorted = ascending(replicates);
  return {
    center: statistic(series),
    lo: quantile(sorted, (1 - confidence) / 2),
    hi: quantile(sorted, (1 + confidence) / 2),
    confidence,
    n: blocks,
    method: 'block-bootstrap',
    draws,
    warnings: blocks < 20 ? [warning('few-blocks', { blocks, least: 20 })] : [],
  };
}
