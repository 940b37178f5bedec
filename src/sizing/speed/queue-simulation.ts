import type { MachineFacts } from './machine-facts.ts';
import type { Parameters } from './parameters.ts';
import { decodeStepSeconds, prefillSeconds } from './step-time.ts';

/** A request that arrives at a replica. */
export interface Arrival {
  readonly atS: number;
  readonly isl: number;
  readonly osl: number;
}

/** What became of it; seconds from its arrival. */
export interface Served {
  readonly ttftS: number;
  /** Absent below two output tokens. */
  readonly tpotS?: number;
  readonly e2eS: number;
}

interface Running {
  readonly index: number;
  readonly arrival: Arrival;
  readonly firstAt: number;
  left: number;
}

/** Decode steps taken in one leap at most, so that growing contexts are felt. */
const LEAP = 32;

/**
 * Serves arrivals (sorted by time) on one replica: first come first served, a prompt is prefilled as soon
 * as its whole context fits the cache, decodes share the step with it, batches change at arrivals and
 * departures only. Deterministic; by events, so that thousands of requests take milliseconds.
 * Results stand in the order of the arrivals. A request larger than the whole cache throws RangeError.
 */
export function serve(
  m: MachineFacts,
  p: Parameters,
  arrivals: readonly Arrival[],
): readonly Served[] {
  const capacity = p.kvShare * m.kvTokens;
  const slots = m.maxNumSeqs * m.attentionCopies;
  const results: Served[] = [];
  let running: Running[] = [];
  let held = 0;
  let next = 0;
  let now = 0;
  while (next < arrivals.length || running.length > 0) {
    const head = arrivals[next];
    const arrived = head !== undefined && head.atS + p.requestMs * 1e-3 <= now;
    if (head !== undefined && head.isl + head.osl > capacity) {
      throw new RangeError(`a request of ${head.isl + head.osl} tokens exceeds the cache`);
    }
    if (
      head !== undefined &&
      arrived &&
      held + head.isl + head.osl <= capacity &&
      running.length < slots
    ) {
      now += prefillSeconds(m, p, head.isl, 0) / m.attentionCopies;
      held += head.isl + head.osl;
      const started = { index: next, arrival: head, firstAt: now, left: head.osl - 1 };
      next++;
      if (started.left > 0) running.push(started);
      else held = finish(results, started, now, held);
      continue;
    }
    if (running.length === 0) {
      if (head === undefined) break;
      now = Math.max(now, head.atS + p.requestMs * 1e-3);
      continue;
    }
    const context =
      running.reduce((sum, r) => sum + r.arrival.isl + r.arrival.osl - r.left, 0) / running.length;
    const step = decodeStepSeconds(m, p, running.length, context);
    const soonest = Math.min(...running.map((r) => r.left));
    const untilArrival =
      head === undefined || arrived
        ? Number.POSITIVE_INFINITY
        : Math.ceil((head.atS + p.requestMs * 1e-3 - now) / step);
    const steps = Math.max(1, Math.min(soonest, untilArrival, LEAP));
    now += steps * step;
    for (const r of running) {
      r.left -= steps;
      if (r.left === 0) held = finish(results, r, now, held);
    }
    running = running.filter((r) => r.left > 0);
  }
  return results;
}

function finish(results: Served[], r: Running, now: number, held: number): number {
  const { atS, isl, osl } = r.arrival;
  results[r.index] = {
    ttftS: r.firstAt - atS,
    ...(osl > 1 ? { tpotS: (now - r.firstAt) / (osl - 1) } : {}),
    e2eS: now - atS,
  };
  return held - isl - osl;
}
