import {
  binomialUpperTail,
  normalQuantile,
  studentQuantile,
  variance,
  welchDifference,
} from '../../stats/index.ts';
import { selfFlipRate } from '../ab/noise.ts';
import { compareAccuracy } from '../bakeoff/compare-accuracy.ts';
import { pairedItems } from '../bakeoff/paired-items.ts';
import { indicators, itemMeans } from '../paired/item-means.ts';
import { type Place, placeOfCell } from '../units/place.ts';
import type { RepeatFigure, UnitMetric } from '../units/repeat-figures.ts';
import type { RunUnits } from '../units/run-units.ts';
import type { TaskRunUnit } from '../units/task-run-unit.ts';
import { unitRatio } from '../units/unit-ratio.ts';
import type { AaEndpoint, AaResult } from './schema.ts';

const ALPHA = 0.05;

const speeds: readonly UnitMetric[] = [
  { kind: 'latency', id: 'ttftMs', statistic: 'p50' },
  { kind: 'latency', id: 'ttftMs', statistic: 'p95' },
  { kind: 'latency', id: 'tpotMs', statistic: 'p50' },
  { kind: 'latency', id: 'e2eMs', statistic: 'p95' },
  { kind: 'rate', id: 'outputTokensPerS' },
];

/**
 * Every endpoint against itself: what it answered one time against what it answered another, some repeats
 * against others. Whatever is found here is noise, or a drift that the tests do not know of.
 */
export function selfComparison(run: RunUnits, seed: number): AaResult {
  const { cells } = run.summary;
  const names = [...new Set(cells.map((c) => c.endpoint))].sort();
  const endpoints = names.map((endpoint): AaEndpoint => {
    const places = cells
      .filter((c) => c.endpoint === endpoint && c.validity.verdict === 'valid')
      .map(placeOfCell);
    const ids = new Set(places.map((p) => p.id));
    const units = run.units.filter((u) => u.endpoint === endpoint && ids.has(u.place.id));
    return {
      endpoint,
      accuracy: accuracyAgainstItself(units, `${seed}/aa/${endpoint}`),
      speed: places.flatMap((place) =>
        speeds.map((m) => speedAgainstItself(run, endpoint, place, m)),
      ),
    };
  });
  const ps = endpoints.flatMap(({ accuracy, speed }) => [
    ...('absent' in accuracy ? [] : [accuracy.p]),
    ...speed.flatMap(({ result }) =>
      'absent' in result || result.p === undefined ? [] : [result.p],
    ),
  ]);
  const rejections = ps.filter((p) => p < ALPHA).length;
  return {
    schema: 'steelyard.aa/1',
    runId: run.summary.runId,
    endpoints,
    alpha: ALPHA,
    tests: ps.length,
    rejections,
    verdict: verdictOf(rejections, ps.length),
    notCompared: cells
      .filter((c) => c.validity.verdict !== 'valid')
      .map((c) => ({
        endpoint: c.endpoint,
        scenario: c.scenario,
        load: placeOfCell(c).load,
        verdict: c.validity.verdict,
      })),
  };
}

/** Loud where so many rejections would be rare; figures of one place move together, so one more is allowed. */
function verdictOf(rejections: number, tests: number): AaResult['verdict'] {
  if (tests === 0) return 'nothing-tested';
  return rejections > 1 && binomialUpperTail(rejections - 1, tests, ALPHA) <= ALPHA
    ? 'loud'
    : 'quiet';
}

/** Turns of ABBA, so that a steady drift falls on both halves alike. */
const isFirst = (i: number): boolean => i % 4 === 0 || i % 4 === 3;

