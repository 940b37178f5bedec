import {
  e2e,
  interChunkGaps,
  response,
  responseTtft,
  taskTime,
  tpot,
  ttfa,
  ttft,
} from '../../metric/index.ts';
import type { RequestRecord } from '../../record/index.ts';
import type { LoadPoint } from '../../spec/index.ts';
import type { LatencyId } from '../summary/schema.ts';
import { placeOfRecord } from './place.ts';

/** One value of a latency with the block it fell in; `Infinity` where the request failed. */
export interface LatencySample {
  /** segment/repeat/block: what happens inside a block is not independent. */
  readonly block: string;
  readonly ms: number;
}

const perRequest = { ttftMs: ttft, ttfaMs: ttfa, tpotMs: tpot, e2eMs: e2e } as const;
const fromDue = { responseTtftMs: responseTtft, responseMs: response } as const;

/** Values of latencies one by one, with their blocks, by endpoint and place. */
export interface LatencySamples {
  add(record: RequestRecord): void;
  of(endpoint: string, placeId: string, metric: LatencyId): readonly LatencySample[];
}

/**
 * Gathers measured requests (task runs for taskMs, gaps for icgMs and itlMs). A failed request ranks
 * above every other; one that was dropped does so where time counts from when it was due. What was
 * cancelled by the run's end is no sample.
 */
export function latencySamples(
  loadPoints: readonly LoadPoint[],
  wanted: ReadonlySet<LatencyId>,
): LatencySamples {
  const samples = new Map<string, LatencySample[]>();
  const pending = new Map<string, RequestRecord[]>();

  const push = (r: RequestRecord, metric: LatencyId, ms: number | undefined): void => {
    if (ms === undefined || !wanted.has(metric)) return;
    const key = `${r.endpoint} | ${placeOfRecord(r, loadPoints).id} | ${metric}`;
    const own = samples.get(key);
    const sample = { block: `${r.segment}/${r.repeat}/${r.block}`, ms };
    if (own === undefined) samples.set(key, [sample]);
    else own.push(sample);
  };

  const pushRequest = (r: RequestRecord): void => {
    const { kind } = r.outcome;
    if (kind === 'cancelled') return;
    const value = (
      metric: (typeof perRequest)['ttftMs'] | (typeof fromDue)['responseMs'],
    ): number | undefined => {
      if (kind !== 'completed') return Number.POSITIVE_INFINITY;
      const own = metric.of(r);
      return own.kind === 'value' ? own.value : undefined;
    };
    for (const metric of Object.values(fromDue)) push(r, metric.id as LatencyId, value(metric));
    if (kind === 'dropped') return;
    for (const metric of Object.values(perRequest)) push(r, metric.id as LatencyId, value(metric));
    if (!wanted.has('icgMs') && !wanted.has('itlMs')) return;
    const gaps = interChunkGaps(r);
    if (gaps.kind === 'absent') return;
    for (const gap of gaps.value) {
      push(r, 'icgMs', gap);
      push(r, 'itlMs', gap);
    }
  };

  return {
    add: (r) => {
      if (r.member !== undefined || r.phase !== 'measured') return;
      pushRequest(r);
      if (!wanted.has('taskMs')) return;
      const earlier = pending.get(r.taskRun)?.filter((e) => e.segment === r.segment) ?? [];
      if (!r.final) {
        pending.set(r.taskRun, [...earlier, r]);
        return;
      }
      pending.delete(r.taskRun);
      if (r.outcome.kind === 'cancelled' || r.outcome.kind === 'dropped') return;
      const time = taskTime([...earlier, r]);
      push(r, 'taskMs', time.kind === 'value' ? time.value : Number.POSITIVE_INFINITY);
    },
    of: (endpoint, placeId, metric) => samples.get(`${endpoint} | ${placeId} | ${metric}`) ?? [],
  };
}
