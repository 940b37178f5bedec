import { type Ms, ms } from '../../base/index.ts';
import type { DropReason } from '../../record/index.ts';
import type { Block, ScheduledTaskRun } from '../schedule/scheduled-run.ts';
import type { Lane } from './lane.ts';
import type { DriveOptions } from './ports.ts';
import type { Walk } from './task-walk.ts';

/** What walking one block needs. */
export interface BlockWalk {
  readonly walk: Walk;
  readonly block: Block;
  readonly lane: Lane;
  readonly options: DriveOptions;
  readonly startMs: Ms;
  /** The task runs of this worker that have no final record yet. */
  readonly pending: Iterator<ScheduledTaskRun, undefined>;
}

/** So many drops in a row, and the loop is left to timers and sockets once. */
const DROPS_AT_A_STRETCH = 256;

/** Records that a task run is not sent, and why. */
export function drop(
  { walk, lane }: BlockWalk,
  run: ScheduledTaskRun,
  dueMs: Ms,
  reason: DropReason,
): void {
  walk.journal.writeDropped(run, dueMs, reason);
  lane.gauge.dropped++;
  lane.gauge.ended++;
}

/** Drops what is left of a block that nothing may be sent of any more, each at its due time where it has one. */
export async function dropRest(
  at: BlockWalk,
  offsetBaseMs: number,
  reason: DropReason,
): Promise<void> {
  const { walk, pending, block } = at;
  // Without an end there is no telling what was left out; the segment's end says why the block stops.
  if (block.measured === undefined) return;
  for (let n = 1; ; n++) {
    const next = pending.next();
    if (next.done === true) return;
    if (walk.ports.drain.cancelled) {
      walk.leftUnfinished();
      return;
    }
    const { offsetMs } = next.value;
    const dueMs = offsetMs === undefined ? walk.clock.now() : ms(offsetBaseMs + offsetMs);
    drop(at, next.value, dueMs, reason);
    if (n % DROPS_AT_A_STRETCH === 0) await yielded(walk);
  }
}

const yielded = (walk: Walk): Promise<void> =>
  new Promise((resolve) => {
    walk.clock.schedule(walk.clock.now(), resolve);
  });
