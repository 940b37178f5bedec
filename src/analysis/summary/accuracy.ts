import { clusteredProportion, wilson } from '../../stats/index.ts';
import type { ItemScore, ItemScores } from './item-scores.ts';
import type { Accuracy } from './schema.ts';

/** Below this many clusters the spread between them cannot be estimated. */
const FEWEST_CLUSTERS = 10;

/**
 * Accuracy over items: the mean of item scores (docs/glossary.md). The interval is Wilson's where
 * every item stands for itself and was right or wrong throughout; with clusters or fractional scores
 * it is Wilson's at the effective sample size of the estimated design effect. Absent with no item.
 */
export function accuracyOf(gathered: ItemScores): Accuracy {
  const items = gathered.scores();
  const counts = gathered.counts();
  const base = { ...counts, ungradedBy: { ...counts.ungradedBy } };
  if (items.length === 0) return { n: 0, ...base, method: 'none', warnings: ['no-items'] };
  const clusters = new Set(items.map((i) => i.cluster)).size;
  const whole = items.every((i) => i.score === 0 || i.score === 1);
  const independent = clusters === items.length;
  if ((independent && whole) || clusters < FEWEST_CLUSTERS) {
    return { n: items.length, ...base, ...byWilson(items, independent) };
  }
  const estimate = clusteredProportion(
    items.map((i) => i.score),
    items.map((i) => i.cluster),
  );
  return {
    n: items.length,
    ...base,
    value: estimate.center,
    ...(estimate.lo === undefined || estimate.hi === undefined
      ? {}
      : { ci95: [estimate.lo, estimate.hi] }),
    method: estimate.method,
    warnings: estimate.warnings.map((w) => w.code),
  };
}

/**
 * Wilson over items. Fractional scores are rounded to whole successes at their sum: their variance is
 * below the binomial one, so the interval errs on the wide side.
 */
function byWilson(items: readonly ItemScore[], independent: boolean) {
  const sum = items.reduce((s, i) => s + i.score, 0);
  const { lo, hi } = wilson(Math.round(sum), items.length);
  const value = sum / items.length;
  return {
    value,
    ci95: [Math.min(lo ?? 0, value), Math.max(hi ?? 1, value)] satisfies [number, number],
    method: 'wilson over items',
    warnings: independent ? [] : ['few-clusters'],
  };
}
