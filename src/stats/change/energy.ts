import { requireSample } from '../preconditions.ts';
import { ascending, at, sum } from '../sample.ts';

/** How far apart two samples are, as distributions. */
export interface EnergyStatistics {
  /** 2 E|X - Y| - E|X - X'| - E|Y - Y'|; 0 only for equal distributions. */
  readonly e: number;
  /** e scaled by n m / (n + m). */
  readonly t: number;
  /** e over 2 E|X - Y|, 0..1; 0 when all values are equal. */
  readonly h: number;
}

/** Energy statistics of two samples (Székely & Rizzo 2013), in O(n log n). */
export function energyStatistics(x: readonly number[], y: readonly number[]): EnergyStatistics {
  requireSample('x', x);
  requireSample('y', y);
  const n = x.length;
  const m = y.length;
  const withinX = pairDistances(x);
  const withinY = pairDistances(y);
  const between = pairDistances([...x, ...y]) - withinX - withinY;
  const cross = (2 * between) / (n * m);
  // Pairs are counted once each: twice over n^2 for the mean of all ordered pairs.
  const e = cross - (2 * withinX) / (n * n) - (2 * withinY) / (m * m);
  return { e, t: ((n * m) / (n + m)) * e, h: cross === 0 ? 0 : e / cross };
}

/** Sum of |a - b| over unordered pairs, by order statistics. */
export function pairDistances(values: readonly number[]): number {
  const sorted = ascending(values);
  const n = sorted.length;
  const first = at(sorted, 0);
  return sum(sorted.map((v, i) => (2 * i - n + 1) * (v - first)));
}
