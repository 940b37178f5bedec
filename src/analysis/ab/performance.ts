import type { ComparisonVerdict } from '../../base/index.ts';
import { hodgesLehmann, holm } from '../../stats/index.ts';
import type { Place } from '../units/place.ts';
import type { RepeatFigure, RepeatFigures, UnitMetric } from '../units/repeat-figures.ts';
import { FEWEST_UNITS, type UnitRatio, unitRatio } from '../units/unit-ratio.ts';
import type { AbPerformance } from './schema.ts';

/** Share of the baseline within which speeds count as the same, unless the plan sets another. */
export const DEFAULT_SPEED_MARGIN = 0.05;

const ALPHA = 0.05;

const compared: readonly { readonly metric: UnitMetric; readonly better: 'lower' | 'higher' }[] = [
  { metric: { kind: 'latency', id: 'ttftMs', statistic: 'p50' }, better: 'lower' },
  { metric: { kind: 'latency', id: 'ttftMs', statistic: 'p95' }, better: 'lower' },
  { metric: { kind: 'latency', id: 'tpotMs', statistic: 'p50' }, better: 'lower' },
  { metric: { kind: 'latency', id: 'e2eMs', statistic: 'p95' }, better: 'lower' },
  { metric: { kind: 'rate', id: 'outputTokensPerS' }, better: 'higher' },
  { metric: { kind: 'rate', id: 'goodputPerS' }, better: 'higher' },
];

/**
 * Speed of the pair at each place, repeat by repeat: both boxes were measured side by side in each, so
 * their ratio within a repeat is free of drift. Holm over all figures; below five repeats descriptive.
 */
export function performanceOf(
  places: readonly Place[],
  repeats: RepeatFigures,
  baseline: string,
  candidate: string,
  margins: Readonly<Record<string, number>>,
): AbPerformance[] {
  const rows = places.flatMap((place) =>
    compared.map(({ metric, better }) => {
      const [a, b] = [
        repeats.of(baseline, place.id, metric),
        repeats.of(candidate, place.id, metric),
      ];
      const margin = margins[metric.id] ?? DEFAULT_SPEED_MARGIN;
      return { place, metric, better, margin, a, b, ratio: unitRatio(a, b, true) };
    }),
  );
  const decided = rows.filter(
    (r) => r.ratio.kind === 'value' && r.ratio.value.units.baseline >= FEWEST_UNITS,
  );
  const adjusted = holm(decided.map((r) => (r.ratio.kind === 'value' ? r.ratio.value.p : 1)));
  return rows.map((row): AbPerformance => {
    const { place, metric, better, margin, ratio } = row;
    const at = decided.indexOf(row);
    return {
      scenario: place.scenario,
      strategy: place.strategy,
      ...(place.serialisation === undefined ? {} : { serialisation: place.serialisation }),
      load: place.load,
      metric: metric.id,
      ...(metric.kind === 'latency' ? { statistic: metric.statistic } : {}),
      better,
      result:
        ratio.kind === 'absent'
          ? (singleRepeat(row.a, row.b, margin) ?? { absent: ratio.why })
          : resultOf(row.a, row.b, ratio.value, better, margin, adjusted[at]),
    };
  });
}

/** One repeat a side: the figures of this run and nothing more. */
function singleRepeat(
  [a, ...moreA]: readonly RepeatFigure[],
  [b, ...moreB]: readonly RepeatFigure[],
  margin: number,
): AbPerformance['result'] | undefined {
  if (moreA.length > 0 || moreB.length > 0) return undefined;
  if (a?.value.kind !== 'value' || b?.value.kind !== 'value') return undefined;
  const [baseline, candidate] = [a.value.value, b.value.value];
  if (!(baseline > 0 && candidate > 0)) return undefined;
  return {
    repeats: 1,
    baseline,
    candidate,
    ratio: candidate / baseline,
    hodgesLehmann: { value: candidate - baseline },
    margin,
    basis: 'descriptive',
    needRepeats: FEWEST_UNITS,
    method: 'one repeat a side',
  };
}

function resultOf(
  a: readonly RepeatFigure[],
  b: readonly RepeatFigure[],
  ratio: UnitRatio,
  better: 'lower' | 'higher',
  margin: number,
  pAdjusted: number | undefined,
): AbPerformance['result'] {
  const values = (side: readonly RepeatFigure[]): number[] =>
    side.flatMap(({ value }) => (value.kind === 'value' ? [value.value] : []));
  const shift = hodgesLehmann(values(b), values(a));
  const verdict = pAdjusted === undefined ? undefined : wordOf(ratio, better, margin, pAdjusted);
  const limit = better === 'lower' ? 1 + margin : 1 - margin;
  const need =
    verdict === undefined
      ? FEWEST_UNITS
      : verdict === 'undecided'
        ? ratio.unitsFor(limit)
        : undefined;
  return {
    repeats: ratio.units.baseline,
    baseline: ratio.baseline,
    candidate: ratio.candidate,
    ratio: ratio.ratio,
    ci95: [...ratio.ci95],
    hodgesLehmann: {
      value: shift.center,
      ...(shift.lo === undefined || shift.hi === undefined ? {} : { ci95: [shift.lo, shift.hi] }),
    },
    p: ratio.p,
    ...(pAdjusted === undefined ? {} : { pAdjusted }),
    margin,
    basis: verdict === undefined ? 'descriptive' : 'repeats',
    ...(verdict === undefined ? {} : { verdict }),
    ...(need === undefined ? {} : { needRepeats: need }),
    method: ratio.method,
  };
}

/** The one table of words on a ratio: 1 + margin and 1 - margin are its borders. */
function wordOf(
  { ratio, ci90: [lo, hi] }: UnitRatio,
  better: 'lower' | 'higher',
  margin: number,
  p: number,
): ComparisonVerdict {
  if (p < ALPHA) return ratio < 1 === (better === 'lower') ? 'better' : 'worse';
  if (lo > 1 - margin && hi < 1 + margin) return 'equivalent';
  const notWorse = better === 'lower' ? hi < 1 + margin : lo > 1 - margin;
  return notWorse ? 'non-inferior' : 'undecided';
}
