import type { RandomSource } from '../../base/index.ts';
import type { LoadPoint } from '../../spec/index.ts';
import { dueTimesOf } from '../arrivals/index.ts';
import type { TraceArrival } from '../arrivals/trace/trace-arrival.ts';
import type { Chunk } from './chunk.ts';

/** A millionth of a ms: absorbs rounding where an arrival falls on the end of a duration. */
const ROUNDING_MS = 1e-6;

/** What decides the due times of a block: all but its endpoint, so that compared endpoints get equal ones. */
export interface BlockDueInput {
  readonly point: LoadPoint;
  readonly source: RandomSource;
  /** Place of the block without its endpoint; names the random stream. */
  readonly place: string;
  readonly warmup: number;
  readonly chunk: Chunk;
  readonly trace: readonly TraceArrival[];
}

/** Due times of a block's task runs in order, warm-up first; undefined in a closed loop. */
export function blockDueTimes(input: BlockDueInput): Iterable<number> | undefined {
  const { point, warmup, chunk, trace } = input;
  const stream = input.source.stream(`arrivals/${input.place}`);
  const times = dueTimesOf({ point, stream, warmup, trace });
  return times === undefined ? undefined : cut(times, warmup, chunk);
}

/**
 * Ends a process at the chunk's count or duration. The measured time begins with the last warm-up
 * arrival, which itself does not belong to it; without a warm-up, with the block.
 */
function* cut(times: Iterable<number>, warmup: number, chunk: Chunk): Generator<number> {
  const limit = chunk.count === undefined ? Number.POSITIVE_INFINITY : warmup + chunk.count;
  let until = (chunk.durationMs ?? Number.POSITIVE_INFINITY) - ROUNDING_MS;
  let seq = 0;
  for (const at of times) {
    if (seq >= limit || (seq >= warmup && at > until)) return;
    yield at;
    seq++;
    if (seq === warmup && chunk.durationMs !== undefined) {
      until = at + chunk.durationMs + ROUNDING_MS;
    }
  }
}
