import type { RequestRecord } from '../../record/index.ts';
import type { LoadPoint, Plan } from '../../spec/index.ts';

/** Where a block's steady state begins, and how that was found. */
export interface SteadyStart {
  readonly startMs: number;
  readonly why: string;
}

/** A block of one segment: the key under which its window is kept. */
export const blockId = ({
  segment,
  repeat,
  block,
}: Pick<RequestRecord, 'segment' | 'repeat' | 'block'>): string => `${segment}/${repeat}/${block}`;

/** Looks at all requests of the time-cut blocks, before their figures are gathered. */
export interface SteadyStates {
  add(record: RequestRecord): void;
  /** By `blockId`; holds every block that was looked at. */
  starts(): ReadonlyMap<string, SteadyStart>;
}

/** Means of so many consecutive requests are what MSER-5 looks at. */
const BATCH = 5;
/** Fewer batches say nothing about a trend. */
const LEAST_BATCHES = 10;
/** A later cut must make the squared error of the mean smaller by this share; noise alone rarely does. */
const WORTH = 0.2;

const STEADY_KINDS: readonly LoadPoint['kind'][] = ['closed', 'constant', 'poisson', 'gamma'];

/** Requests of a block in typed columns would save little: time-cut blocks are few and short-lived. */
interface Seen {
  readonly point: LoadPoint;
  readonly measured: { dueMs: number; responseMs: number }[];
  readonly flights: { sentMs: number; endMs: number }[];
}

/**
 * The steady state of blocks that time ends. A closed loop is steady from the instant at which all its
 * slots are taken; from there, and in an open loop from the first due time, MSER-5 (White, Cobb and
 * Spratt 2000) cuts the beginning whose removal makes the mean response time most certain. A best cut
 * at the middle or beyond means that no steady state was reached: nothing is cut then, and the window says so.
 * Plans that count requests, bursts, ramps and traces are taken whole.
 */
export function steadyStates(
  plan: Pick<Plan, 'durationS'>,
  loadPoints: readonly LoadPoint[],
): SteadyStates {
  const blocks = new Map<string, Seen>();
  return {
    add: (r) => {
      const point = loadPoints[r.loadPoint];
      if (plan.durationS === undefined || point === undefined) return;
      if (!STEADY_KINDS.includes(point.kind) || r.member !== undefined) return;
      const seen = blocks.get(blockId(r)) ?? { point, measured: [], flights: [] };
      blocks.set(blockId(r), seen);
      if (r.sentMs !== undefined && r.endMs !== undefined) {
        seen.flights.push({ sentMs: r.sentMs, endMs: r.endMs });
      }
      if (r.phase === 'measured' && r.outcome.kind === 'completed' && r.endMs !== undefined) {
        seen.measured.push({ dueMs: r.dueMs, responseMs: r.endMs - r.dueMs });
      }
    },
    starts: () =>
      new Map(
        [...blocks].flatMap(([id, seen]) => {
          const start = steadyStart(seen);
          return start === undefined ? [] : [[id, start] as const];
        }),
      ),
  };
}

function steadyStart({ point, measured, flights }: Seen): SteadyStart | undefined {
  const ordered = [...measured].sort((a, b) => a.dueMs - b.dueMs);
  const [first] = ordered;
  if (first === undefined) return undefined;
  const full = point.kind === 'closed' ? levelReached(flights, point.concurrency) : first.dueMs;
  if (full === undefined) {
    const why = 'its slots were never all taken: from the first due time';
    return { startMs: first.dueMs, why };
  }
  const rest = ordered.filter((r) => r.dueMs >= full);
  const startMs = Math.max(first.dueMs, full);
  const filled =
    point.kind === 'closed' ? 'from the instant all slots were taken' : 'from the first due time';
  const cut = mser(rest.map((r) => r.responseMs));
  switch (cut.kind) {
    case 'too-few':
      return { startMs, why: `${filled}; too few requests to tell a trend` };
    case 'none':
      return { startMs, why: `${filled}; response times show no ramp (MSER-5)` };
    case 'unsteady':
      return {
        startMs,
        why: `${filled}; no steady state: response times drift to the end (MSER-5)`,
      };
    case 'at':
      return {
        startMs: rest[cut.index]?.dueMs ?? startMs,
        why: `${filled}, less ${cut.index} requests of a ramp in response times (MSER-5)`,
      };
  }
}

/** The first instant at which so many requests were in flight; undefined where that never happened. */
function levelReached(flights: Seen['flights'], level: number): number | undefined {
  const events = flights.flatMap(({ sentMs, endMs }) => [
    { at: sentMs, by: 1 },
    { at: endMs, by: -1 },
  ]);
  // At one instant an answer frees its slot before the slot sends again.
  events.sort((a, b) => a.at - b.at || a.by - b.by);
  let inFlight = 0;
  for (const { at, by } of events) {
    inFlight += by;
    if (inFlight >= level) return at;
  }
  return undefined;
}

type Cut =
  | { readonly kind: 'too-few' | 'none' | 'unsteady' }
  | { readonly kind: 'at'; readonly index: number };

/**
 * MSER-5: the truncation of batch means that minimises their squared error, variance / n of the rest;
 * of those nearly as good, the first. At least half of the batches remain: the spread of a few is small
 * by chance.
 */
export function mser(values: readonly number[]): Cut {
  const batches = Array.from({ length: Math.floor(values.length / BATCH) }, (_, i) => {
    const batch = values.slice(i * BATCH, (i + 1) * BATCH);
    return batch.reduce((s, v) => s + v, 0) / BATCH;
  });
  if (batches.length < LEAST_BATCHES) return { kind: 'too-few' };
  const half = Math.floor(batches.length / 2);
  const errors = squaredErrors(batches).slice(0, half + 1);
  const least = Math.min(...errors);
  const first = errors.findIndex((error) => error * (1 - WORTH) <= least);
  if (first === 0) return { kind: 'none' };
  return errors.indexOf(least) === half
    ? { kind: 'unsteady' }
    : { kind: 'at', index: first * BATCH };
}

/** variance / n of what remains after each truncation; summed up from the end, one batch at a time. */
function squaredErrors(batches: readonly number[]): number[] {
  const errors = new Array<number>(batches.length).fill(0);
  let mean = 0;
  let squares = 0;
  for (let d = batches.length - 1; d >= 0; d--) {
    const n = batches.length - d;
    const value = batches[d] ?? 0;
    const delta = value - mean;
    mean += delta / n;
    squares += delta * (value - mean);
    errors[d] = squares / (n * n);
  }
  return errors;
}
