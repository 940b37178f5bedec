import { mean, quantileInterval, requiredForQuantile, variance } from '../../stats/index.ts';
import {
  type Distribution,
  type Latency,
  type PercentileName,
  percentileNames,
  quantileOf,
} from './schema.ts';

const CONFIDENCE = 0.95;

/**
 * The latency of a sample in which `failed` further requests never ended: they rank above every value.
 * Percentiles are type 7 over that ranking with order-statistic intervals (docs/methods). A percentile
 * is absent when it falls among the failed, or when the sample cannot bound it from above
 * (p99 needs 368 requests), and says so. `values` is not changed.
 */
export function distribution(values: ArrayLike<number>, failed: number): Latency {
  const count = values.length + failed;
  if (values.length === 0) {
    return { absent: failed === 0 ? 'no request has this value' : `all ${failed} requests failed` };
  }
  const sorted = Float64Array.from(values).sort();
  const ranked = [...sorted, ...new Array<number>(failed).fill(Number.POSITIVE_INFINITY)];
  const out: {
    percentiles: Partial<Record<PercentileName, number>>;
    ci95: Partial<Record<PercentileName, [number, number]>>;
    absent: Record<string, string>;
  } = { percentiles: {}, ci95: {}, absent: {} };
  for (const name of percentileNames) {
    const q = quantileOf[name];
    const needed = requiredForQuantile(q, CONFIDENCE);
    if (count < needed) {
      out.absent[name] = `needs ${needed} requests, has ${count}`;
      continue;
    }
    const { center, lo, hi } = quantileInterval(ranked, q, CONFIDENCE);
    if (!Number.isFinite(center)) {
      out.absent[name] = `falls among the ${failed} of ${count} requests that failed`;
      continue;
    }
    out.percentiles[name] = center;
    if (lo !== undefined && hi !== undefined && Number.isFinite(hi)) out.ci95[name] = [lo, hi];
    else {
      out.absent[`ci95.${name}`] =
        `its upper end falls among the ${failed} of ${count} requests that failed`;
    }
  }
  return {
    count,
    failed,
    mean: mean([...sorted]),
    ...(sorted.length > 1 ? { sd: Math.sqrt(variance([...sorted])) } : {}),
    ...out.percentiles,
    max: sorted[sorted.length - 1] ?? Number.NaN,
    ci95: out.ci95,
    method: 'type-7 quantiles, order-statistic intervals',
    absent: out.absent,
  } satisfies Distribution;
}
