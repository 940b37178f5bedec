import { requireOpenShare, requireSample, requireShare } from '../preconditions.ts';
import { at, sum } from '../sample.ts';
import { regularizedBeta } from '../special/incomplete-beta.ts';

/**
 * Type-7 quantile of an ascending sample (Hyndman & Fan 1996; the default of R, NumPy and spreadsheets):
 * linear between order statistics at (n - 1) q. The definition used for every percentile that is reported.
 */
export function quantile(sorted: readonly number[], q: number): number {
  requireSorted(sorted);
  requireShare('q', q);
  const place = (sorted.length - 1) * q;
  const floor = Math.floor(place);
  const low = at(sorted, floor);
  if (floor === place) return low;
  const high = at(sorted, floor + 1);
  // Infinity - Infinity would be NaN, and Infinity times a share is Infinity.
  return low === high ? low : low + (place - floor) * (high - low);
}

/** Nearest-rank quantile, the ceil(n q)-th smallest: what most load tools print. */
export function nearestRankQuantile(sorted: readonly number[], q: number): number {
  requireSorted(sorted);
  requireShare('q', q);
  // The relative slack undoes products such as 100 * 0.07 = 7.000000000000001.
  return at(sorted, Math.max(1, Math.ceil(sorted.length * q * (1 - 1e-15))) - 1);
}

/**
 * Harrell and Davis' quantile (1982): all order statistics, weighted by a beta distribution; finite values
 * and 0 < q < 1.
 */
export function harrellDavisQuantile(sorted: readonly number[], q: number): number {
  requireSorted(sorted);
  requireSample('values', sorted);
  requireOpenShare('q', q);
  const n = sorted.length;
  const a = (n + 1) * q;
  const b = (n + 1) * (1 - q);
  let before = 0;
  return sum(
    sorted.map((value, i) => {
      const until = regularizedBeta((i + 1) / n, a, b);
      const weight = until - before;
      before = until;
      return weight * value;
    }),
  );
}

/** Throws unless the sample is ascending, without NaN, and not empty. */
export function requireSorted(sorted: readonly number[]): void {
  if (sorted.length === 0) throw new RangeError('a quantile needs at least one value');
  let before = -Infinity;
  for (const value of sorted) {
    if (!(value >= before)) throw new RangeError(`values must ascend, saw ${before} then ${value}`);
    before = value;
  }
}
