import type { StepWork } from '../law/step-time.ts';
import type { BlockPool } from './block-pool.ts';
import type { EngineCounters } from './engine-counters.ts';
import type { EngineSettings } from './engine-settings.ts';
import { insertInOrder, knownTokens, type Sequence } from './sequence.ts';

/** The queues a step is planned from; changed in place. */
export interface Queues {
  readonly waiting: Sequence[];
  readonly running: Sequence[];
}

const blocksFor = (tokens: number, blockSize: number): number => Math.ceil(tokens / blockSize);

/**
 * Fills one step: first what runs, in order of service (a decode is one token, a prefill as many as
 * the budget leaves), then what waits. Who finds no KV block takes those of the last in order, which
 * goes back to the queue and will be computed again. Nobody is admitted in a step that preempted.
 */
export function planStep(
  queues: Queues,
  pool: BlockPool,
  settings: EngineSettings,
  counters: EngineCounters,
  nowMs: number,
): StepWork {
  const { running, waiting } = queues;
  const work: StepWork = {
    prefillTokens: 0,
    prefillPairs: 0,
    decodeTokens: 0,
    decodes: 0,
    contextTokens: 0,
    draftTokens: 0,
    sequences: 0,
  };
  let budget = settings.maxBatchedTokens;
  let preempted = false;

  for (let i = 0; i < running.length && budget > 0; i++) {
    const s = running[i];
    if (s === undefined) break;
    const remaining = knownTokens(s) - s.computed;
    const decoding = remaining === 1 && s.emitted > 0;
    const wanted = Math.min(settings.speculative?.tokens ?? 0, s.job.outputTokens - s.emitted - 1);
    const drafts = decoding ? Math.min(wanted, budget - 1) : 0;
    const count = Math.min(remaining + drafts, budget);
    const fits = (): boolean =>
      blocksFor(s.computed + count, settings.blockSize) - s.blocks.length <= pool.available;
    while (!fits()) {
      const victim = running.pop();
      if (victim === undefined) throw new Error('KV blocks leaked: nobody is left to preempt');
      preempted = true;
      preempt(victim, queues, pool, counters);
      if (victim === s) break;
    }
    if (s.state !== 'running') break;
    schedule(s, count, drafts, pool, settings, work);
    budget -= count;
  }

  while (!preempted && budget > 0 && running.length < settings.maxNumSeqs) {
    const s = waiting[0];
    if (s === undefined) break;
    const known = knownTokens(s);
    const keys = settings.prefixCache ? (s.job.blockKeys ?? []) : [];
    // The last token is always computed: without it there is nothing to sample from.
    const limit = Math.floor((known - 1) / settings.blockSize);
    const hits = pool.countCached(keys, limit, settings.cacheAnywhere);
    const rest = known - hits * settings.blockSize;
    if (!settings.chunkedPrefill && rest > budget && work.sequences > 0) break;
    const count = settings.chunkedPrefill ? Math.min(rest, budget) : rest;
    const needed = blocksFor(hits * settings.blockSize + count, settings.blockSize) - hits;
    if (needed > pool.available - pool.countIdle(keys, hits)) break;
    waiting.shift();
    s.blocks = pool.share(keys, hits);
    s.computed = hits * settings.blockSize;
    s.state = 'running';
    if (s.scheduledMs === undefined) {
      s.scheduledMs = nowMs;
      s.cachedTokens = s.computed;
      counters.promptTokens += s.job.promptTokens;
      if (settings.prefixCache) {
        counters.prefixQueries += s.job.promptTokens;
        counters.prefixHits += s.computed;
      }
    }
    insertInOrder(running, s);
    schedule(s, count, 0, pool, settings, work);
    budget -= count;
  }
  return work;
}

/** Enters a sequence into the step and gives it the blocks it needs. */
function schedule(
  s: Sequence,
  count: number,
  drafts: number,
  pool: BlockPool,
  settings: EngineSettings,
  work: StepWork,
): void {
  const needed = blocksFor(s.computed + count, settings.blockSize);
  while (s.blocks.length < needed) s.blocks.push(pool.take());
  s.stepTokens = count;
  s.stepDrafts = drafts;
  work.sequences++;
  if (count === 1 + drafts && s.emitted > 0 && knownTokens(s) - s.computed === 1) {
    work.decodes++;
    work.decodeTokens += count;
    work.draftTokens += drafts;
    work.contextTokens += s.computed + 1;
  } else {
    work.prefillTokens += count;
    work.prefillPairs += count * s.computed + (count * count) / 2;
  }
}

function preempt(s: Sequence, queues: Queues, pool: BlockPool, counters: EngineCounters): void {
  pool.release(s.blocks);
  s.blocks = [];
  s.computed = 0;
  s.stepTokens = 0;
  s.stepDrafts = 0;
  s.state = 'waiting';
  s.preemptions++;
  counters.preemptions++;
  insertInOrder(queues.waiting, s);
}

/** Sends all that runs back to the queue: the engine has a new pool. */
export function preemptAll(queues: Queues, pool: BlockPool, counters: EngineCounters): void {
  for (let s = queues.running.pop(); s !== undefined; s = queues.running.pop()) {
    preempt(s, queues, pool, counters);
  }
}
