import { availableParallelism } from 'node:os';
import type { TraceArrival } from '../../load/index.ts';
import type { EndpointIdentity } from '../../record/index.ts';
import type { LoadPoint, Plan } from '../../spec/index.ts';

/** Events a second that one thread reads well below its limit, so that its clock stays right (npm run bench). */
export const EVENTS_PER_WORKER = 20_000;

/** What the load of a plan can bring at most. */
export interface PlannedLoad {
  readonly load: Plan['load'];
  readonly points: readonly LoadPoint[];
  /** The longest answer that is asked for, tokens. */
  readonly outputTokens: number;
  readonly trace?: readonly TraceArrival[];
}

/**
 * Worker threads of a run: as many as the plan or the command line says, or one per 20,000 events a
 * second that the load can bring: streams at once times the preflight's own speed of one stream, or
 * arrivals a second times their longest answer. At least one, at most one a core.
 */
export function workerCount(
  workers: Plan['workers'],
  planned: PlannedLoad,
  identities: readonly EndpointIdentity[],
  cores = availableParallelism(),
): number {
  if (workers !== 'auto') return workers;
  const perStream = Math.max(
    0,
    ...identities.map(({ preflight }) =>
      preflight.kind === 'ok' ? (preflight.tokensPerS ?? 0) : 0,
    ),
  );
  const events = Math.max(
    0,
    searchPeak(planned, perStream),
    ...planned.points.map((point) => eventsPerS(point, planned, perStream)),
  );
  return Math.min(Math.max(1, Math.ceil(events / EVENTS_PER_WORKER)), cores);
}

function eventsPerS(point: LoadPoint, planned: PlannedLoad, perStream: number): number {
  switch (point.kind) {
    case 'closed':
      return point.concurrency * perStream;
    case 'bursts':
      return point.size * perStream;
    case 'ramp':
      return Math.max(...point.stages.map((s) => s.ratePerS)) * planned.outputTokens;
    case 'trace':
      return tracePeak(planned.trace ?? [], point.speed);
    default:
      return point.ratePerS * planned.outputTokens;
  }
}

/** Mean over a trace, and thrice that for its busy hours. */
function tracePeak(trace: readonly TraceArrival[], speed: number): number {
  const tokens = trace.reduce((n, a) => n + (a.outputTokens ?? 1), 0);
  const seconds = (trace.at(-1)?.atMs ?? 0) / 1000 / speed;
  return seconds === 0 ? 0 : (3 * tokens) / seconds;
}

const searchPeak = ({ load, outputTokens }: PlannedLoad, perStream: number): number =>
  load.kind !== 'search' ? 0 : load.to * (load.of === 'concurrency' ? perStream : outputTokens);
