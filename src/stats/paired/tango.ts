/** The part of a paired table that the score statistic needs. */
export interface TangoCounts {
  readonly lost: number;
  readonly gained: number;
  readonly n: number;
}

/**
 * Tango's score statistic for H0: P(candidate right) - P(baseline right) = delta (Tango 1998, with the
 * restricted maximum likelihood estimate of the loss rate). Standard normal under H0; positive when the
 * sample's difference is above delta. -1 < delta < 1.
 */
export function tangoZ({ lost, gained, n }: TangoCounts, delta: number): number {
  const difference = gained - lost - n * delta;
  if (difference === 0) return 0;
  const a = 2 * n;
  const b = -gained - lost + (2 * n - gained + lost) * delta;
  const c = -lost * delta * (1 - delta);
  const root = Math.sqrt(Math.max(0, b * b - 4 * a * c));
  // The larger root of a q^2 + b q + c; for b > 0 in the form that does not cancel.
  const lossRate = b > 0 ? (-2 * c) / (b + root) : (root - b) / (2 * a);
  const spread = n * (2 * lossRate + delta * (1 - delta));
  return spread <= 0 ? Math.sign(difference) * Infinity : difference / Math.sqrt(spread);
}

/** The two differences whose score statistic is +z and -z, found by bisection; z > 0. */
export function tangoLimits(
  counts: TangoCounts,
  z: number,
): { readonly lo: number; readonly hi: number } {
  const center = (counts.gained - counts.lost) / counts.n;
  return {
    lo: crossing(-1, center, (delta) => tangoZ(counts, delta) > z),
    hi: crossing(center, 1, (delta) => tangoZ(counts, delta) > -z),
  };
}

/** Where `before` turns from true to false between lo and hi, to the last bit. */
function crossing(lo: number, hi: number, before: (delta: number) => boolean): number {
  let left = lo;
  let right = hi;
  for (let step = 0; step < 200; step++) {
    const middle = left + (right - left) / 2;
    if (middle === left || middle === right) break;
    if (before(middle)) left = middle;
    else right = middle;
  }
  return left + (right - left) / 2;
}
