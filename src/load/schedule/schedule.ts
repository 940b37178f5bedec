import { canonicalJson, contentHash, type RandomSource, random } from '../../base/index.ts';
import type { LoadPoint, Plan } from '../../spec/index.ts';
import { arrivals } from '../arrivals/index.ts';
import type { TraceArrival } from '../arrivals/trace/trace-arrival.ts';
import { blockOf, type ChunkInput } from './block.ts';
import { type Chunk, countedChunks, timedChunks, wholeChunk } from './chunk.ts';
import type { Block, Suite } from './scheduled-run.ts';

/** What of a plan decides its schedule. */
export type SchedulePlan = Pick<
  Plan,
  'requests' | 'durationS' | 'items' | 'epochs' | 'repeats' | 'warmup' | 'order' | 'block' | 'seed'
>;

export interface ScheduleInput {
  readonly plan: SchedulePlan;
  readonly loadPoints: readonly LoadPoint[];
  readonly endpoints: readonly string[];
  /** In the order scenario > strategy > serialisation. */
  readonly suites: readonly Suite[];
  /** The recorded arrivals, where a load point is a trace. */
  readonly trace?: readonly TraceArrival[];
  /** Number of the first block; above 0 for the later steps of a search. */
  readonly firstBlock?: number;
}

/** Everything that will be sent, in order; fixed by its input, made on demand. */
export interface Schedule {
  /** SHA-256 of what decides it; equal hashes, equal schedules. */
  readonly hash: string;
  readonly endpoints: readonly string[];
  blocks(): Iterable<Block>;
}

/** Bumped whenever the same input would be scheduled differently. */
const ALGORITHM = 'steelyard.schedule/1';

/**
 * The schedule of a plan: repeat > load point > suite > round; a round is a random permutation of the
 * endpoints and then its reverse, one block each. Throws RangeError on an empty task list.
 */
export function scheduleOf(input: ScheduleInput): Schedule {
  const { plan, loadPoints, endpoints, suites, trace = [], firstBlock = 0 } = input;
  const source = random(plan.seed).child('schedule');
  const chosen = suites.map((suite) => chosenTasks(plan, suite, source));
  const { requests, durationS, epochs, repeats, warmup, order, block, seed } = plan;
  const decides = {
    algorithm: ALGORITHM,
    plan: { requests, durationS, epochs, repeats, warmup, order, block, seed },
    loadPoints,
    endpoints,
    suites: suites.map((suite, i) => ({ ...suite, tasks: chosen[i] })),
    trace,
    firstBlock,
  };
  const hash = contentHash(canonicalJson(decides));
  return {
    hash,
    endpoints,
    blocks: () => blocksOf({ ...input, trace, firstBlock }, chosen, source),
  };
}

/**
 * The items of a suite in the order in which they are asked: a seeded choice by scenario, so that
 * every endpoint, load point, repeat, strategy and serialisation is asked the same.
 */
function chosenTasks(plan: SchedulePlan, suite: Suite, source: RandomSource): readonly string[] {
  if (suite.tasks.length === 0) throw new RangeError(`no tasks in ${suite.scenario}`);
  const shuffled = source.stream(`tasks/${suite.scenario}`).shuffled(suite.tasks);
  return plan.items === undefined ? shuffled : shuffled.slice(0, plan.items);
}

function* blocksOf(
  input: ScheduleInput & { readonly trace: readonly TraceArrival[]; readonly firstBlock: number },
  chosen: readonly (readonly string[])[],
  source: RandomSource,
): Generator<Block> {
  const { plan, trace, endpoints } = input;
  let index = input.firstBlock;
  for (let repeat = 0; repeat < plan.repeats; repeat++) {
    const wholeOrder = source.stream(`endpoints/${repeat}`).shuffled(endpoints);
    for (const point of input.loadPoints) {
      const { whole } = arrivals[point.kind];
      for (const [i, suite] of input.suites.entries()) {
        const tasks = chosen[i] ?? [];
        const shared = { source, repeat, point, suite, tasks, trace, warmup: plan.warmup.requests };
        if (whole || plan.order === 'sequential') {
          const chunk = wholeChunk(wholeLength(plan, point, tasks.length));
          for (const endpoint of plan.order === 'sequential' ? endpoints : wholeOrder) {
            const at = { index: index++, endpoint, round: 0, half: 'forward' } as const;
            yield blockOf({ ...shared, chunk }, at);
          }
        } else {
          for (const { chunk, ...at } of interleaved(plan, endpoints, shared)) {
            yield blockOf({ ...shared, chunk }, { index: index++, ...at });
          }
        }
      }
    }
  }
}

/** How much a process that runs whole, or one endpoint in sequential order, is given at a stretch. */
function wholeLength(
  plan: SchedulePlan,
  point: LoadPoint,
  items: number,
): { count?: number; durationMs?: number } {
  if (plan.durationS !== undefined) return { durationMs: plan.durationS * 1000 };
  const ownEnd = point.kind === 'ramp' || point.kind === 'trace';
  if (plan.requests === undefined && ownEnd) return {};
  return { count: plan.requests ?? items * plan.epochs };
}

type Interleaved = Pick<Block, 'endpoint' | 'round' | 'half'> & { readonly chunk: Chunk };

/** The rounds of one suite at one load point. */
function* interleaved(
  plan: SchedulePlan,
  endpoints: readonly string[],
  shared: Omit<ChunkInput, 'chunk'>,
): Generator<Interleaved> {
  const { source, repeat, point, suite, tasks } = shared;
  const chunks =
    plan.durationS === undefined
      ? countedChunks(plan.requests ?? tasks.length * plan.epochs, plan.block)
      : timedChunks(plan.durationS * 1000, tasks.length);
  const place = `${repeat}/${point.index}/${suite.scenario}/${suite.strategy}/${suite.serialisation ?? ''}`;
  for (const chunk of chunks) {
    const round = Math.floor(chunk.number / 2);
    const forward = source.stream(`round/${place}/${round}`).shuffled(endpoints);
    const half = chunk.number % 2 === 0 ? 'forward' : 'mirrored';
    const order = half === 'forward' ? forward : forward.reverse();
    for (const endpoint of order) yield { endpoint, round, half, chunk };
  }
}
