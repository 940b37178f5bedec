import { absent, type Measured, measured } from '../../base/index.ts';
import { mean } from '../../stats/index.ts';
import { indicators } from '../paired/item-means.ts';
import type { TaskRunUnit } from '../units/task-run-unit.ts';

interface Tally {
  right: number;
  runs: number;
}

/** Right answers and task runs per item and place; what a task run's load was is a part of its condition. */
function tallies(units: readonly TaskRunUnit[]): Map<string, Tally> {
  const out = new Map<string, Tally>();
  for (const unit of units) {
    const score = indicators.accuracy(unit);
    if (score === undefined) continue;
    const key = `${unit.place.id} | ${unit.item}`;
    const tally = out.get(key) ?? { right: 0, runs: 0 };
    tally.right += score;
    tally.runs++;
    out.set(key, tally);
  }
  return out;
}

/**
 * How often two answers of one endpoint to one item differ in being right: the chance that two of its
 * task runs, drawn without replacement, disagree, averaged over items. Absent where each was asked once.
 */
export function selfFlipRate(
  units: readonly TaskRunUnit[],
): Measured<{ readonly flipRate: number; readonly items: number }> {
  const asked = [...tallies(units).values()].filter((t) => t.runs > 1);
  if (asked.length === 0) {
    return absent('each item was asked once: plan epochs or repeats of 2 and more to measure it');
  }
  const rates = asked.map((t) => (2 * t.right * (t.runs - t.right)) / (t.runs * (t.runs - 1)));
  return measured({ flipRate: mean(rates), items: asked.length });
}

/** The same between two endpoints: one answer of each, drawn at random; absent without a common item. */
export function crossFlipRate(
  baseline: readonly TaskRunUnit[],
  candidate: readonly TaskRunUnit[],
): Measured<number> {
  const other = tallies(candidate);
  const rates = [...tallies(baseline)].flatMap(([key, a]) => {
    const b = other.get(key);
    if (b === undefined) return [];
    const [p, q] = [a.right / a.runs, b.right / b.runs];
    return [p * (1 - q) + q * (1 - p)];
  });
  return rates.length === 0 ? absent('no item in common') : measured(mean(rates));
}
