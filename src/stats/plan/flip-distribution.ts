import { at } from '../sample.ts';
import { binomialPmf } from '../special/binomial.ts';

/** A term smaller than this is left out. */
const LEFT_OUT = 1e-15;

/**
 * Calls `visit(flips, probability)` for every number of flips among n items that is not negligible
 * (all others together below 1e-12), ascending.
 */
export function eachFlipCount(
  n: number,
  flipRate: number,
  visit: (flips: number, probability: number) => void,
): void {
  const mode = Math.min(n, Math.floor((n + 1) * flipRate));
  const odds = flipRate / (1 - flipRate);
  const peak = binomialPmf(mode, n, flipRate);
  const below: number[] = [];
  let probability = peak;
  for (let k = mode; k > 0 && probability > LEFT_OUT; k--) {
    probability *= k / ((n - k + 1) * odds);
    below.push(probability);
  }
  for (let i = below.length - 1; i >= 0; i--) visit(mode - 1 - i, at(below, i));
  probability = peak;
  for (let k = mode; k <= n && probability > LEFT_OUT; k++) {
    visit(k, probability);
    probability *= ((n - k) / (k + 1)) * odds;
  }
}
