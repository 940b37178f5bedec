import { requirePositive } from '../preconditions.ts';
import {
  inverseRegularizedGamma,
  regularizedGammaP,
  regularizedGammaQ,
} from './incomplete-gamma.ts';

/** P(X <= x), X chi-squared with `df` degrees of freedom. */
export const chiSquaredCdf = (x: number, df: number): number =>
  regularizedGammaP(degrees(df) / 2, Math.max(0, x) / 2);

/** P(X > x), precise where it is small: the p value of a chi-squared test. */
export const chiSquaredUpperTail = (x: number, df: number): number =>
  regularizedGammaQ(degrees(df) / 2, Math.max(0, x) / 2);

/** The x with P(X <= x) = p. */
export const chiSquaredQuantile = (p: number, df: number): number =>
  2 * inverseRegularizedGamma(p, degrees(df) / 2);

function degrees(df: number): number {
  requirePositive('df', df);
  return df;
}
