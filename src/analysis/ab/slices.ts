import { benjaminiHochberg, mean } from '../../stats/index.ts';
import { compareAccuracy } from '../bakeoff/compare-accuracy.ts';
import type { PairedItem } from '../bakeoff/paired-items.ts';
import { DIFFERENCE_ALPHA } from '../paired/judge-pairs.ts';
import type { RunUnits } from '../units/run-units.ts';
import type { TaskRunUnit } from '../units/task-run-unit.ts';
import type { AbSlice } from './schema.ts';

/** Upper ends of the prompt-length buckets, tokens. */
const BUCKETS = [1024, 4096, 16_384, 65_536];

type Dimension = AbSlice['by'];

/**
 * The same comparison over parts of the items, to look where a difference comes from. Exploratory:
 * p is adjusted by Benjamini and Hochberg over all parts of all dimensions, and nothing here changes
 * the verdict. A dimension with one value is the whole again and is left out.
 */
export function slicesOf(
  pairs: readonly PairedItem[],
  baseline: readonly TaskRunUnit[],
  factsOf: RunUnits['factsOf'],
  seed: string,
): AbSlice[] {
  const lengths = promptLengths(baseline);
  const values = (pair: PairedItem): [Dimension, string | undefined][] => {
    const [scenario = '', ...task] = pair.item.split('/');
    const facts = factsOf(scenario, task.join('/'));
    return [
      ['scenario', scenario],
      ['category', facts?.category],
      ['language', facts?.language],
      ['answer-kind', facts?.answerKind],
      ['prompt-tokens', bucketOf(lengths.get(pair.item))],
    ];
  };
  const parts = new Map<Dimension, Map<string, PairedItem[]>>();
  for (const pair of pairs) {
    for (const [dimension, value] of values(pair)) {
      if (value === undefined) continue;
      const own = parts.get(dimension) ?? new Map<string, PairedItem[]>();
      parts.set(dimension, own);
      const part = own.get(value);
      if (part === undefined) own.set(value, [pair]);
      else part.push(pair);
    }
  }
  const compared = [...parts]
    .filter(([, values]) => values.size > 1)
    .flatMap(([by, values]) =>
      [...values].sort(inOrder).flatMap(([value, part]) => {
        const comparison = compareAccuracy(part, `${seed}/${by}/${value}`);
        return comparison === undefined ? [] : [{ by, value, comparison }];
      }),
    );
  const adjusted = benjaminiHochberg(compared.map((c) => c.comparison.p));
  return compared.map(({ by, value, comparison }, i): AbSlice => {
    const { delta, table, items, clusters, p, decidable } = comparison;
    const pAdjusted = adjusted[i] ?? 1;
    const significant = decidable && pAdjusted < DIFFERENCE_ALPHA;
    return {
      by,
      value,
      items,
      clusters,
      lost: table.lost,
      gained: table.gained,
      delta: {
        value: delta.center,
        ...(delta.lo === undefined || delta.hi === undefined ? {} : { ci95: [delta.lo, delta.hi] }),
      },
      p,
      pAdjusted,
      verdict: significant ? (delta.center > 0 ? 'better' : 'worse') : 'undecided',
    };
  });
}

function promptLengths(units: readonly TaskRunUnit[]): Map<string, number> {
  const all = new Map<string, number[]>();
  for (const { item, promptTokens } of units) {
    if (promptTokens !== undefined) all.set(item, [...(all.get(item) ?? []), promptTokens]);
  }
  return new Map([...all].map(([item, tokens]) => [item, mean(tokens)]));
}

function bucketOf(tokens: number | undefined): string | undefined {
  if (tokens === undefined) return undefined;
  const at = BUCKETS.findIndex((end) => tokens < end);
  const from = at === 0 ? 0 : (BUCKETS[at === -1 ? BUCKETS.length - 1 : at - 1] ?? 0);
  return at === -1 ? `${from}+` : `${from}-${BUCKETS[at]}`;
}

/** By the number a name begins with, where it does, so that buckets stand in order. */
function inOrder([a]: [string, unknown], [b]: [string, unknown]): number {
  const [x, y] = [Number.parseInt(a, 10), Number.parseInt(b, 10)];
  return Number.isNaN(x) || Number.isNaN(y) || x === y ? (a < b ? -1 : 1) : x - y;
}
