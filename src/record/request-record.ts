import type { Ms } from '../base/index.ts';
import type { Exchange } from './exchange.ts';

export type Phase = 'warmup' | 'measured';

/** Where a request stands in the plan, and of which task run it is a part. */
export interface Placement {
  /** Line number of the request within the run, from 0, in order of sending; never reused. */
  readonly index: number;
  /** Identity of the task run: `<repeat>.<loadPoint>.<scenario>.<strategy>.<serialisation>.<endpoint>.<epoch>.<task>` hashed short, stable across resumes. */
  readonly taskRun: string;
  /** 0-based turn within the task run. */
  readonly turn: number;
  /** True on the request whose answer is graded. */
  readonly final: boolean;
  /** Index of the request that this one belongs to (a member call of a virtual endpoint). */
  readonly parent?: number;
  readonly endpoint: string;
  /** The member that was called, for calls of a virtual endpoint. */
  readonly member?: string;
  readonly scenario: string;
  readonly task: string;
  readonly strategy: string;
  readonly serialisation?: string;
  readonly epoch: number;
  readonly repeat: number;
  readonly block: number;
  /** Index into the manifest's load points. */
  readonly loadPoint: number;
  readonly phase: Phase;
  readonly segment: number;
  readonly worker: number;
  /** Absent where the request was dropped before it had one. */
  readonly slot?: number;
}

/** One line of records.jsonl. */
export interface RequestRecord extends Placement, Exchange {
  /** When the request should have left. */
  readonly dueMs: Ms;
  /** Tool time before this request, of its task run, ms. */
  readonly toolMs?: number;
  /** SHA-256 of the prompt without its salt; its text is in prompts.jsonl. */
  readonly promptHash: string;
  /** What was put before the prompt under `prefixCache: cold`. */
  readonly salt?: string;
}
