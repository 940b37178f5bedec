import type { EngineJob, Sequence } from '../engine/index.ts';
import type { Exchange } from './exchange.ts';
import type { SendEntry } from './send-log.ts';

/** A request as it is handed to a running engine. */
export interface NewRequest {
  readonly exchange: Exchange;
  readonly entry: SendEntry;
  readonly job: EngineJob;
  /** Ends for its length. */
  readonly limited: boolean;
  /** The box takes it for a benchmark. */
  readonly watched: boolean;
  /** Whole generations that run, unseen, before the one that is shown. */
  readonly unseenAttempts: number;
  /** What to do when it has ended well. */
  readonly ended: () => void;
}

/** A request under way on a box. */
export interface LiveRequest extends Omit<NewRequest, 'unseenAttempts'> {
  unseenAttempts: number;
  /** Its present sequence in the engine; another one for each attempt. */
  sequence: Sequence;
  /** Engine instant of its latest tokens; 0 before the first. */
  lastDueMs: number;
}
