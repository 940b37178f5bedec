import { requireCount, requireOpenShare } from '../preconditions.ts';
import { binomialCdf } from '../special/binomial.ts';

/** A search for a plan goes no further than this. */
const MOST_ITEMS = 10_000_000;

/**
 * Smallest n with which `errors` errors still prove an accuracy above `share`, one-sided (Clopper-Pearson):
 * P(Bin(n, 1 - share) <= errors) <= 1 - confidence. 299 items without an error prove 99% at 95%.
 */
export function requiredForClaim(share: number, errors: number, confidence = 0.95): number {
  requireOpenShare('share', share);
  requireOpenShare('confidence', confidence);
  requireCount('errors', errors);
  const proven = (n: number): boolean => binomialCdf(errors, n, 1 - share) <= 1 - confidence;
  let unproven = errors;
  let n = errors + 1;
  while (!proven(n)) {
    unproven = n;
    n *= 2;
  }
  while (n - unproven > 1) {
    const middle = Math.floor((n + unproven) / 2);
    if (proven(middle)) n = middle;
    else unproven = middle;
  }
  return n;
}

/** Most errors among n items that still prove an accuracy above `share`; -1 when n is too small for any. */
export function allowedErrors(n: number, share: number, confidence = 0.95): number {
  requireCount('n', n, 1);
  requireOpenShare('share', share);
  requireOpenShare('confidence', confidence);
  let allowed = -1;
  let tooMany = n;
  while (tooMany - allowed > 1) {
    const middle = Math.floor((allowed + tooMany) / 2);
    if (binomialCdf(middle, n, 1 - share) <= 1 - confidence) allowed = middle;
    else tooMany = middle;
  }
  return allowed;
}

export interface ClaimPlan {
  /** Accuracy to be proven. */
  readonly share: number;
  /** True accuracy under which the plan must succeed; above `share`. */
  readonly truth: number;
  readonly confidence?: number;
  /** Default 0.9. */
  readonly power?: number;
}

/** Items needed, and the errors they allow, to prove an accuracy above `share` when the truth is `truth`. */
export function planClaim({ share, truth, confidence = 0.95, power = 0.9 }: ClaimPlan): {
  readonly items: number;
  readonly allowedErrors: number;
} {
  requireOpenShare('truth', truth);
  requireOpenShare('power', power);
  if (!(truth > share)) throw new RangeError(`truth must exceed ${share}, saw ${truth}`);
  // Within one number of allowed errors, fewer items are better: only the smallest n of each is looked at.
  for (let errors = 0; ; errors++) {
    const items = requiredForClaim(share, errors, confidence);
    if (binomialCdf(errors, items, 1 - truth) >= power) return { items, allowedErrors: errors };
    if (items > MOST_ITEMS) throw new RangeError(`no plan below ${MOST_ITEMS} items`);
  }
}
