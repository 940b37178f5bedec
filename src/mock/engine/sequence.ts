/** What a server hands to the engine: a request in tokens. */
export interface EngineJob {
  readonly promptTokens: number;
  /** Tokens after which the answer ends, by itself or by its limit; at least 1. */
  readonly outputTokens: number;
  /** Keys of the prompt's full blocks, in order, for the prefix cache. */
  readonly blockKeys?: readonly number[];
  /** Lower goes first; 0 where absent. */
  readonly priority?: number;
  /** Chance that a drafted token is accepted, where it differs from the engine's. */
  readonly acceptance?: number;
}

export type SequenceState = 'waiting' | 'running' | 'finished' | 'aborted';

/** A job inside the engine; instants in ms of the engine's clock. Read by all, changed by the engine only. */
export interface Sequence {
  readonly ordinal: number;
  readonly job: EngineJob;
  /** When it reached the scheduler. */
  readonly readyMs: number;
  state: SequenceState;
  /** Tokens whose keys and values are in the cache. */
  computed: number;
  emitted: number;
  blocks: number[];
  /** Prompt tokens found in the prefix cache when it was first admitted. */
  cachedTokens: number;
  preemptions: number;
  scheduledMs?: number;
  firstTokenMs?: number;
  lastTokenMs?: number;
  /** Tokens to compute in the step under way; 0 when not in it. */
  stepTokens: number;
  /** Draft tokens among them. */
  stepDrafts: number;
}

/** Tokens that exist: the prompt and what was emitted. */
export const knownTokens = (s: Sequence): number => s.job.promptTokens + s.emitted;

/** Order of service: priority, then arrival. */
export const before = (a: Sequence, b: Sequence): boolean =>
  (a.job.priority ?? 0) !== (b.job.priority ?? 0)
    ? (a.job.priority ?? 0) < (b.job.priority ?? 0)
    : a.readyMs !== b.readyMs
      ? a.readyMs < b.readyMs
      : a.ordinal < b.ordinal;

/** Puts a sequence where it belongs, searching from the end, where it mostly does. */
export function insertInOrder(queue: Sequence[], s: Sequence): void {
  let i = queue.length;
  while (i > 0) {
    const other = queue[i - 1];
    if (other === undefined || !before(s, other)) break;
    i--;
  }
  queue.splice(i, 0, s);
}
