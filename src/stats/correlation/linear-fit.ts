import { absent, type Estimate, type Measured, measured } from '../../base/index.ts';
import { requireOpenShare, requirePairs, requireSample } from '../preconditions.ts';
import { at, mean, sum } from '../sample.ts';
import { studentQuantile, studentTwoSided } from '../special/student-t.ts';

/** A straight line through points, by least squares. */
export interface LinearFit {
  readonly slope: Estimate;
  readonly intercept: Estimate;
  /** Two-sided p of slope 0. */
  readonly p: number;
  /** Share of the variance of y that the line explains; absent when y does not vary. */
  readonly rSquared?: number;
  /** Standard deviation of the residuals, n - 2 degrees of freedom. */
  readonly residualSpread: number;
}

/** Ordinary least squares with t(n - 2) intervals; at least three points. Absent when x does not vary. */
export function linearFit(
  x: readonly number[],
  y: readonly number[],
  confidence = 0.95,
): Measured<LinearFit> {
  requirePairs(x, y);
  requireSample('x', x, 3);
  requireSample('y', y, 3);
  requireOpenShare('confidence', confidence);
  const n = x.length;
  const centerX = mean(x);
  const centerY = mean(y);
  const sxx = sum(x.map((v) => (v - centerX) ** 2));
  if (sxx === 0) return absent('x does not vary');
  const syy = sum(y.map((v) => (v - centerY) ** 2));
  const slope = sum(x.map((v, i) => (v - centerX) * (at(y, i) - centerY))) / sxx;
  const intercept = centerY - slope * centerX;
  const rest = sum(x.map((v, i) => (at(y, i) - centerY - slope * (v - centerX)) ** 2));
  const df = n - 2;
  const residualSpread = Math.sqrt(rest / df);
  const quantile = studentQuantile((1 + confidence) / 2, df);
  const estimate = (center: number, error: number): Estimate => ({
    center,
    lo: center - quantile * error,
    hi: center + quantile * error,
    confidence,
    n,
    method: 'least-squares',
    warnings: [],
  });
  const slopeError = residualSpread / Math.sqrt(sxx);
  const flat = slope === 0 ? 1 : 0;
  return measured({
    slope: estimate(slope, slopeError),
    intercept: estimate(intercept, residualSpread * Math.sqrt(1 / n + centerX ** 2 / sxx)),
    p: slopeError === 0 ? flat : studentTwoSided(slope / slopeError, df),
    ...(syy === 0 ? {} : { rSquared: 1 - rest / syy }),
    residualSpread,
  });
}
