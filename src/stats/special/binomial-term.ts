import { halfDeviance } from './deviance.ts';
import { stirlingError } from './log-gamma.ts';

/**
 * log of Γ(n+1) / (Γ(x+1) Γ(n-x+1)) p^x q^(n-x) for real 0 <= x <= n and q = 1 - p, without the
 * cancellation of three huge log-gammas (Loader 2000).
 */
export function logBinomialTerm(x: number, n: number, p: number, q: number): number {
  if (x === 0) return n === 0 ? 0 : n * (p < 0.1 ? Math.log1p(-p) : Math.log(q));
  if (x === n) return n * (q < 0.1 ? Math.log1p(-q) : Math.log(p));
  const shape =
    stirlingError(n) -
    stirlingError(x) -
    stirlingError(n - x) -
    halfDeviance(x, n * p) -
    halfDeviance(n - x, n * q);
  return shape - 0.5 * Math.log(2 * Math.PI * x * ((n - x) / n));
}
