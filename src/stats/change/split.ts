import { at } from '../sample.ts';
import { pairDistances } from './energy.ts';

/** A cut of a segment in two. */
export interface Split {
  /** First index of the right part. */
  readonly index: number;
  /** Scaled energy distance of the two parts. */
  readonly q: number;
}

/**
 * The cut with the largest scaled energy distance, unbiased within the parts (Matteson & James 2014,
 * eq. 2.5 with exponent 1); each part keeps at least two values. Undefined below four values or when no
 * cut separates anything.
 */
export function bestSplit(segment: readonly number[]): Split | undefined {
  const n = segment.length;
  const all = pairDistances(segment);
  let left = 0;
  let right = all;
  let best: Split | undefined;
  for (let k = 1; k < n; k++) {
    // Value k - 1 moves from the right part to the left one.
    const moved = at(segment, k - 1);
    for (let i = 0; i < k - 1; i++) left += Math.abs(moved - at(segment, i));
    for (let j = k; j < n; j++) right -= Math.abs(moved - at(segment, j));
    const m = n - k;
    if (k < 2 || m < 2) continue;
    const cross = (2 * (all - left - right)) / (k * m);
    const q = ((k * m) / n) * (cross - (2 * left) / (k * (k - 1)) - (2 * right) / (m * (m - 1)));
    if (q > (best?.q ?? 0)) best = { index: k, q };
  }
  return best;
}
