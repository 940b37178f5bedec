import { requireOpenShare } from '../preconditions.ts';
import { normalQuantile } from '../special/normal.ts';
import { requireDifference } from './mcnemar-power.ts';
import { smallestPowered } from './smallest.ts';
import { tangoPower } from './tango-power.ts';

/** What a plan for showing non-inferiority must state. */
export interface NonInferiorityPlan {
  /** Largest loss that is still acceptable, as a share. */
  readonly margin: number;
  /** Share of items on which the two endpoints differ in being right. */
  readonly flipRate: number;
  /** True loss under which the plan must succeed; default 0. */
  readonly drop?: number;
  /** One-sided level; default 0.05. */
  readonly alpha?: number;
  /** Default 0.9. */
  readonly power?: number;
}

/** Items (pairs) needed to show non-inferiority with Tango's score test, by exact power. */
export function requiredPairsNonInferior(plan: NonInferiorityPlan): number {
  const { margin, flipRate, drop = 0, alpha = 0.05, power = 0.9 } = plan;
  const guess = requiredPairsNonInferiorNormal(plan);
  return smallestPowered(tangoPower({ drop, flipRate }, margin, alpha), power, guess);
}

/**
 * The same by the normal approximation n = (z(a) + z(b))^2 (f - D^2) / (m - D)^2, rounded up: too few
 * where few flips are expected (power 68% instead of 90% at margin 5%, flips 2%).
 */
export function requiredPairsNonInferiorNormal(plan: NonInferiorityPlan): number {
  const { margin, flipRate, drop = 0, alpha = 0.05, power = 0.9 } = plan;
  requireOpenShare('margin', margin);
  requireOpenShare('alpha', alpha);
  requireOpenShare('power', power);
  requireDifference({ drop, flipRate });
  if (!(drop < margin)) throw new RangeError(`a drop of ${drop} is not within margin ${margin}`);
  const z = normalQuantile(1 - alpha) + normalQuantile(power);
  return Math.ceil((z * z * (flipRate - drop * drop)) / (margin - drop) ** 2);
}
