import type { Schedule } from '../schedule/schedule.ts';
import type { Block, ScheduledTaskRun, Share } from '../schedule/scheduled-run.ts';
import type { BlockWalk } from './block-walk.ts';
import { cancelScope } from './cancel-scope.ts';
import { watchClock } from './clock-watch.ts';
import { walkClosedBlock } from './closed-block.ts';
import { costGuard } from './cost-guard.ts';
import { journalOf } from './journal.ts';
import { type Lane, laneOf, partOf } from './lane.ts';
import { walkOpenBlock } from './open-block.ts';
import type { DriveEnd, DriveOptions, DrivePorts, Resume } from './ports.ts';
import type { EndpointProgress } from './progress.ts';
import { sleeperOn } from './sleep.ts';
import type { Walk } from './task-walk.ts';

/** A run under way. */
export interface Drive {
  /** Resolves when everything in flight has ended and been appended; rejects on a defect only. */
  readonly ended: Promise<DriveEnd>;
  /** How it stands, in the order of the schedule's endpoints. */
  progress(): readonly EndpointProgress[];
}

/** Walks a schedule: block after block, each task run sent when it is due, each ending in one final record. */
export function drive(schedule: Schedule, ports: DrivePorts, options: DriveOptions): Drive {
  const lanes = new Map(schedule.endpoints.map((e) => [e, laneOf(e, ports, options)] as const));
  const progress = (): EndpointProgress[] =>
    [...lanes.values()].map(({ gauge, liveness }) => gauge.snapshot(liveness.dead));
  const { clock, segments } = ports;
  const unwatch = watchClock(clock, (byMs) => {
    segments.append({ kind: 'clock-step', segment: options.segment, atMs: clock.now(), byMs });
  });
  const ended = walkSchedule(schedule, lanes, ports, options).finally(unwatch);
  return { ended, progress };
}

async function walkSchedule(
  schedule: Schedule,
  lanes: ReadonlyMap<string, Lane>,
  ports: DrivePorts,
  options: DriveOptions,
): Promise<DriveEnd> {
  const { clock, drain, segments } = ports;
  const journal = journalOf(ports, options);
  const guard = costGuard(limitsPart(options), spentPart(options));
  const sleeper = sleeperOn(clock);
  let stopArrivals = (): void => undefined;
  drain.onCancel(() => {
    stopArrivals();
    sleeper.wakeAll();
  });
  if (drain.cancelled) sleeper.wakeAll();
  let unfinished = false;
  const walk: Walk = {
    ports,
    clock,
    journal,
    guard,
    sleeper,
    timeoutMs: options.timeoutS * 1000,
    openCancel: cancelScope(ports.cancel),
    leftUnfinished: () => {
      unfinished = true;
    },
    livenessChanged: (endpoint, { kind, why }) => {
      const { segment } = options;
      segments.append({ kind: `endpoint-${kind}`, segment, atMs: clock.now(), endpoint, why });
    },
  };

  for (const block of schedule.blocks()) {
    const lane = lanes.get(block.endpoint);
    if (lane === undefined) throw new RangeError(`no lane for ${block.endpoint}`);
    const pending = pendingOf(block, lane, options);
    if (drain.cancelled) {
      unfinished ||= pending !== undefined;
      continue;
    }
    if (pending !== undefined && guard.stop === undefined) {
      await warmConnections(block, lane, options);
    }
    const startMs = (await ports.beginBlock?.(block)) ?? clock.now();
    if (pending === undefined) continue;
    lane.gauge.enter(block.loadPoint.index);
    const at: BlockWalk = { walk, block, lane, options, startMs, pending };
    if (block.loop === 'closed') {
      await walkClosedBlock(at, options.resume?.elapsedMs(block.index) ?? 0);
    } else {
      await walkOpenBlock(at, (stop) => {
        stopArrivals = stop;
      });
    }
  }

  const sent = [...lanes.values()].reduce((n, { gauge }) => n + gauge.sent, 0);
  const allDead = lanes.size > 0 && [...lanes.values()].every(({ liveness }) => liveness.dead);
  const reason = unfinished ? 'interrupted' : (guard.stop ?? (allDead ? 'no-endpoint' : 'done'));
  return { reason, atMs: clock.now(), sent, nextIndex: journal.nextIndex };
}

