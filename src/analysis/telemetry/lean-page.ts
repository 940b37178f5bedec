import type { MetricSample } from '../../base/index.ts';
import { factsOf } from './meaning.ts';
import { isValue, keyWithout } from './read-page.ts';
import { everywhere, servers } from './servers/index.ts';

/** How each part of a known family is kept; a name that is not here means nothing to us. */
type Kept = 'value' | 'bucket' | 'ends';

const kept: ReadonlyMap<string, Kept> = new Map(
  [...servers.flatMap((s) => s.aliases), ...everywhere].flatMap(
    ({ name, meaning }): (readonly [string, Kept])[] => {
      const facts = factsOf(meaning);
      return facts.kind !== 'histogram'
        ? [[name, 'value']]
        : [
            [`${name}_count`, 'value'],
            [`${name}_sum`, 'value'],
            [`${name}_bucket`, facts.buckets === true ? 'bucket' : 'ends'],
          ];
    },
  ),
);
const info: ReadonlySet<string> = new Set(servers.flatMap((s) => s.info ?? []));

const bound: ReadonlySet<string> = new Set(['le']);

/** Labels that meanings are told by, or that say of which engine or card. */
const telling: ReadonlySet<string> = new Set(['le', 'finished_reason', 'engine', 'gpu', 'tp_rank']);

/**
 * The part of a page worth writing down: known series with finite values. `ends` keeps them as they
 * stand; `each` also leaves out labels without which every series is still told apart, buckets that hold nothing
 * (the bound below them says it), and the buckets of histograms that only ends are wanted of.
 */
export function leanPage(
  samples: readonly MetricSample[],
  detail: 'each' | 'ends',
): MetricSample[] {
  const known = samples.filter(({ name, value }) => isValue(value) && kept.has(name));
  const facts = samples.filter(({ name, value }) => isValue(value) && info.has(name));
  if (detail === 'ends') return known.length === 0 ? [] : [...known, ...facts];
  const own = withoutEmptyBuckets(known.filter(({ name }) => kept.get(name) !== 'ends'));
  const needless = needlessLabels(own);
  return own.map(({ name, labels, value }) => ({
    name,
    labels: Object.fromEntries(Object.entries(labels).filter(([label]) => !needless.has(label))),
    value,
  }));
}

/** A bucket is needed where its count differs from the one before it or the one after. */
function withoutEmptyBuckets(samples: readonly MetricSample[]): MetricSample[] {
  const series = new Map<string, MetricSample[]>();
  for (const sample of samples) {
    if (kept.get(sample.name) !== 'bucket') continue;
    const key = `${sample.name} ${keyWithout(sample.labels, bound)}`;
    const buckets = series.get(key);
    if (buckets === undefined) series.set(key, [sample]);
    else buckets.push(sample);
  }
  const needed = new Set<MetricSample>();
  for (const buckets of series.values()) {
    buckets.sort((a, b) => boundOf(a) - boundOf(b));
    buckets.forEach((bucket, i) => {
      const before = buckets[i - 1]?.value ?? 0;
      const after = buckets[i + 1]?.value ?? bucket.value;
      if (bucket.value !== before || bucket.value !== after) needed.add(bucket);
    });
  }
  return samples.filter((s) => kept.get(s.name) !== 'bucket' || needed.has(s));
}

const boundOf = ({ labels }: MetricSample): number =>
  labels['le'] === '+Inf' ? Number.POSITIVE_INFINITY : Number(labels['le']);

/** Labels without which every series is still one of its name. */
function needlessLabels(samples: readonly MetricSample[]): ReadonlySet<string> {
  const needless = new Set<string>();
  const labels = new Set(samples.flatMap((s) => Object.keys(s.labels)));
  for (const label of labels) {
    if (telling.has(label)) continue;
    const without = new Set([...needless, label]);
    const keys = new Set(samples.map((s) => `${s.name} ${keyWithout(s.labels, without)}`));
    if (keys.size === samples.length) needless.add(label);
  }
  return needless;
}
