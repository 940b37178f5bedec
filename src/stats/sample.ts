import { requireSample } from './preconditions.ts';

/** The i-th value; throws where an index has left the sample, which is a defect. */
export function at(values: ArrayLike<number>, index: number): number {
  const value = values[index];
  if (value === undefined)
    throw new RangeError(`index ${index} is outside 0..${values.length - 1}`);
  return value;
}

/** A sorted copy, ascending by value. */
export const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

/** Sum with Neumaier's compensation: the order of requests must not show in a reported digit. */
export function sum(values: Iterable<number>): number {
  let total = 0;
  let lost = 0;
  for (const value of values) {
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}

/** Arithmetic mean; throws on an empty sample. */
export function mean(values: readonly number[]): number {
  requireSample('mean', values);
  return sum(values) / values.length;
}

/** Sum of squared deviations from the mean, in two passes. */
export function sumOfSquares(values: readonly number[]): number {
  const center = mean(values);
  return sum(values.map((v) => (v - center) ** 2));
}

/** Unbiased variance (n - 1); throws below two values. */
export function variance(values: readonly number[]): number {
  requireSample('variance', values, 2);
  return sumOfSquares(values) / (values.length - 1);
}

/** Median (mean of the two middle values when n is even); throws on an empty sample. */
export function median(values: readonly number[]): number {
  requireSample('median', values);
  const sorted = ascending(values);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? at(sorted, middle)
    : (at(sorted, middle - 1) + at(sorted, middle)) / 2;
}
