import { requirePositive, requireShare } from '../preconditions.ts';
import { inverseRegularizedBeta, regularizedBeta } from './incomplete-beta.ts';

/** P(|T| >= |t|) for Student's t with `df` degrees of freedom (any df > 0). */
export function studentTwoSided(t: number, df: number): number {
  requirePositive('df', df);
  if (Number.isNaN(t)) throw new RangeError('t must be a number');
  if (!Number.isFinite(t)) return 0;
  const square = t * t;
  return regularizedBeta(df / (df + square), df / 2, 0.5, square / (df + square));
}

/** P(T <= t); precise in the lower tail. */
export function studentCdf(t: number, df: number): number {
  const half = studentTwoSided(t, df) / 2;
  return t < 0 ? half : 1 - half;
}

/** The t with P(T <= t) = p; infinite at 0 and 1. */
export function studentQuantile(p: number, df: number): number {
  requireShare('p', p);
  requirePositive('df', df);
  if (p === 0.5) return 0;
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  const { x, y } = inverseRegularizedBeta(2 * Math.min(p, 1 - p), df / 2, 0.5);
  const t = Math.sqrt((df * y) / x);
  return p < 0.5 ? -t : t;
}
