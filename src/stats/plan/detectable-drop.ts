import { absent, type Measured, measured } from '../../base/index.ts';
import { requireCount, requireOpenShare } from '../preconditions.ts';
import { normalQuantile } from '../special/normal.ts';
import { mcnemarPower } from './mcnemar-power.ts';

/** A sample at hand, of which one asks what it can resolve. */
export interface DetectableDropQuery {
  readonly items: number;
  readonly flipRate: number;
  /** Two-sided; default 0.05. */
  readonly alpha?: number;
  /** Default 0.9. */
  readonly power?: number;
}

/**
 * The smallest true drop that the two-sided mid-p McNemar test finds with the given power, by exact
 * power and to 1e-6; absent when even a drop as large as the flip rate would be missed.
 */
export function detectableDrop({
  items,
  flipRate,
  alpha = 0.05,
  power = 0.9,
}: DetectableDropQuery): Measured<number> {
  requireCount('items', items, 1);
  requireOpenShare('flipRate', flipRate);
  requireOpenShare('power', power);
  const reaches = (drop: number): boolean =>
    mcnemarPower({ drop, flipRate }, alpha)(items) >= power;
  if (!reaches(flipRate)) {
    return absent(`${items} items cannot resolve any drop at a flip rate of ${flipRate}`);
  }
  let missed = 0;
  let found = flipRate;
  while (found - missed > 1e-6) {
    const middle = (missed + found) / 2;
    if (reaches(middle)) found = middle;
    else missed = middle;
  }
  return measured(found);
}

/** The rule of thumb (z(a/2) + z(b)) sqrt(f / n): 3.2415 sqrt(f / n) at 5% and 90%. */
export function detectableDropNormal({
  items,
  flipRate,
  alpha = 0.05,
  power = 0.9,
}: DetectableDropQuery): number {
  requireCount('items', items, 1);
  requireOpenShare('flipRate', flipRate);
  requireOpenShare('alpha', alpha);
  requireOpenShare('power', power);
  return (normalQuantile(1 - alpha / 2) + normalQuantile(power)) * Math.sqrt(flipRate / items);
}
