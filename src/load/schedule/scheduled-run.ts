import type { Phase } from '../../record/index.ts';
import type { LoadPoint } from '../../spec/index.ts';
import type { TraceArrival } from '../arrivals/trace/trace-arrival.ts';

/** A scenario as one strategy and serialisation ask it; `tasks` in the order of the scenario file. */
export interface Suite {
  readonly scenario: string;
  readonly strategy: string;
  readonly serialisation?: string;
  readonly tasks: readonly string[];
}

/** One task to be asked once of one endpoint. */
export interface ScheduledTaskRun {
  /** Position within its block, warm-up included; decides which worker sends it. */
  readonly seq: number;
  /** Identity, 16 hex digits; stable across resumes and equal for equal plans. */
  readonly taskRun: string;
  /** The identity without its endpoint, as text: equal for the endpoints that are compared by it. */
  readonly pair: string;
  readonly endpoint: string;
  readonly scenario: string;
  readonly task: string;
  readonly strategy: string;
  readonly serialisation?: string;
  readonly epoch: number;
  readonly repeat: number;
  readonly block: number;
  /** Index of the load point. */
  readonly loadPoint: number;
  readonly phase: Phase;
  /** When it is due, ms since the block's start; absent in a closed loop. */
  readonly offsetMs?: number;
  /** The recorded request that a trace replays here. */
  readonly replays?: TraceArrival;
}

/** A stretch of task runs to one endpoint; the next block begins when its last task run has ended. */
export interface Block {
  /** Number within the schedule, as records carry it. */
  readonly index: number;
  readonly repeat: number;
  readonly loadPoint: LoadPoint;
  readonly suite: Suite;
  readonly endpoint: string;
  readonly round: number;
  readonly half: 'forward' | 'mirrored';
  readonly loop: 'closed' | 'open';
  /** Task runs of phase warmup at its head. */
  readonly warmup: number;
  /** Measured task runs; absent where only time ends the block (closed loop with durationS). */
  readonly measured?: number;
  /** Length of the measured part; absent where a number of task runs ends it. */
  readonly durationMs?: number;
  /** The task runs in order, made on demand; without end where `measured` is absent. */
  runs(share?: Share): Iterable<ScheduledTaskRun>;
}

/** The part of a schedule that one worker sends. */
export interface Share {
  readonly worker: number;
  readonly workers: number;
}
