import type { Clock, Ms, Sink } from '../../base/index.ts';
import type { PromptRecord, RequestRecord, SegmentEvent } from '../../record/index.ts';
import type { Generation, Plan } from '../../spec/index.ts';
import type { TaskRun, ToolBox } from '../../task/index.ts';
import type { Block, ScheduledTaskRun, Share } from '../schedule/scheduled-run.ts';
import type { CancelSignal, Transport } from '../transport.ts';

/** A scheduled task run made ready: its state machine, how to generate, and its tools. */
export interface PreparedTask {
  readonly run: TaskRun;
  readonly generation: Generation;
  /** Required where the machine asks for tools. */
  readonly toolBox?: ToolBox;
  /** A deadline of its own, below the plan's (agents). */
  readonly timeoutMs?: number;
}

/** Everything through which the driver touches the world. */
export interface DrivePorts {
  readonly clock: Clock;
  /** By endpoint id; every endpoint of the schedule has one. */
  readonly transports: ReadonlyMap<string, Transport>;
  /** Called once per task run, just before it begins. Cheap: data is read and serialised beforehand. */
  prepare(scheduled: ScheduledTaskRun): PreparedTask;
  readonly records: Sink<RequestRecord>;
  /** Receives prompts, some of them repeatedly; the sink writes each once. */
  readonly prompts: Sink<PromptRecord>;
  readonly segments: Sink<SegmentEvent>;
  /** First interrupt: nothing new is sent, what is in flight ends, the rest is left to a resume. */
  readonly drain: CancelSignal;
  /** Second interrupt: what is in flight is cancelled too. */
  readonly cancel: CancelSignal;
  /** SHA-256 of UTF-8 text as 64 hex digits; absent: the pure one of base. A native one is faster on long prompts. */
  hash?(text: string): string;
  /**
   * Lets several workers begin a block at one instant, on this worker's clock; resolves when all have
   * come so far. Called for every block, also where this worker has nothing to send in it.
   */
  beginBlock?(block: Block): Promise<Ms>;
}

/** What an earlier segment of the run left behind. */
export interface Resume {
  /** True where the task run has its final record. */
  isRecorded(taskRun: string): boolean;
  /** Time in ms that the measured part of a block has had; 0 where it has not begun. */
  elapsedMs(block: number): number;
  /** Number of the last block with any record; -1 where there is none. */
  readonly lastBlock: number;
  readonly nextIndex: number;
  /** Spent so far, for the cost guard. */
  readonly requests: number;
  readonly tokens: number;
}

/** What no plan may exceed, by the fleet. */
export interface EndpointLimits {
  readonly maxConcurrency?: number | undefined;
  readonly maxRatePerS?: number | undefined;
}

export interface DriveOptions {
  readonly runId: string;
  readonly segment: number;
  readonly prefixCache: Plan['prefixCache'];
  /** From its beginning to its last token; a task run that exceeds it fails at stage deadline. */
  readonly timeoutS: number;
  readonly limits: Plan['limits'];
  readonly endpointLimits: ReadonlyMap<string, EndpointLimits>;
  readonly share?: Share;
  readonly resume?: Resume;
  /** Refused or failed connects in a row after which an endpoint counts as dead; 5 unless told. */
  readonly deadAfterConnects?: number;
  /** How long a dead endpoint is left alone before the next task run tries it again, ms; 1000 unless told. */
  readonly reprobeMs?: number;
  /** Task runs in flight that this client allows itself in an open loop; 4096 unless told. */
  readonly maxInFlight?: number;
}

/** How a drive ended, and what it sent. */
export interface DriveEnd {
  readonly reason: 'done' | 'interrupted' | 'limit' | 'aborted' | 'no-endpoint';
  readonly atMs: Ms;
  /** Requests handed to a transport in this segment. */
  readonly sent: number;
  readonly nextIndex: number;
}
