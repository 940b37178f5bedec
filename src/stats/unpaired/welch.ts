import { type Estimate, type Warning, warning } from '../../base/index.ts';
import { requireOpenShare, requireSample } from '../preconditions.ts';
import { mean, variance } from '../sample.ts';
import { studentCdf, studentQuantile, studentTwoSided } from '../special/student-t.ts';

/** Difference of two means of independent samples that may differ in spread. */
export interface WelchDifference {
  /** mean(x) - mean(y), with its interval at the confidence asked. */
  readonly delta: Estimate;
  /** Two-sided p of no difference. */
  readonly p: number;
  readonly standardError: number;
  /** Welch and Satterthwaite's degrees of freedom. */
  readonly df: number;
  /** One-sided p of H0: mean(x) - mean(y) >= `limit`; small when the difference is shown below it. */
  readonly pBelow: (limit: number) => number;
  /** One-sided p of H0: mean(x) - mean(y) <= `limit`. */
  readonly pAbove: (limit: number) => number;
}

/**
 * Welch's t (1947): at least two values a side. Without any spread the interval is the point, p is 0 or
 * 1, and the warning `no-spread` stands.
 */
export function welchDifference(
  x: readonly number[],
  y: readonly number[],
  confidence = 0.95,
): WelchDifference {
  requireSample('x', x, 2);
  requireSample('y', y, 2);
  requireOpenShare('confidence', confidence);
  const center = mean(x) - mean(y);
  const partX = variance(x) / x.length;
  const partY = variance(y) / y.length;
  const standardError = Math.sqrt(partX + partY);
  const still = standardError === 0;
  const df = still
    ? x.length + y.length - 2
    : (partX + partY) ** 2 / (partX ** 2 / (x.length - 1) + partY ** 2 / (y.length - 1));
  const half = still ? 0 : studentQuantile((1 + confidence) / 2, df) * standardError;
  const warnings: Warning[] = still ? [warning('no-spread')] : [];
  const pBelow = (limit: number): number =>
    still ? (center < limit ? 0 : 1) : studentCdf((center - limit) / standardError, df);
  const pAbove = (limit: number): number =>
    still ? (center > limit ? 0 : 1) : studentCdf((limit - center) / standardError, df);
  return {
    delta: {
      center,
      lo: center - half,
      hi: center + half,
      confidence,
      n: Math.min(x.length, y.length),
      method: 'welch-t',
      warnings,
    },
    p: still ? (center === 0 ? 1 : 0) : studentTwoSided(center / standardError, df),
    standardError,
    df,
    pBelow,
    pAbove,
  };
}
