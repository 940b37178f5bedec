import type { RandomSource } from '../../base/index.ts';
import type { LoadPoint } from '../../spec/index.ts';
import type { TraceArrival } from '../arrivals/trace/trace-arrival.ts';
import { blockDueTimes } from './block-due.ts';
import type { Chunk } from './chunk.ts';
import { pairIdentity, taskRunId } from './identity.ts';
import type { Block, ScheduledTaskRun, Share, Suite } from './scheduled-run.ts';

/** What the blocks of one chunk share: the same tasks, in the same order, at the same offsets. */
export interface ChunkInput {
  readonly source: RandomSource;
  readonly repeat: number;
  readonly point: LoadPoint;
  readonly suite: Suite;
  /** The chosen tasks in the order in which they are asked. */
  readonly tasks: readonly string[];
  readonly chunk: Chunk;
  readonly warmup: number;
  readonly trace: readonly TraceArrival[];
}

/** Where a block stands. */
export type BlockPlace = Pick<Block, 'index' | 'endpoint' | 'round' | 'half'>;

/** The block in which one endpoint is asked one chunk. */
export function blockOf(input: ChunkInput, at: BlockPlace): Block {
  const { point, suite, chunk } = input;
  const measured = measuredCount(input);
  return {
    ...at,
    repeat: input.repeat,
    loadPoint: point,
    suite,
    loop: point.kind === 'closed' ? 'closed' : 'open',
    warmup: input.warmup,
    ...(measured === undefined ? {} : { measured }),
    ...(chunk.durationMs === undefined ? {} : { durationMs: chunk.durationMs }),
    runs: (share) => shareOf(runsOf(input, at), point, share),
  };
}

const placeOf = ({ repeat, point, suite, chunk }: ChunkInput): string =>
  `${repeat}/${point.index}/${suite.scenario}/${suite.strategy}/${suite.serialisation ?? ''}/${chunk.number}`;

const dueTimes = (input: ChunkInput): Iterable<number> | undefined =>
  blockDueTimes({ ...input, place: placeOf(input) });

function measuredCount(input: ChunkInput): number | undefined {
  const { chunk, point, warmup } = input;
  const ownEnd = point.kind === 'ramp' || point.kind === 'trace';
  if (chunk.count !== undefined && !ownEnd) return chunk.count;
  const times = dueTimes(input);
  if (times === undefined) return undefined;
  let n = 0;
  for (const _ of times) n++;
  return Math.max(0, n - warmup);
}

function* runsOf(input: ChunkInput, at: BlockPlace): Generator<ScheduledTaskRun> {
  const { warmup, chunk, tasks } = input;
  const times = dueTimes(input)?.[Symbol.iterator]();
  const firstWarmupTask = input.source
    .stream(`warmup/${placeOf(input)}`)
    .integer(0, tasks.length - 1);
  for (let seq = 0; chunk.count === undefined || seq < warmup + chunk.count; seq++) {
    const due = times?.next();
    if (due?.done === true) return;
    const ordinal = seq - warmup;
    const run =
      ordinal < 0
        ? {
            position: (firstWarmupTask + seq) % tasks.length,
            warmup: { chunk: chunk.number, ordinal: seq },
          }
        : { position: chunk.position(ordinal), replays: input.trace[ordinal] };
    yield scheduledRun(input, at, { seq, offsetMs: due?.value, ...run });
  }
}

interface RunPlace {
  readonly seq: number;
  readonly position: number;
  readonly offsetMs: number | undefined;
  readonly warmup?: { readonly chunk: number; readonly ordinal: number };
  readonly replays?: TraceArrival | undefined;
}

function scheduledRun(input: ChunkInput, at: BlockPlace, run: RunPlace): ScheduledTaskRun {
  const { repeat, point, suite, tasks } = input;
  const { scenario, strategy, serialisation } = suite;
  const epoch = Math.floor(run.position / tasks.length);
  const task = tasks[run.position % tasks.length] ?? '';
  const loadPoint = point.index;
  const pair = pairIdentity({
    repeat,
    loadPoint,
    scenario,
    strategy,
    serialisation,
    epoch,
    task,
    warmup: run.warmup,
  });
  return {
    seq: run.seq,
    taskRun: taskRunId(pair, at.endpoint),
    pair,
    endpoint: at.endpoint,
    scenario,
    task,
    strategy,
    ...(serialisation === undefined ? {} : { serialisation }),
    epoch,
    repeat,
    block: at.index,
    loadPoint,
    phase: run.warmup === undefined ? 'measured' : 'warmup',
    ...(run.offsetMs === undefined ? {} : { offsetMs: run.offsetMs }),
    ...(run.replays === undefined ? {} : { replays: run.replays }),
  };
}

/**
 * One worker's part. A closed loop is split by slots, so that a worker without a slot gets nothing;
 * an open one by turns. Both are fixed by the position alone.
 */
function* shareOf(
  runs: Iterable<ScheduledTaskRun>,
  point: LoadPoint,
  share?: Share,
): Generator<ScheduledTaskRun> {
  // Without this a worker without a slot would look through an endless block for ever.
  if (share !== undefined && point.kind === 'closed' && share.worker >= point.concurrency) return;
  for (const run of runs) {
    const turn = point.kind === 'closed' ? run.seq % point.concurrency : run.seq;
    if (share === undefined || turn % share.workers === share.worker) yield run;
  }
}
