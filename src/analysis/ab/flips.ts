import type { PairedItem } from '../bakeoff/paired-items.ts';
import { indicators } from '../paired/item-means.ts';
import type { RunUnits } from '../units/run-units.ts';
import type { TaskRunUnit } from '../units/task-run-unit.ts';
import type { AbFlip } from './schema.ts';

/** Items lost and gained, the largest changes first, with both answers and why each was judged so. */
export function flipsOf(
  pairs: readonly PairedItem[],
  baseline: readonly TaskRunUnit[],
  candidate: readonly TaskRunUnit[],
  factsOf: RunUnits['factsOf'],
): { lost: AbFlip[]; gained: AbFlip[] } {
  const [a, b] = [byItem(baseline), byItem(candidate)];
  const flips = pairs
    .filter((p) => p.baseline !== p.candidate)
    .sort(
      (x, y) =>
        Math.abs(y.candidate - y.baseline) - Math.abs(x.candidate - x.baseline) ||
        (x.item < y.item ? -1 : 1),
    )
    .flatMap((pair): { lost: boolean; flip: AbFlip }[] => {
      const lost = pair.candidate < pair.baseline;
      // The answers that show the change: a right one of the better side, a wrong one of the other.
      const left = example(a.get(pair.item), lost);
      const right = example(b.get(pair.item), !lost);
      if (left?.verdict === undefined || right?.verdict === undefined) return [];
      const [scenario = '', ...task] = pair.item.split('/');
      const facts = factsOf(scenario, task.join('/'));
      return [
        {
          lost,
          flip: {
            item: pair.item,
            ...(facts === undefined ? {} : { category: facts.category, question: facts.question }),
            expected: left.verdict.expected,
            baseline: side(left, pair.baseline),
            candidate: side(right, pair.candidate),
          },
        },
      ];
    });
  return {
    lost: flips.filter((f) => f.lost).map((f) => f.flip),
    gained: flips.filter((f) => !f.lost).map((f) => f.flip),
  };
}

function byItem(units: readonly TaskRunUnit[]): Map<string, TaskRunUnit[]> {
  const items = new Map<string, TaskRunUnit[]>();
  for (const unit of units) {
    if (indicators.accuracy(unit) === undefined) continue;
    const own = items.get(unit.item);
    if (own === undefined) items.set(unit.item, [unit]);
    else own.push(unit);
  }
  return items;
}

const example = (units: readonly TaskRunUnit[] = [], right: boolean): TaskRunUnit | undefined =>
  units.find((u) => (u.verdict?.kind === 'correct') === right) ?? units[0];

const side = ({ verdict, index }: TaskRunUnit, score: number): AbFlip['baseline'] => ({
  score,
  ...(verdict?.extracted === undefined ? {} : { answer: verdict.extracted }),
  why: verdict?.why ?? '',
  record: index,
});
