import { random } from '../../base/index.ts';
import { Engine } from './engine.ts';
import type { EngineCounters } from './engine-counters.ts';
import type { EngineSettings } from './engine-settings.ts';
import type { EngineJob, Sequence } from './sequence.ts';

/** A job and the instant at which its request reaches the box, ms. */
export interface Arrival extends EngineJob {
  readonly atMs: number;
}

/** What became of one job; instants in ms of virtual time. */
export interface SimulatedRequest {
  readonly atMs: number;
  readonly promptTokens: number;
  /** When the first of its tokens was scheduled. */
  readonly scheduledMs: number;
  /** Instant of each output token, in order. */
  readonly tokenMs: readonly number[];
  readonly cachedTokens: number;
  readonly preemptions: number;
}

export interface Simulation {
  /** In the order of arrival, or of sending in a closed loop. */
  readonly requests: readonly SimulatedRequest[];
  readonly counters: EngineCounters;
  readonly endMs: number;
}

/** A box in virtual time: its engine settings, and the seed of what it draws. */
export interface SimulatedBox {
  readonly engine: EngineSettings;
  readonly seed?: number | string;
}

interface Track {
  readonly atMs: number;
  readonly tokenMs: number[];
}

/** Runs given arrivals to their end in virtual time; an hour's load takes about a second. */
export function simulate(box: SimulatedBox, arrivals: readonly Arrival[]): Simulation {
  const run = start(box, () => undefined);
  for (const arrival of arrivals) run.send(arrival, arrival.atMs);
  return run.finish();
}

/**
 * Runs jobs in a closed loop: `concurrency` of them at once, each followed at once by the next of the
 * list, until all are done.
 */
export function simulateClosedLoop(
  box: SimulatedBox,
  concurrency: number,
  jobs: readonly EngineJob[],
): Simulation {
  let next = 0;
  const sendNext = (atMs: number): void => {
    const job = jobs[next++];
    if (job !== undefined) run.send(job, atMs);
  };
  const run = start(box, sendNext);
  for (let i = 0; i < concurrency; i++) sendNext(0);
  return run.finish();
}

function start(box: SimulatedBox, ended: (atMs: number) => void) {
  const tracks = new Map<Sequence, Track>();
  const engine = new Engine(
    box.engine,
    {
      emitted(s, count, atMs) {
        const track = tracks.get(s);
        for (let i = 0; i < count; i++) track?.tokenMs.push(atMs);
        if (s.state === 'finished') ended(atMs);
      },
    },
    random(box.seed ?? 1).stream('engine'),
  );
  return {
    send(job: EngineJob, atMs: number): void {
      const s = engine.submit(
        job,
        atMs + engine.settings.law.requestOverheadMs * engine.settings.law.timeScale,
      );
      tracks.set(s, { atMs, tokenMs: [] });
    },
    finish(): Simulation {
      engine.advance(Number.POSITIVE_INFINITY);
      let endMs = 0;
      const requests = [...tracks].map(([s, track]) => {
        endMs = Math.max(endMs, s.lastTokenMs ?? 0);
        return {
          atMs: track.atMs,
          promptTokens: s.job.promptTokens,
          scheduledMs: s.scheduledMs ?? 0,
          tokenMs: track.tokenMs,
          cachedTokens: s.cachedTokens,
          preemptions: s.preemptions,
        };
      });
      return { requests, counters: engine.counters, endMs };
    },
  };
}
