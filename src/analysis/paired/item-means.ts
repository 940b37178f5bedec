import { mean } from '../../stats/index.ts';
import type { ItemScore } from '../summary/item-scores.ts';
import type { TaskRunUnit } from '../units/task-run-unit.ts';

/** 1 or 0 of one task run, or undefined where it does not count. */
export type Indicator = (unit: TaskRunUnit) => number | undefined;

/** The yes-or-no figures of a task run that are compared item by item. */
export const indicators = {
  /** Correct; excluded and ungraded scenarios do not count, an answer that could not be read does. */
  accuracy: ({ verdict }) =>
    verdict === undefined || verdict.kind === 'excluded'
      ? undefined
      : verdict.kind === 'correct'
        ? 1
        : 0,
  /** The request completed, but no answer could be read from it. */
  unreadableShare: ({ verdict, failed }) =>
    verdict === undefined || verdict.kind === 'excluded' || failed
      ? undefined
      : verdict.kind === 'ungraded'
        ? 1
        : 0,
  /** Cut at the token limit, of what completed; where nothing is graded every answer runs to it. */
  truncatedShare: ({ truncated, failed, verdict }) =>
    failed || verdict === undefined ? undefined : truncated ? 1 : 0,
  errorShare: ({ failed }) => (failed ? 1 : 0),
} as const satisfies Readonly<Record<string, Indicator>>;

export type IndicatorId = keyof typeof indicators;

/** Mean of the indicator per item over its task runs, in order of item names. */
export function itemMeans(units: readonly TaskRunUnit[], of: Indicator): ItemScore[] {
  const items = new Map<string, { cluster: string; sum: number; runs: number }>();
  for (const unit of units) {
    const value = of(unit);
    if (value === undefined) continue;
    const seen = items.get(unit.item) ?? { cluster: unit.cluster, sum: 0, runs: 0 };
    items.set(unit.item, { ...seen, sum: seen.sum + value, runs: seen.runs + 1 });
  }
  return [...items]
    .map(([item, { cluster, sum, runs }]) => ({ item, cluster, score: sum / runs, runs }))
    .sort((a, b) => (a.item < b.item ? -1 : 1));
}

/** Mean output tokens per item, over task runs that have them; items without any are left out. */
export function itemTokens(
  units: readonly TaskRunUnit[],
): ReadonlyMap<string, { readonly cluster: string; readonly tokens: number }> {
  const items = new Map<string, { cluster: string; all: number[] }>();
  for (const { item, cluster, outputTokens } of units) {
    if (outputTokens === undefined) continue;
    const seen = items.get(item) ?? { cluster, all: [] };
    seen.all.push(outputTokens);
    items.set(item, seen);
  }
  return new Map(
    [...items].map(([item, i]) => [item, { cluster: i.cluster, tokens: mean(i.all) }]),
  );
}
