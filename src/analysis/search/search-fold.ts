import {
  e2e,
  type Metric,
  response,
  responseTtft,
  taskTime,
  tpot,
  ttfa,
  ttft,
} from '../../metric/index.ts';
import type { RequestRecord } from '../../record/index.ts';
import type { Slo } from '../../spec/index.ts';
import { quantileInterval } from '../../stats/index.ts';
import { type CellKey, cellId, cellKeyOf } from '../summary/cell-key.ts';
import { type Growing, growing } from '../summary/growing.ts';
import { quantileOf } from '../summary/schema.ts';
import type { SearchStep } from './schema.ts';

const metrics = {
  ttftMs: ttft,
  ttfaMs: ttfa,
  tpotMs: tpot,
  e2eMs: e2e,
  responseTtftMs: responseTtft,
  responseMs: response,
} as const satisfies Readonly<Record<string, Metric<'ms'>>>;

/** More failed requests than this share, and a load is not met whatever its percentiles. */
export const MOST_FAILED = 0.01;

/** A percentile that the plan's SLO bounds. */
interface Bound {
  readonly metric: string;
  readonly percentile: keyof typeof quantileOf;
  readonly limitMs: number;
}

/** What one repeat of one load showed. */
interface Sample {
  readonly values: ReadonlyMap<string, Growing>;
  /** Requests of task runs of several requests that wait for their end. */
  readonly open: Map<string, RequestRecord[]>;
  requests: number;
  failed: number;
  dropped: number;
}

/** Takes records in file order and says of each load of each endpoint whether it met the SLO. */
export interface SearchFold {
  add(record: RequestRecord): void;
  /** Undefined where the cell has no measured request yet. */
  step(key: CellKey, load: number): Omit<SearchStep, 'clientLimited'> | undefined;
}

/**
 * A load is met when each of its repeats is: every latency percentile of the SLO at its point estimate,
 * failed requests ranked above all others, at most 1% of them, and no drop. The SLO's accuracy is no
 * part of it: it does not hang on the load, and stands in the cells.
 */
export function searchFold(slo: Slo | undefined): SearchFold {
  const bounds = boundsOf(slo);
  const cells = new Map<string, Map<number, Sample>>();
  return {
    add: (r) => {
      if (r.phase !== 'measured' || r.member !== undefined) return;
      const id = cellId(cellKeyOf(r));
      const repeats = cells.get(id) ?? new Map<number, Sample>();
      cells.set(id, repeats);
      const sample = repeats.get(r.repeat) ?? emptySample(bounds);
      repeats.set(r.repeat, sample);
      addTo(sample, r);
    },
    step: (key, load) => {
      const repeats = cells.get(cellId(key));
      if (repeats === undefined) return undefined;
      const samples = [...repeats.values()];
      const misses = samples.map((s) => missOf([s], bounds));
      const why = misses.find((m) => m !== undefined);
      const sum = (of: (s: Sample) => number): number => samples.reduce((n, s) => n + of(s), 0);
      return {
        loadPoint: key.loadPoint,
        load,
        met: why === undefined,
        ...(why === undefined ? {} : { why }),
        repeats: samples.length,
        repeatsMet: misses.filter((m) => m === undefined).length,
        requests: sum((s) => s.requests),
        failed: sum((s) => s.failed),
        dropped: sum((s) => s.dropped),
        objectives: bounds.map((bound) => {
          const seenMs = estimate(samples, bound);
          return { ...bound, ...(Number.isFinite(seenMs) ? { seenMs } : {}) };
        }),
      };
    },
  };
}

function boundsOf(slo: Slo | undefined): Bound[] {
  return Object.entries(slo ?? {}).flatMap(([metric, percentiles]) =>
    typeof percentiles === 'object'
      ? Object.entries(percentiles).flatMap(([name, limitMs]) => {
          const percentile = percentileOf(name);
          return percentile === undefined || limitMs === undefined
            ? []
            : [{ metric, percentile, limitMs }];
        })
      : [],
  );
}

const percentileOf = (name: string): keyof typeof quantileOf | undefined =>
  name in quantileOf ? (name as keyof typeof quantileOf) : undefined;

function emptySample(bounds: readonly Bound[]): Sample {
  const values = new Map(bounds.map(({ metric }) => [metric, growing()]));
  return { values, open: new Map(), requests: 0, failed: 0, dropped: 0 };
}

function addTo(sample: Sample, r: RequestRecord): void {
  sample.requests++;
  if (r.outcome.kind === 'failed') sample.failed++;
  if (r.outcome.kind === 'dropped') sample.dropped++;
  for (const [id, metric] of Object.entries(metrics)) {
    const value = sample.values.has(id) ? metric.of(r) : undefined;
    if (value?.kind === 'value') sample.values.get(id)?.push(value.value);
  }
  const ofTask = sample.values.get('taskMs');
  if (ofTask === undefined) return;
  const turns = [...(sample.open.get(r.taskRun) ?? []), r];
  if (!r.final) {
    sample.open.set(r.taskRun, turns);
    return;
  }
  sample.open.delete(r.taskRun);
  const time = taskTime(turns);
  if (time.kind === 'value') ofTask.push(time.value);
}

/** Type 7 over the values with the failed and dropped requests above them; Infinity where it falls there. */
function estimate(samples: readonly Sample[], { metric, percentile }: Bound): number {
  const values = samples.flatMap((s) => [...(s.values.get(metric)?.values() ?? [])]);
  const worse = samples.reduce((n, s) => n + s.failed + s.dropped, 0);
  if (values.length === 0) return worse > 0 ? Number.POSITIVE_INFINITY : Number.NaN;
  const ranked = [...values.sort((a, b) => a - b), ...new Array<number>(worse).fill(Infinity)];
  const { center } = quantileInterval(ranked, quantileOf[percentile]);
  // Between two that failed there is no number.
  return Number.isNaN(center) ? Number.POSITIVE_INFINITY : center;
}

/** The first thing that is not met, in words; undefined where all is. */
function missOf(samples: readonly Sample[], bounds: readonly Bound[]): string | undefined {
  const [sample] = samples;
  if (sample === undefined || sample.requests === 0) return 'no request';
  const { requests, failed, dropped } = sample;
  if (dropped > 0) return `${dropped} of ${requests} requests dropped`;
  if (failed > MOST_FAILED * requests) return `${failed} of ${requests} requests failed`;
  for (const bound of bounds) {
    const seen = estimate(samples, bound);
    // An absent TPOT meets: a box that answers in one token has none.
    if (Number.isNaN(seen) && bound.metric === 'tpotMs') continue;
    if (seen <= bound.limitMs) continue;
    const shown = Number.isFinite(seen) ? `${seen.toFixed(1)} ms` : 'among failed requests';
    return `${bound.metric} ${bound.percentile} ${shown}, limit ${bound.limitMs} ms`;
  }
  return undefined;
}
