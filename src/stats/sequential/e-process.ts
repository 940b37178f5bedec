import { type Flips, requireFlips } from '../paired/mcnemar.ts';
import { requirePositive } from '../preconditions.ts';
import { regularizedBeta } from '../special/incomplete-beta.ts';
import { logBeta } from '../special/log-gamma.ts';

/** Pseudo-counts of the Beta mixture over the share of losses among flips. */
export interface FlipPrior {
  readonly lost: number;
  readonly gained: number;
}

const UNIFORM: FlipPrior = { lost: 1, gained: 1 };

/**
 * Anytime-valid e-value against "a flip is as likely a loss as a gain": the Beta mixture likelihood ratio
 * 2^(lost + gained) B(lost + a, gained + b) / B(a, b). May be looked at after every item; reject at level
 * alpha as soon as it has reached 1 / alpha (Ville's inequality). Without flips it is 1. E-values of
 * several suites may be averaged; their product is one only if the suites are independent.
 */
export function eProcess(flips: Flips, prior: FlipPrior = UNIFORM): number {
  return Math.exp(logEvidence(flips, prior));
}

/**
 * The same, betting on one direction only: the mixture is cut to losses more likely than gains (`worse`)
 * or less likely (`better`).
 */
export function directedEProcess(
  flips: Flips,
  direction: 'worse' | 'better',
  prior: FlipPrior = UNIFORM,
): number {
  const log = logEvidence(flips, prior);
  // P(loss share < 1/2) after and before the data; the complement without 1 - p.
  const below = (p: FlipPrior): number => regularizedBeta(0.5, p.lost, p.gained);
  const above = (p: FlipPrior): number => regularizedBeta(0.5, p.gained, p.lost);
  const side = direction === 'worse' ? above : below;
  const posterior = { lost: prior.lost + flips.lost, gained: prior.gained + flips.gained };
  return (Math.exp(log) * side(posterior)) / side(prior);
}

function logEvidence(flips: Flips, prior: FlipPrior): number {
  requireFlips(flips);
  requirePositive('prior.lost', prior.lost);
  requirePositive('prior.gained', prior.gained);
  return (
    (flips.lost + flips.gained) * Math.LN2 +
    logBeta(flips.lost + prior.lost, flips.gained + prior.gained) -
    logBeta(prior.lost, prior.gained)
  );
}
