import type { PercentileRule } from '../../metric/index.ts';
import { mean, nearestRankQuantile, quantile, requiredForQuantile } from '../../stats/index.ts';
import { distribution } from '../summary/distribution.ts';
import { type LensPercentile, type LensSpans, lensPercentiles } from './schema.ts';

const names = Object.keys(lensPercentiles) as LensPercentile[];

/** A sample as another tool prints it, whatever its size; `requests` of them gave a value. */
export function spansBy(
  rule: PercentileRule,
  values: ArrayLike<number>,
  requests: number,
  whyNone: string,
): LensSpans {
  if (values.length === 0) return { absent: whyNone };
  const sorted = [...Float64Array.from(values).sort()];
  const n = sorted.length;
  return {
    n,
    requests,
    mean: mean(sorted),
    ...Object.fromEntries(names.map((p) => [p, percentileBy(rule, sorted, lensPercentiles[p])])),
    unsupported: names.filter((p) => n < requiredForQuantile(lensPercentiles[p])),
  };
}

/** A quantile of an ascending sample by a tool's rule; the sample is not empty. */
export function percentileBy(rule: PercentileRule, sorted: readonly number[], q: number): number {
  switch (rule) {
    case 'linear':
      return quantile(sorted, q);
    case 'nearest-rank':
      return nearestRankQuantile(sorted, q);
    case 'floor-index':
      return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
  }
}

/** A sample as we report it: failed requests rank above all, and what is not supported is left out. */
export function ourSpans(values: ArrayLike<number>, requests: number, failed: number): LensSpans {
  const ours = distribution(values, failed);
  if (!('count' in ours)) return { absent: ours.absent };
  return {
    n: values.length,
    requests,
    mean: ours.mean,
    ...Object.fromEntries(names.flatMap((p) => (ours[p] === undefined ? [] : [[p, ours[p]]]))),
    unsupported: [],
  };
}
