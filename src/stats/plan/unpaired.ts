import { requireOpenShare } from '../preconditions.ts';
import { normalQuantile } from '../special/normal.ts';

/** Two independent arms with these true accuracies. */
export interface UnpairedPlan {
  readonly baseline: number;
  readonly candidate: number;
  /** Two-sided; default 0.05. */
  readonly alpha?: number;
  /** Default 0.9. */
  readonly power?: number;
}

/**
 * Items needed in each arm to tell two accuracies apart when the arms do not share items (Fleiss,
 * pooled variance under H0): what giving up the pairing costs.
 */
export function requiredPerArm({
  baseline,
  candidate,
  alpha = 0.05,
  power = 0.9,
}: UnpairedPlan): number {
  for (const [name, value] of Object.entries({ baseline, candidate, alpha, power })) {
    requireOpenShare(name, value);
  }
  if (baseline === candidate) throw new RangeError('equal accuracies cannot be told apart');
  const pooled = (baseline + candidate) / 2;
  const a = normalQuantile(1 - alpha / 2) * Math.sqrt(2 * pooled * (1 - pooled));
  const b =
    normalQuantile(power) * Math.sqrt(baseline * (1 - baseline) + candidate * (1 - candidate));
  return Math.ceil(((a + b) / (baseline - candidate)) ** 2);
}
