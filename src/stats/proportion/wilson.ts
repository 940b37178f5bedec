import { type Estimate, type Warning, warning } from '../../base/index.ts';
import { requireCount, requireOpenShare } from '../preconditions.ts';
import { normalQuantile } from '../special/normal.ts';

/** Below this many units an interval is honest but says little. */
const FEW = 10;

/**
 * Wilson's score interval for k successes in n independent trials (Wilson 1927); n >= 1.
 * The default for reporting an accuracy; for a claim that must hold use `clopperPearson`.
 */
export function wilson(k: number, n: number, confidence = 0.95): Estimate {
  requireTrials(k, n);
  requireOpenShare('confidence', confidence);
  const z = normalQuantile((1 + confidence) / 2);
  const { lo, hi } = scoreLimits(k / n, n, z);
  return {
    center: k / n,
    // At the edges the formula is exact, its rounding is not.
    lo: k === 0 ? 0 : lo,
    hi: k === n ? 1 : hi,
    confidence,
    n,
    method: 'wilson',
    warnings: proportionWarnings(n),
  };
}

/** The score limits for a share p seen in n units, any real n > 0 and quantile z. */
export function scoreLimits(
  p: number,
  n: number,
  z: number,
): { readonly lo: number; readonly hi: number } {
  const square = z * z;
  const middle = (p + square / (2 * n)) / (1 + square / n);
  const half = (z / (1 + square / n)) * Math.sqrt((p * (1 - p)) / n + square / (4 * n * n));
  return { lo: Math.max(0, middle - half), hi: Math.min(1, middle + half) };
}

/** Throws unless 0 <= k <= n and n >= 1, both whole. */
export function requireTrials(k: number, n: number): void {
  requireCount('n', n, 1);
  requireCount('k', k);
  if (k > n) throw new RangeError(`k must not exceed n, saw ${k} of ${n}`);
}

/** `few-units` below ten trials; nothing else can be doubted from counts alone. */
export const proportionWarnings = (n: number): readonly Warning[] =>
  n < FEW ? [warning('few-units', { n, least: FEW })] : [];
