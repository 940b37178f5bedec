/**
 * What every function of stats demands of its arguments. A violated demand is a defect of the caller
 * and throws RangeError; an estimate of nothing (n = 0) is one too: whoever has no data has an absent
 * value, not an interval.
 */

/** Throws unless `value` is a whole number >= `least`. */
export function requireCount(name: string, value: number, least = 0): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(`${name} must be a whole number >= ${least}, saw ${value}`);
  }
}

/** Throws unless `value` lies in [0, 1]. */
export function requireShare(name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) {
    throw new RangeError(`${name} must lie in 0..1, saw ${value}`);
  }
}

/** Throws unless `value` lies strictly between 0 and 1. */
export function requireOpenShare(name: string, value: number): void {
  if (!(value > 0 && value < 1)) {
    throw new RangeError(`${name} must lie strictly between 0 and 1, saw ${value}`);
  }
}

/** Throws unless `value` is finite and > 0. */
export function requirePositive(name: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value))) {
    throw new RangeError(`${name} must be finite and above 0, saw ${value}`);
  }
}

/** Throws unless `values` has at least `least` members and all of them are finite. */
export function requireSample(name: string, values: readonly number[], least = 1): void {
  if (values.length < least) {
    throw new RangeError(`${name} needs at least ${least} values, saw ${values.length}`);
  }
  const odd = values.find((v) => !Number.isFinite(v));
  if (odd !== undefined) throw new RangeError(`${name} must hold finite numbers, saw ${odd}`);
}

/** Throws unless both samples have the same length. */
export function requirePairs(x: readonly unknown[], y: readonly unknown[]): void {
  if (x.length !== y.length) {
    throw new RangeError(`paired samples must be of one length, saw ${x.length} and ${y.length}`);
  }
}