function accuracyAgainstItself(
  units: readonly TaskRunUnit[],
  seed: string,
): AaEndpoint['accuracy'] {
  const asked = new Map<string, TaskRunUnit[]>();
  for (const unit of units) {
    if (indicators.accuracy(unit) === undefined) continue;
    const key = `${unit.place.id} | ${unit.item}`;
    asked.set(key, [...(asked.get(key) ?? []), unit]);
  }
  if (asked.size === 0) return { absent: 'nothing graded in a valid cell' };
  const flips = selfFlipRate(units);
  const flipRate = flips.kind === 'value' ? flips.value.flipRate : { absent: flips.why };
  const twice = [...asked.values()].filter((runs) => runs.length > 1);
  if (twice.length === 0) return halvesOfItems([...asked.values()].flat(), flipRate);
  const halves = { first: [] as TaskRunUnit[], second: [] as TaskRunUnit[] };
  for (const [i, runs] of twice.entries()) {
    const ordered = [...runs].sort((a, b) => a.repeat - b.repeat || a.epoch - b.epoch);
    // Every other item begins with the second half: the first answer of a run is no side of its own.
    for (const [k, unit] of ordered.entries()) {
      halves[isFirst(k) === (i % 2 === 0) ? 'first' : 'second'].push(unit);
    }
  }
  const pairs = pairedItems(
    itemMeans(halves.first, indicators.accuracy),
    itemMeans(halves.second, indicators.accuracy),
  );
  const compared = compareAccuracy(pairs, seed);
  if (compared === undefined) return { absent: 'no item has both halves' };
  const { delta } = compared;
  const mean = (side: 'baseline' | 'candidate'): number =>
    pairs.reduce((s, p) => s + p[side], 0) / pairs.length;
  return {
    split: 'task-runs',
    items: pairs.length,
    first: mean('baseline'),
    second: mean('candidate'),
    delta: {
      value: delta.center,
      ...(delta.lo === undefined || delta.hi === undefined ? {} : { ci95: [delta.lo, delta.hi] }),
      method: delta.method,
    },
    p: compared.p,
    flipRate,
  };
}

/** Each item was asked once: one half of the clusters against the other, unpaired. */
function halvesOfItems(
  units: readonly TaskRunUnit[],
  flipRate: Extract<AaEndpoint['accuracy'], { split: string }>['flipRate'],
): AaEndpoint['accuracy'] {
  const clusters = new Map<string, number[]>();
  for (const { cluster, score } of itemMeans(units, indicators.accuracy)) {
    clusters.set(cluster, [...(clusters.get(cluster) ?? []), score]);
  }
  const means = [...clusters.values()].map(
    (scores) => scores.reduce((s, v) => s + v, 0) / scores.length,
  );
  const first = means.filter((_, i) => isFirst(i));
  const second = means.filter((_, i) => !isFirst(i));
  if (first.length < 2 || second.length < 2) return { absent: 'fewer than four clusters to halve' };
  const { delta, p } = welchDifference(second, first);
  const mean = (values: readonly number[]): number =>
    values.reduce((s, v) => s + v, 0) / values.length;
  return {
    split: 'items',
    items: new Set(units.map((u) => u.item)).size,
    first: mean(first),
    second: mean(second),
    delta: {
      value: delta.center,
      ...(delta.lo === undefined || delta.hi === undefined ? {} : { ci95: [delta.lo, delta.hi] }),
      method: `${delta.method} over clusters`,
    },
    p,
    flipRate,
  };
}

function speedAgainstItself(
  run: RunUnits,
  endpoint: string,
  place: Place,
  metric: UnitMetric,
): AaEndpoint['speed'][number] {
  const units = run.repeats.of(endpoint, place.id, metric);
  return {
    scenario: place.scenario,
    load: place.load,
    metric: metric.id,
    ...(metric.kind === 'latency' ? { statistic: metric.statistic } : {}),
    result: noiseOf(units),
  };
}

function noiseOf(units: readonly RepeatFigure[]): AaEndpoint['speed'][number]['result'] {
  const logs = units.flatMap(({ value }) =>
    value.kind === 'value' && value.value > 0 ? [Math.log(value.value)] : [],
  );
  if (logs.length < 2) return { absent: 'fewer than two repeats with a value' };
  const n = logs.length;
  const spread = Math.sqrt(variance(logs));
  const reach = studentQuantile(0.975, 2 * n - 2) + normalQuantile(0.9);
  const halves = unitRatio(
    units.filter((_, i) => isFirst(i)),
    units.filter((_, i) => !isFirst(i)),
    false,
  );
  return {
    repeats: n,
    variation: Math.sqrt(Math.expm1(spread * spread)),
    resolvable: Math.expm1(reach * spread * Math.sqrt(2 / n)),
    ...(halves.kind === 'absent' || n < 4
      ? {}
      : { ratio: halves.value.ratio, ci95: [...halves.value.ci95], p: halves.value.p }),
  };
}
