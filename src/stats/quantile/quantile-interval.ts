import { type Estimate, type Warning, warning } from '../../base/index.ts';
import { requireCount, requireOpenShare } from '../preconditions.ts';
import { at } from '../sample.ts';
import { binomialCdf, binomialQuantile } from '../special/binomial.ts';
import { quantile, requireSorted } from './quantile.ts';

/** Ranks (1-based) of the order statistics that bound a quantile; a side the sample cannot bound is absent. */
export interface QuantileRanks {
  readonly lower?: number;
  readonly upper?: number;
  /** Exact chance that the interval so bounded holds the quantile of a continuous distribution. */
  readonly coverage: number;
}

/** An order-statistic interval with the ranks it was read from. */
export interface QuantileEstimate extends Estimate {
  readonly ranks: QuantileRanks;
}

/**
 * Ranks l, u with P(Bin(n, q) <= l - 1) <= a/2 and P(Bin(n, q) <= u - 1) >= 1 - a/2, a = 1 - confidence
 * (David & Nagaraja, Order Statistics, 7.1); valid for independent draws of any distribution.
 */
export function quantileRanks(n: number, q: number, confidence = 0.95): QuantileRanks {
  requireCount('n', n, 1);
  requireOpenShare('q', q);
  requireOpenShare('confidence', confidence);
  const tail = (1 - confidence) / 2;
  // The least k with P(X <= k) >= 1 - a/2 is u - 1.
  const upper = binomialQuantile(1 - tail, n, q) + 1;
  // The least k with P(X <= k) > a/2; all below stay within it. A tie counts as within.
  const reached = binomialQuantile(tail, n, q);
  const lower = binomialCdf(reached, n, q) <= tail * (1 + 1e-12) ? reached + 1 : reached;
  const above = upper <= n ? binomialCdf(upper - 1, n, q) : 1;
  const below = lower >= 1 ? binomialCdf(lower - 1, n, q) : 0;
  return {
    ...(lower >= 1 ? { lower } : {}),
    ...(upper <= n ? { upper } : {}),
    coverage: above - below,
  };
}

/**
 * A quantile of an ascending sample with its order-statistic interval; the center is type 7.
 * `hi` (or `lo`) is absent when the sample is too small to bound that side, with the warning
 * `interval-open-above` (`-below`) that names the n needed. Values may be +Infinity for requests that
 * never ended: a limit that falls there is absent too (`interval-in-censored`), and so `center` may be
 * Infinity, which is for the caller to show as absent.
 * Assumes independent values: for requests of one run resample blocks or runs instead.
 */
export function quantileInterval(
  sorted: readonly number[],
  q: number,
  confidence = 0.95,
): QuantileEstimate {
  requireSorted(sorted);
  const n = sorted.length;
  const ranks = quantileRanks(n, q, confidence);
  const lo = ranks.lower === undefined ? undefined : at(sorted, ranks.lower - 1);
  const hi = ranks.upper === undefined ? undefined : at(sorted, ranks.upper - 1);
  const center = quantile(sorted, q);
  const warnings: Warning[] = [];
  const need = requiredForQuantile(q, confidence);
  if (lo === undefined) warnings.push(warning('interval-open-below', { n, need }));
  if (hi === undefined) warnings.push(warning('interval-open-above', { n, need }));
  if (hi === Infinity || center === Infinity) warnings.push(warning('interval-in-censored'));
  const bounded = hi !== undefined && hi !== Infinity && center !== Infinity;
  // In a tail of few values type 7 can lie outside the ranks; the interval is widened, never the reverse.
  return {
    center,
    ...(lo === undefined || lo === Infinity ? {} : { lo: Math.min(lo, center) }),
    ...(bounded ? { hi: Math.max(hi, center) } : {}),
    confidence,
    n,
    method: 'order-statistic',
    warnings,
    ranks,
  };
}

/**
 * The smallest n at which `quantileInterval` has both ends: max(q, 1 - q)^n <= (1 - confidence) / 2.
 * For a one-sided limit at 95% pass confidence 0.9.
 */
export function requiredForQuantile(q: number, confidence = 0.95): number {
  requireOpenShare('q', q);
  requireOpenShare('confidence', confidence);
  const share = Math.max(q, 1 - q);
  const tail = ((1 - confidence) / 2) * (1 + 1e-12);
  let n = Math.max(1, Math.floor(Math.log(tail) / Math.log(share)));
  while (share ** n > tail) n++;
  while (n > 1 && share ** (n - 1) <= tail) n--;
  return n;
}
