import type { RandomStream } from '../../base/index.ts';
import { type StepTime, type StepWork, stepTime } from '../law/step-time.ts';
import { BlockPool } from './block-pool.ts';
import { noCounters } from './engine-counters.ts';
import type { EngineSettings } from './engine-settings.ts';
import { planStep, preemptAll, type Queues } from './plan-step.ts';
import { type EngineJob, insertInOrder, knownTokens, type Sequence } from './sequence.ts';

/** Who is told what the engine did; called in the order of events. */
export interface EngineListener {
  /** `count` tokens of `s` left the engine at `atMs`; it is finished when `s.state` says so. */
  emitted(s: Sequence, count: number, atMs: number): void;
  /** A step ended; after all its emissions. */
  stepped?(work: StepWork, time: StepTime, atMs: number): void;
  aborted?(s: Sequence, atMs: number): void;
}

/**
 * A continuous-batching engine as a discrete-event simulation. It has no clock: the caller says up
 * to when to advance, in virtual time or in real time, and equal jobs at equal instants give equal
 * tokens at equal instants.
 */
export class Engine {
  readonly counters = noCounters();
  #settings: EngineSettings;
  #pool: BlockPool;
  readonly #listener: EngineListener;
  readonly #draws: RandomStream;
  readonly #queues: Queues = { waiting: [], running: [] };
  /** Submitted, but not yet at the scheduler; by `readyMs`. */
  readonly #incoming: Sequence[] = [];
  #ordinal = 0;
  /** End of the last step: no step begins earlier. */
  #freeMs = 0;
  #step: { readonly endMs: number; readonly work: StepWork; readonly time: StepTime } | undefined;

  constructor(settings: EngineSettings, listener: EngineListener, draws: RandomStream) {
    this.#settings = settings;
    this.#pool = new BlockPool(settings.kvBlocks);
    this.#listener = listener;
    this.#draws = draws;
  }

  get settings(): EngineSettings {
    return this.#settings;
  }

  get running(): number {
    return this.#queues.running.length;
  }

  /** Waiting for the scheduler; the ones that have not reached it yet do not count. */
  get waiting(): number {
    return this.#queues.waiting.length;
  }

  /** Jobs that have not ended. */
  get inside(): number {
    return this.running + this.waiting + this.#incoming.length;
  }

  get kvBlocksInUse(): number {
    return this.#pool.inUse;
  }

  /** Tokens that one sequence can ever hold; a longer one would never end. */
  get capacityTokens(): number {
    return this.#settings.kvBlocks * this.#settings.blockSize;
  }

