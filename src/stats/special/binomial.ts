import { requireCount, requireOpenShare, requireShare } from '../preconditions.ts';
import { logBinomialTerm } from './binomial-term.ts';
import { regularizedBeta } from './incomplete-beta.ts';

/** P(X = k) for X ~ Bin(n, p); 0 outside 0..n. */
export function binomialPmf(k: number, n: number, p: number): number {
  requireCount('n', n);
  requireShare('p', p);
  if (!Number.isInteger(k) || k < 0 || k > n) return 0;
  if (p === 0) return k === 0 ? 1 : 0;
  if (p === 1) return k === n ? 1 : 0;
  return Math.exp(logBinomialTerm(k, n, p, 1 - p));
}

/** P(X <= k) for X ~ Bin(n, p); precise in both tails. */
export function binomialCdf(k: number, n: number, p: number): number {
  requireCount('n', n);
  requireShare('p', p);
  const whole = Math.floor(k);
  if (whole < 0) return 0;
  if (whole >= n) return 1;
  if (p === 0) return 1;
  if (p === 1) return 0;
  return regularizedBeta(1 - p, n - whole, whole + 1, p);
}

/** P(X >= k) for X ~ Bin(n, p), not by 1 - P(X < k): precise where it is small. */
export function binomialUpperTail(k: number, n: number, p: number): number {
  requireCount('n', n);
  requireShare('p', p);
  const whole = Math.ceil(k);
  if (whole <= 0) return 1;
  if (whole > n) return 0;
  if (p === 0) return 0;
  if (p === 1) return 1;
  return regularizedBeta(p, whole, n - whole + 1, 1 - p);
}

/** The smallest k with P(X <= k) >= probability, X ~ Bin(n, p). */
export function binomialQuantile(probability: number, n: number, p: number): number {
  requireOpenShare('probability', probability);
  requireCount('n', n);
  requireShare('p', p);
  // One part in 10^13 of tolerance: a cumulative sum that equals the level must count as reaching it.
  const level = probability * (1 - 1e-13);
  let below = -1;
  let reached = n;
  while (reached - below > 1) {
    const middle = (below + reached) >> 1;
    if (binomialCdf(middle, n, p) >= level) reached = middle;
    else below = middle;
  }
  return reached;
}
