import type { MetricSample } from '../../base/index.ts';
import { addHistograms, type CumulativeHistogram } from './cumulative-histogram.ts';
import { factsOf, type Meaning } from './meaning.ts';
import type { Alias, ServerFacts } from './server-facts.ts';
import { everywhere, servers } from './servers/index.ts';

/** A page by meaning. A meaning that the page does not show is absent. */
export interface PageReading {
  /** Families seen, engine first; empty where no series is known. */
  readonly families: readonly ServerFacts['id'][];
  readonly values: ReadonlyMap<Meaning, number>;
  readonly histograms: ReadonlyMap<Meaning, CumulativeHistogram>;
  /** Under which name each meaning was found. */
  readonly names: ReadonlyMap<Meaning, string>;
  readonly promptTokensExcludeCached: boolean;
}

/** DCGM's blank values begin here; no figure of ours comes near it. */
const BLANK = 9.2e18;

/** NaN, infinities and an exporter's blanks are no values. */
export const isValue = (value: number): boolean =>
  Number.isFinite(value) && Math.abs(value) < BLANK;

/** Finds each meaning on a page under the newest of its names; older ones beside it are not added. */
export function readPage(samples: readonly MetricSample[]): PageReading {
  const byName = new Map<string, MetricSample[]>();
  for (const sample of samples) {
    if (!isValue(sample.value)) continue;
    const same = byName.get(sample.name);
    if (same === undefined) byName.set(sample.name, [sample]);
    else same.push(sample);
  }
  const names = [...byName.keys()];
  const families = servers.filter((s) => names.some((name) => name.startsWith(s.prefix)));
  const values = new Map<Meaning, number>();
  const histograms = new Map<Meaning, CumulativeHistogram>();
  const found = new Map<Meaning, string>();
  for (const alias of [...families.flatMap((f) => f.aliases), ...everywhere]) {
    const { meaning, name } = alias;
    if (found.has(meaning)) continue;
    if (factsOf(meaning).kind === 'histogram') {
      const histogram = histogramOf(byName, alias);
      if (histogram === undefined) continue;
      histograms.set(meaning, histogram);
    } else {
      const value = figureOf(byName.get(name) ?? [], alias);
      if (value === undefined) continue;
      values.set(meaning, value);
    }
    found.set(meaning, name);
  }
  return {
    families: families.map((f) => f.id),
    values,
    histograms,
    names: found,
    promptTokensExcludeCached: families.some((f) => f.promptTokensExcludeCached === true),
  };
}

const rank: ReadonlySet<string> = new Set(['tp_rank']);
const bound: ReadonlySet<string> = new Set(['le']);

const wanted = ({ where }: Alias, { labels }: MetricSample): boolean =>
  where === undefined || !where.not.includes(labels[where.label] ?? '');

function figureOf(samples: readonly MetricSample[], alias: Alias): number | undefined {
  const own = samples.filter((s) => wanted(alias, s));
  if (own.length === 0) return undefined;
  // Tensor-parallel ranks of one engine tell of the same requests: they are one series.
  const engines = new Map<string, number>();
  for (const { labels, value } of own) {
    const engine = keyWithout(labels, rank);
    engines.set(engine, Math.max(engines.get(engine) ?? Number.NEGATIVE_INFINITY, value));
  }
  const all = [...engines.values()];
  const { over } = factsOf(alias.meaning);
  const sum = all.reduce((a, b) => a + b, 0);
  const value = over === 'sum' ? sum : over === 'max' ? Math.max(...all) : sum / all.length;
  return value * (alias.scale ?? 1);
}

function histogramOf(
  byName: ReadonlyMap<string, readonly MetricSample[]>,
  { name }: Alias,
): CumulativeHistogram | undefined {
  const counts = byName.get(`${name}_count`) ?? [];
  if (counts.length === 0) return undefined;
  const bucketsOf = new Map<string, { le: number; count: number }[]>();
  for (const { labels, value } of byName.get(`${name}_bucket`) ?? []) {
    const le = Number(labels['le']);
    if (labels['le'] === undefined || !Number.isFinite(le)) continue;
    const series = keyWithout(labels, bound);
    bucketsOf.set(series, [...(bucketsOf.get(series) ?? []), { le, count: value }]);
  }
  const sums = new Map(
    (byName.get(`${name}_sum`) ?? []).map((s) => [keyWithout(s.labels, bound), s.value]),
  );
  return addHistograms(
    counts.map(({ labels, value }) => {
      const series = keyWithout(labels, bound);
      const sum = sums.get(series);
      const buckets = (bucketsOf.get(series) ?? []).sort((a, b) => a.le - b.le);
      return { count: value, buckets, ...(sum === undefined ? {} : { sum }) };
    }),
  );
}

/** Labels but some, as a key. */
export const keyWithout = (labels: MetricSample['labels'], without: ReadonlySet<string>): string =>
  JSON.stringify(
    Object.entries(labels)
      .filter(([label]) => !without.has(label))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