  /** Takes a job that reaches the scheduler at `readyMs`. Throws on one that no pool could hold. */
  submit(job: EngineJob, readyMs: number): Sequence {
    if (job.promptTokens + job.outputTokens > this.capacityTokens || job.outputTokens < 1) {
      throw new RangeError(
        `a job of ${job.promptTokens} + ${job.outputTokens} tokens does not fit in ${this.capacityTokens}`,
      );
    }
    const s: Sequence = {
      ordinal: this.#ordinal++,
      job,
      readyMs,
      state: 'waiting',
      computed: 0,
      emitted: 0,
      blocks: [],
      cachedTokens: 0,
      preemptions: 0,
      stepTokens: 0,
      stepDrafts: 0,
    };
    insertByReady(this.#incoming, s);
    return s;
  }

  /** Takes effect at the end of the step under way, as it does on real engines. */
  abort(s: Sequence): void {
    if (s.state === 'waiting' || s.state === 'running') s.state = 'aborted';
  }

  /**
   * New settings from the next step on; another number of blocks means that
   * all is computed again, and that what no longer fits is aborted.
   */
  configure(settings: EngineSettings): void {
    if (
      settings.kvBlocks !== this.#settings.kvBlocks ||
      settings.blockSize !== this.#settings.blockSize
    ) {
      preemptAll(this.#queues, this.#pool, this.counters);
      this.#pool = new BlockPool(settings.kvBlocks);
    }
    this.#settings = settings;
    for (const s of [...this.#queues.waiting, ...this.#incoming]) {
      if (s.job.promptTokens + s.job.outputTokens > this.capacityTokens) this.abort(s);
    }
  }

  resetPrefixCache(): void {
    this.#pool.forget();
  }

  /** When something next happens by itself; absent when the engine is idle. */
  nextEventMs(): number | undefined {
    if (this.#step !== undefined) return this.#step.endMs;
    if (this.#queues.running.length > 0 || this.#queues.waiting.length > 0) return this.#freeMs;
    const first = this.#incoming[0];
    return first === undefined ? undefined : Math.max(first.readyMs, this.#freeMs);
  }

  /** Lets everything happen that is due at `toMs` or earlier. */
  advance(toMs: number): void {
    for (;;) {
      const at = this.nextEventMs();
      if (at === undefined || at > toMs) return;
      if (this.#step === undefined) this.#begin(at);
      else this.#complete();
    }
  }

  #begin(atMs: number): void {
    for (let s = this.#incoming[0]; s !== undefined && s.readyMs <= atMs; s = this.#incoming[0]) {
      this.#incoming.shift();
      if (s.state === 'waiting') insertInOrder(this.#queues.waiting, s);
      else this.#ended(s, atMs);
    }
    this.#sweep(atMs);
    this.#freeMs = atMs;
    if (this.#queues.running.length === 0 && this.#queues.waiting.length === 0) return;
    const work = planStep(this.#queues, this.#pool, this.#settings, this.counters, atMs);
    const time = stepTime(this.#settings.law, work);
    const spread = this.#settings.law.jitter;
    const factor =
      this.#settings.slowDown * (spread > 0 ? Math.exp(spread * this.#draws.normal()) : 1);
    this.#step = { endMs: atMs + time.totalMs * factor, work, time };
    const { counters } = this;
    counters.steps++;
    counters.computedPromptTokens += work.prefillTokens;
    counters.busyMs += time.totalMs * factor;
    counters.computeMs += time.computeMs * factor;
    counters.memoryMs += time.memoryMs * factor;
    counters.communicationMs += time.communicationMs * factor;
  }

  #complete(): void {
    const step = this.#step;
    if (step === undefined) return;
    this.#step = undefined;
    this.#freeMs = step.endMs;
    const { running } = this.#queues;
    let kept = 0;
    for (let i = 0; i < running.length; i++) {
      const s = running[i];
      if (s === undefined) continue;
      if (s.state === 'running' && s.stepTokens > 0) this.#settle(s, step.endMs);
      if (s.state === 'running') running[kept++] = s;
      else if (s.state === 'finished') this.#vacate(s);
      else this.#ended(s, step.endMs);
    }
    running.length = kept;
    this.#listener.stepped?.(step.work, step.time, step.endMs);
  }

  /** What a step did to one sequence: its cache grew, and a token was sampled if nothing was missing. */
  #settle(s: Sequence, atMs: number): void {
    const drafts = s.stepDrafts;
    s.computed += s.stepTokens - drafts;
    s.stepTokens = 0;
    s.stepDrafts = 0;
    this.#publish(s);
    if (s.computed < knownTokens(s)) return;
    let count = 1;
    if (drafts > 0) {
      const chance = s.job.acceptance ?? this.#settings.speculative?.acceptance ?? 0;
      let accepted = 0;
      while (accepted < drafts && this.#draws.uniform() < chance) accepted++;
      this.counters.drafts++;
      this.counters.draftTokens += drafts;
      this.counters.acceptedTokens += accepted;
      count += accepted;
    }
    count = Math.min(count, s.job.outputTokens - s.emitted);
    s.emitted += count;
    // Accepted drafts have their keys and values; the token sampled last has not.
    s.computed = knownTokens(s) - 1;
    s.firstTokenMs ??= atMs;
    s.lastTokenMs = atMs;
    this.counters.generatedTokens += count;
    if (s.emitted === s.job.outputTokens) {
      s.state = 'finished';
      this.counters.finished++;
    }
    this.#listener.emitted(s, count, atMs);
  }

  #publish(s: Sequence): void {
    const keys = s.job.blockKeys;
    if (!this.#settings.prefixCache || keys === undefined || s.emitted > 0) return;
    const full = Math.min(Math.floor(s.computed / this.#settings.blockSize), keys.length);
    const first = this.#settings.cacheAnywhere
      ? 0
      : Math.floor(s.cachedTokens / this.#settings.blockSize);
    for (let i = first; i < full; i++) this.#pool.publish(s.blocks[i] ?? 0, keys[i] ?? 0);
  }

  /** Takes the aborted out of the queues. */
  #sweep(atMs: number): void {
    const { running, waiting } = this.#queues;
    for (const queue of [running, waiting]) {
      let kept = 0;
      for (const s of queue) {
        if (s.state === 'aborted') this.#ended(s, atMs);
        else queue[kept++] = s;
      }
      queue.length = kept;
    }
  }

  #vacate(s: Sequence): void {
    this.#pool.release(s.blocks);
    s.blocks = [];
  }

  #ended(s: Sequence, atMs: number): void {
    this.#vacate(s);
    this.counters.aborted++;
    this.#listener.aborted?.(s, atMs);
  }
}

function insertByReady(queue: Sequence[], s: Sequence): void {
  let i = queue.length;
  while (i > 0 && (queue[i - 1]?.readyMs ?? 0) > s.readyMs) i--;
  queue.splice(i, 0, s);
}
