import type { Estimate } from '../../base/index.ts';
import { requireOpenShare } from '../preconditions.ts';
import { inverseRegularizedBeta } from '../special/incomplete-beta.ts';
import { proportionWarnings, requireTrials } from './wilson.ts';

/**
 * The exact interval of Clopper and Pearson (1934): covers at least `confidence`, whatever the truth.
 * For claims ("at least 99% right"); n >= 1. A one-sided 95% limit is the end of the 90% interval.
 */
export function clopperPearson(k: number, n: number, confidence = 0.95): Estimate {
  requireTrials(k, n);
  requireOpenShare('confidence', confidence);
  const tail = (1 - confidence) / 2;
  return {
    center: k / n,
    lo: k === 0 ? 0 : inverseRegularizedBeta(tail, k, n - k + 1).x,
    hi: k === n ? 1 : inverseRegularizedBeta(tail, n - k, k + 1).y,
    confidence,
    n,
    method: 'clopper-pearson',
    warnings: proportionWarnings(n),
  };
}
