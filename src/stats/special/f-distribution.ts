import { requirePositive } from '../preconditions.ts';
import { inverseRegularizedBeta, regularizedBeta } from './incomplete-beta.ts';

/** P(F <= f) with (df1, df2) degrees of freedom. */
export function fCdf(f: number, df1: number, df2: number): number {
  requireDegrees(df1, df2);
  if (!(f > 0)) return 0;
  const total = df1 * f + df2;
  return regularizedBeta((df1 * f) / total, df1 / 2, df2 / 2, df2 / total);
}

/** P(F > f), precise where it is small. */
export function fUpperTail(f: number, df1: number, df2: number): number {
  requireDegrees(df1, df2);
  if (!(f > 0)) return 1;
  const total = df1 * f + df2;
  return regularizedBeta(df2 / total, df2 / 2, df1 / 2, (df1 * f) / total);
}

/** The f with P(F <= f) = p; infinite at 1. */
export function fQuantile(p: number, df1: number, df2: number): number {
  requireDegrees(df1, df2);
  const { x, y } = inverseRegularizedBeta(p, df1 / 2, df2 / 2);
  return y === 0 ? Infinity : (df2 * x) / (df1 * y);
}

function requireDegrees(df1: number, df2: number): void {
  requirePositive('df1', df1);
  requirePositive('df2', df2);
}
