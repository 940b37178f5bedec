import { requireCount, requireOpenShare } from '../preconditions.ts';
import { at } from '../sample.ts';
import { binomialCdf, binomialPmf } from '../special/binomial.ts';
import { eachFlipCount } from './flip-distribution.ts';

/** A true difference between two endpoints: `drop` = loss rate - gain rate, `flipRate` = their sum. */
export interface TrueDifference {
  /** Positive when the candidate is worse. */
  readonly drop: number;
  readonly flipRate: number;
}

/** Exact power of the two-sided McNemar test as a function of the number of items. */
export type PowerCurve = (items: number) => number;

/**
 * Exact power of the mid-p (or exact) McNemar test: sum over the number of flips of its binomial
 * probability times the conditional chance to reject. That chance does not depend on n and is kept.
 */
export function mcnemarPower(
  truth: TrueDifference,
  alpha = 0.05,
  test: 'mid-p' | 'exact' = 'mid-p',
): PowerCurve {
  requireDifference(truth);
  requireOpenShare('alpha', alpha);
  const lossShare = (truth.flipRate + truth.drop) / 2 / truth.flipRate;
  const critical = criticalCounts(alpha, test);
  const rejects: number[] = [];
  return (items) => {
    requireCount('items', items, 1);
    let power = 0;
    eachFlipCount(items, truth.flipRate, (flips, probability) => {
      while (rejects.length <= flips) {
        const k = rejects.length;
        const limit = critical(k);
        // Few losses or few gains: the two ends of the same binomial.
        rejects.push(binomialCdf(limit, k, lossShare) + binomialCdf(limit, k, 1 - lossShare));
      }
      power += probability * at(rejects, flips);
    });
    return Math.min(1, power);
  };
}

/** The largest count of the rarer side that still rejects, -1 where nothing does; ascending in k by at most 1. */
function criticalCounts(alpha: number, test: 'mid-p' | 'exact'): (flips: number) => number {
  const half = (x: number, k: number): number =>
    binomialCdf(x, k, 0.5) - (test === 'mid-p' ? binomialPmf(x, k, 0.5) / 2 : 0);
  const known: number[] = [];
  return (flips) => {
    while (known.length <= flips) {
      const k = known.length;
      let limit = known.at(-1) ?? -1;
      while (2 * (limit + 1) < k && 2 * half(limit + 1, k) <= alpha) limit++;
      known.push(limit);
    }
    return at(known, flips);
  };
}

/** Throws unless |drop| <= flipRate, 0 < flipRate < 1. */
export function requireDifference({ drop, flipRate }: TrueDifference): void {
  requireOpenShare('flipRate', flipRate);
  if (!(Math.abs(drop) <= flipRate)) {
    throw new RangeError(`drop must not exceed the flip rate ${flipRate}, saw ${drop}`);
  }
}