/** A block's task runs without a final record, or undefined where none is left. */
function pendingOf(
  block: Block,
  lane: Lane,
  options: DriveOptions,
): Iterator<ScheduledTaskRun, undefined> | undefined {
  const { resume } = options;
  if (resume !== undefined && hadItsTime(block, resume)) return undefined;
  const share = shareOf(block, options);
  if (share !== undefined && share.worker >= share.workers) return undefined;
  const runs = unrecorded(block.runs(share), lane, resume);
  const first = runs.next();
  if (first.done === true) return undefined;
  return chained(first.value, runs);
}

/**
 * Which task runs of a block are this worker's. A closed loop of fewer slots than workers is left to
 * as many workers as have one: the others would hold task runs that nobody could send.
 */
function shareOf(block: Block, { share, endpointLimits }: DriveOptions): Share | undefined {
  if (share === undefined || block.loop !== 'closed') return share;
  const concurrency = block.loadPoint.kind === 'closed' ? block.loadPoint.concurrency : 1;
  const limit = endpointLimits.get(block.endpoint)?.maxConcurrency ?? Number.POSITIVE_INFINITY;
  return { worker: share.worker, workers: Math.min(share.workers, concurrency, limit) };
}

/** Whether a block that only time ends is over; blocks come one after the other. */
function hadItsTime(block: Block, resume: Resume): boolean {
  if (block.measured !== undefined || block.durationMs === undefined) return false;
  if (block.index < resume.lastBlock) return true;
  return block.index === resume.lastBlock && resume.elapsedMs(block.index) >= block.durationMs;
}

function* unrecorded(
  runs: Iterable<ScheduledTaskRun>,
  lane: Lane,
  resume: Resume | undefined,
): Generator<ScheduledTaskRun, undefined> {
  for (const run of runs) {
    if (resume?.isRecorded(run.taskRun) === true) lane.gauge.ended++;
    else yield run;
  }
}

function* chained(
  first: ScheduledTaskRun,
  rest: Iterator<ScheduledTaskRun, undefined>,
): Generator<ScheduledTaskRun, undefined> {
  yield first;
  for (let next = rest.next(); next.done !== true; next = rest.next()) yield next.value;
}

/** Connections for a block, opened ahead. A failure here is none of the block: its requests will tell. */
async function warmConnections(block: Block, lane: Lane, options: DriveOptions): Promise<void> {
  const { loadPoint } = block;
  const wanted = loadPoint.kind === 'closed' ? partOf(loadPoint.concurrency, options) : 1;
  const connections = lane.liveness.dead ? 0 : Math.min(wanted, lane.maxConcurrency);
  if (connections > 0) await lane.transport.warm?.(connections).catch(() => undefined);
}

/** This worker's part of the run's limits. */
function limitsPart(options: DriveOptions): DriveOptions['limits'] {
  const workers = options.share?.workers ?? 1;
  const { maxRequests, maxTokens, abortOnErrorShare } = options.limits;
  return {
    maxRequests: partOf(maxRequests, options),
    maxTokens: Math.floor(maxTokens / workers),
    abortOnErrorShare,
  };
}

/** This worker's part of what earlier segments spent. */
function spentPart({ resume, share }: DriveOptions): { requests: number; tokens: number } {
  const workers = share?.workers ?? 1;
  const { requests, tokens } = resume ?? { requests: 0, tokens: 0 };
  return { requests: Math.ceil(requests / workers), tokens: Math.ceil(tokens / workers) };
}
