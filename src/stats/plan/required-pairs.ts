import { requireOpenShare } from '../preconditions.ts';
import { normalQuantile } from '../special/normal.ts';
import { mcnemarPower, requireDifference } from './mcnemar-power.ts';
import { smallestPowered } from './smallest.ts';

/** What a plan for detecting a drop must state. */
export interface DropPlan {
  /** The true drop in accuracy to be found, as a share (0.02 for two points). */
  readonly drop: number;
  /** Share of items on which the two endpoints differ in being right. */
  readonly flipRate: number;
  /** Two-sided level; default 0.05. */
  readonly alpha?: number;
  /** Default 0.9. */
  readonly power?: number;
}

/**
 * Items (pairs) needed to find a true drop with the two-sided mid-p McNemar test, by exact power.
 * Throws RangeError when drop is not in (0, flipRate].
 */
export function requiredPairs({ drop, flipRate, alpha = 0.05, power = 0.9 }: DropPlan): number {
  requireDrop(drop, flipRate, power);
  const guess = requiredPairsNormal({ drop, flipRate, alpha, power });
  return smallestPowered(mcnemarPower({ drop, flipRate }, alpha), power, guess);
}

/**
 * The same by the normal approximation n = (z(a/2) sqrt f + z(b) sqrt(f - D^2))^2 / D^2 (Connor 1987;
 * Miettinen 1968), rounded up. Within a few percent of exact power when many flips are expected.
 */
export function requiredPairsNormal({
  drop,
  flipRate,
  alpha = 0.05,
  power = 0.9,
}: DropPlan): number {
  requireDrop(drop, flipRate, power);
  requireOpenShare('alpha', alpha);
  const a = normalQuantile(1 - alpha / 2) * Math.sqrt(flipRate);
  const b = normalQuantile(power) * Math.sqrt(flipRate - drop * drop);
  return Math.ceil(((a + b) / drop) ** 2);
}

function requireDrop(drop: number, flipRate: number, power: number): void {
  requireOpenShare('drop', drop);
  requireDifference({ drop, flipRate });
  requireOpenShare('power', power);
}
