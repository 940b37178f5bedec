import type { DatedReading } from '../telemetry/index.ts';

/** Time between two pages of one server life. */
export interface Stretch {
  readonly segment: number;
  readonly from: DatedReading;
  readonly to: DatedReading;
}

/** Where client and server can be held together. */
export interface Coverage {
  readonly stretches: readonly Stretch[];
  readonly covered: number;
  readonly restarts: number;
}

interface Extent {
  readonly segment: number;
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * For each block the time from the last page before it to the first page after it, or as much of it as
 * pages reach; overlapping ones united, cut at restarts. A scrape falls where it falls: a window seldom
 * has a page at its very ends, and what we sent in the slack is known as well as what we sent inside.
 */
export function stretchesAround(
  blocks: readonly Extent[],
  readings: readonly DatedReading[],
): Coverage {
  const spans: { segment: number; from: number; to: number }[] = [];
  let covered = 0;
  for (const { segment, startMs, endMs } of blocks) {
    const own = readings.flatMap((r, i) => (r.segment === segment ? [i] : []));
    const [first, last] = [own[0], own.at(-1)];
    if (first === undefined || last === undefined) continue;
    const before = own.findLast((i) => latest(readings[i]) <= startMs);
    const after = own.find((i) => earliest(readings[i]) >= endMs);
    const [from, to] = [before ?? first, after ?? last];
    if (from >= to) continue;
    if (before !== undefined && after !== undefined) covered++;
    spans.push({ segment, from, to });
  }
  const merged = united(spans);
  const stretches: Stretch[] = [];
  let restarts = 0;
  for (const { segment, from, to } of merged) {
    let begin = from;
    for (let i = from + 1; i <= to; i++) {
      const isLast = i === to;
      if (readings[i]?.restarted === true) {
        restarts++;
        push(stretches, segment, readings, begin, i - 1);
        begin = i;
      }
      if (isLast) push(stretches, segment, readings, begin, i);
    }
  }
  return { stretches, covered, restarts };
}

const latest = (r: DatedReading | undefined): number =>
  r === undefined ? Number.POSITIVE_INFINITY : r.atMs + r.boundMs;
const earliest = (r: DatedReading | undefined): number =>
  r === undefined ? Number.NEGATIVE_INFINITY : r.atMs - r.boundMs;

function united(spans: { segment: number; from: number; to: number }[]) {
  spans.sort((a, b) => a.from - b.from);
  const merged: { segment: number; from: number; to: number }[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last !== undefined && span.segment === last.segment && span.from <= last.to) {
      last.to = Math.max(last.to, span.to);
    } else {
      merged.push({ ...span });
    }
  }
  return merged;
}

function push(
  into: Stretch[],
  segment: number,
  readings: readonly DatedReading[],
  from: number,
  to: number,
): void {
  const [a, b] = [readings[from], readings[to]];
  if (from < to && a !== undefined && b !== undefined) into.push({ segment, from: a, to: b });
}
