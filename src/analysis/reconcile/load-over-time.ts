import type { DatedReading } from '../telemetry/index.ts';
import type { LedgerColumns } from './client-ledger.ts';

/** Load of one box over the run, at the instants of its pages. */
export interface LoadOverTime {
  readonly endpoint: string;
  readonly points: readonly LoadAt[];
}

export interface LoadAt {
  /** Seconds since the start of the run; the time between two segments is left out. */
  readonly atS: number;
  /** Requests that the client had in flight to this box. */
  readonly inFlight: number;
  readonly running?: number;
  readonly waiting?: number;
  /** Share of the KV cache in use, 0..1. */
  readonly kvUse?: number;
}

/** More points than a chart can show are thinned evenly. */
const MOST_POINTS = 240;

/** Absent where no page was read. */
export function loadOverTime(
  endpoint: string,
  readings: readonly DatedReading[],
  columns: LedgerColumns,
): LoadOverTime | undefined {
  if (readings.length === 0) return undefined;
  const step = Math.max(1, readings.length / MOST_POINTS);
  const shown = Array.from({ length: Math.min(readings.length, MOST_POINTS) }, (_, i) =>
    Math.min(readings.length - 1, Math.round(i * step)),
  );
  const starts = segmentStarts(readings);
  const inFlight = inFlightCounter(columns);
  const points = [...new Set(shown)].flatMap((i) => {
    const r = readings[i];
    if (r === undefined) return [];
    const [running, waiting, kvUse] = (
      ['requestsRunning', 'requestsWaiting', 'kvUse'] as const
    ).map((meaning) => r.values.get(meaning));
    return [
      {
        atS: ((starts.get(r.segment) ?? 0) + r.atMs) / 1000,
        inFlight: inFlight(r.segment, r.atMs),
        ...(running === undefined ? {} : { running }),
        ...(waiting === undefined ? {} : { waiting }),
        ...(kvUse === undefined ? {} : { kvUse }),
      },
    ];
  });
  return { endpoint, points };
}

/** Where each segment begins on one line of time: behind the last page of the one before. */
function segmentStarts(readings: readonly DatedReading[]): ReadonlyMap<number, number> {
  const starts = new Map<number, number>();
  let before: DatedReading | undefined;
  for (const r of readings) {
    if (!starts.has(r.segment)) {
      const start = before === undefined ? 0 : (starts.get(before.segment) ?? 0) + before.atMs;
      starts.set(r.segment, start);
    }
    before = r;
  }
  return starts;
}

/** Requests sent and not ended at an instant: sent before it, less ended before it. */
function inFlightCounter({ segment, sent, end }: LedgerColumns) {
  const of = new Map<number, { sent: number[]; end: number[] }>();
  sent.forEach((at, i) => {
    const key = segment[i] ?? 0;
    const own = of.get(key) ?? { sent: [], end: [] };
    of.set(key, own);
    own.sent.push(at);
    const ended = end[i] ?? Number.NaN;
    if (ended >= at) own.end.push(ended);
  });
  for (const own of of.values()) {
    own.sent.sort((a, b) => a - b);
    own.end.sort((a, b) => a - b);
  }
  return (key: number, atMs: number): number => {
    const own = of.get(key);
    return own === undefined ? 0 : upTo(own.sent, atMs) - upTo(own.end, atMs);
  };
}

/** How many of the ascending values are at or below `limit`. */
function upTo(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const mid = (low + high) >>> 1;
    if ((sorted[mid] ?? Infinity) <= limit) low = mid + 1;
    else high = mid;
  }
  return low;
}
