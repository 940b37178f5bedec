import { tangoZ } from '../paired/tango.ts';
import { requireCount, requireOpenShare } from '../preconditions.ts';
import { binomialCdf } from '../special/binomial.ts';
import { normalQuantile } from '../special/normal.ts';
import { eachFlipCount } from './flip-distribution.ts';
import { type PowerCurve, requireDifference, type TrueDifference } from './mcnemar-power.ts';

/**
 * Exact power of the non-inferiority test by Tango's score (one-sided level alpha): sum over the number
 * of flips of the chance that few enough of them are losses.
 */
export function tangoPower(truth: TrueDifference, margin: number, alpha = 0.05): PowerCurve {
  requireDifference(truth);
  requireOpenShare('margin', margin);
  requireOpenShare('alpha', alpha);
  const lossShare = (truth.flipRate + truth.drop) / 2 / truth.flipRate;
  const z = normalQuantile(1 - alpha);
  return (items) => {
    requireCount('items', items, 1);
    const passes = (flips: number, lost: number): boolean =>
      tangoZ({ lost, gained: flips - lost, n: items }, -margin) >= z;
    let power = 0;
    // The most losses that still pass; moves by little from one number of flips to the next.
    let most = -1;
    eachFlipCount(items, truth.flipRate, (flips, probability) => {
      most = Math.min(most, flips);
      while (most < flips && passes(flips, most + 1)) most++;
      while (most >= 0 && !passes(flips, most)) most--;
      if (most >= 0) power += probability * binomialCdf(most, flips, lossShare);
    });
    return Math.min(1, power);
  };
}
