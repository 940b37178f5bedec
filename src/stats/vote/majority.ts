import { requireCount, requireOpenShare, requireShare } from '../preconditions.ts';
import { binomialUpperTail } from '../special/binomial.ts';
import { regularizedBeta } from '../special/incomplete-beta.ts';
import { logBeta, logGamma } from '../special/log-gamma.ts';

/** Accuracy of a majority of an odd number of independent voters, each right with `p` (Condorcet). */
export function majorityAccuracy(p: number, voters: number): number {
  requireShare('p', p);
  requireOdd(voters);
  return binomialUpperTail((voters + 1) / 2, voters, p);
}

/** Smallest odd number of independent voters whose majority reaches `target`; p and target in (1/2, 1). */
export function votersNeeded(p: number, target: number): number {
  for (const [name, value] of Object.entries({ p, target })) {
    if (!(value > 0.5 && value < 1)) throw new RangeError(`${name} lies in (0.5, 1), saw ${value}`);
  }
  let voters = 1;
  while (majorityAccuracy(p, voters) < target) voters += 2;
  return voters;
}

/**
 * The same for voters whose errors go together: beta-binomial with intra-class correlation rho in (0, 1).
 * `voters` may be Infinity: what no number of such voters exceeds.
 */
export function correlatedMajorityAccuracy(p: number, voters: number, rho: number): number {
  requireOpenShare('p', p);
  requireOpenShare('rho', rho);
  const a = (p * (1 - rho)) / rho;
  const b = ((1 - p) * (1 - rho)) / rho;
  if (voters === Infinity) return regularizedBeta(0.5, b, a);
  requireOdd(voters);
  let total = 0;
  for (let right = (voters + 1) / 2; right <= voters; right++) {
    total += Math.exp(
      logChoose(voters, right) + logBeta(right + a, voters - right + b) - logBeta(a, b),
    );
  }
  return Math.min(1, total);
}

const logChoose = (n: number, k: number): number =>
  logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);

function requireOdd(voters: number): void {
  requireCount('voters', voters, 1);
  if (voters % 2 === 0) throw new RangeError(`an even panel of ${voters} can tie`);
}
