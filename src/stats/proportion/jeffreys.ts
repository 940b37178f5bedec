import type { Estimate } from '../../base/index.ts';
import { requireOpenShare } from '../preconditions.ts';
import { inverseRegularizedBeta } from '../special/incomplete-beta.ts';
import { proportionWarnings, requireTrials } from './wilson.ts';

/** Equal-tailed interval of the Beta(k + 1/2, n - k + 1/2) posterior (Jeffreys' prior); n >= 1. */
export function jeffreys(k: number, n: number, confidence = 0.95): Estimate {
  requireTrials(k, n);
  requireOpenShare('confidence', confidence);
  const tail = (1 - confidence) / 2;
  return {
    center: k / n,
    lo: inverseRegularizedBeta(tail, k + 0.5, n - k + 0.5).x,
    hi: inverseRegularizedBeta(tail, n - k + 0.5, k + 0.5).y,
    confidence,
    n,
    method: 'jeffreys',
    warnings: proportionWarnings(n),
  };
}
