import type { RandomStream } from '../../base/index.ts';
import { type BoxStats, noStats, observeEnd, observeStep } from '../box/index.ts';
import {
  Engine,
  type EngineCounters,
  type EngineSettings,
  type Sequence,
} from '../engine/index.ts';
import type { LiveRequest, NewRequest } from './live-request.ts';
import { monotonicMs } from './monotonic.ts';
import { Pacer } from './pacer.ts';

/**
 * The engine in real time: advanced at the instants its law gives, its tokens handed to the exchanges
 * they belong to, and its distributions kept for the metrics page.
 */
export class LiveEngine {
  stats: BoxStats = noStats();
  readonly #engine: Engine;
  readonly #pacer: Pacer;
  readonly #live = new Map<Sequence, LiveRequest>();
  /** The factor on step times that is wanted now. */
  readonly #pace: (watched: boolean) => number;

  constructor(settings: EngineSettings, draws: RandomStream, pace: (watched: boolean) => number) {
    this.#pace = pace;
    this.#engine = new Engine(
      settings,
      {
        emitted: (s, count, atMs) => this.#emitted(s, count, atMs),
        stepped: (work) => {
          observeStep(this.stats, work);
          this.#keepPace();
        },
        aborted: (s) => this.#aborted(s),
      },
      draws,
    );
    this.#pacer = new Pacer((nowMs) => this.#advance(nowMs));
  }

  get counters(): EngineCounters {
    return this.#engine.counters;
  }

  get running(): number {
    return this.#engine.running;
  }

  get waiting(): number {
    return this.#engine.waiting;
  }

  get kvBlocksInUse(): number {
    return this.#engine.kvBlocksInUse;
  }

  /** Takes a request that reaches the scheduler at `readyMs`. */
  submit(request: NewRequest, readyMs: number): LiveRequest {
    this.#engine.advance(monotonicMs());
    const sequence = this.#engine.submit(request.job, readyMs);
    const live: LiveRequest = { ...request, sequence, lastDueMs: 0 };
    this.#live.set(sequence, live);
    this.stats.requests++;
    this.#pacer.set(this.#engine.nextEventMs());
    return live;
  }

  /** The client went away, or a fault cut the stream: the job is dropped at the end of its step. */
  leave(live: LiveRequest, outcome: 'aborted' | 'failed'): void {
    if (this.#live.get(live.sequence) !== live) return;
    live.entry.outcome = outcome;
    this.#engine.abort(live.sequence);
    this.#pacer.set(this.#engine.nextEventMs());
  }

  configure(settings: EngineSettings): void {
    this.#engine.advance(monotonicMs());
    this.#engine.configure(settings);
    this.#pacer.set(this.#engine.nextEventMs());
  }

  resetPrefixCache(): void {
    this.#engine.resetPrefixCache();
  }

  /** Drops all that is under way, as a process does that dies. */
  abandon(): void {
    for (const live of this.#live.values()) this.leave(live, 'failed');
    this.#advance(monotonicMs());
  }

  stop(): void {
    this.#pacer.clear();
    this.#live.clear();
  }

  #advance(nowMs: number): void {
    this.#engine.advance(nowMs);
    this.#pacer.set(this.#engine.nextEventMs());
  }

  #emitted(s: Sequence, count: number, atMs: number): void {
    const live = this.#live.get(s);
    if (live === undefined) return;
    const finished = s.state === 'finished';
    if (live.unseenAttempts > 0) {
      if (finished) this.#again(live, atMs);
      return;
    }
    if (live.lastDueMs === 0) this.stats.ttft.observe((atMs - live.entry.receivedMs) / 1e3);
    else this.stats.interToken.observe((atMs - live.lastDueMs) / 1e3);
    live.lastDueMs = atMs;
    live.exchange.emitted(count, atMs, finished, s.cachedTokens);
    if (!finished) return;
    observeEnd(this.stats, s, live.entry.receivedMs, live.limited ? 'length' : 'stop');
    live.ended();
    this.#live.delete(s);
  }

  /** A generation that nobody saw has ended; the next one begins. */
  #again(live: LiveRequest, atMs: number): void {
    this.#live.delete(live.sequence);
    live.unseenAttempts--;
    live.sequence = this.#engine.submit(live.job, atMs);
    this.#live.set(live.sequence, live);
  }

  #keepPace(): void {
    const slowDown = this.#pace([...this.#live.values()].some((live) => live.watched));
    const { settings } = this.#engine;
    if (slowDown !== settings.slowDown) this.#engine.configure({ ...settings, slowDown });
  }

  #aborted(s: Sequence): void {
    const live = this.#live.get(s);
    if (live === undefined) return;
    this.#live.delete(s);
    live.entry.doneMs = monotonicMs();
    this.stats.finished.abort++;
  }
}
