import { type Ms, ms } from '../../base/index.ts';
import type { DropReason } from '../../record/index.ts';
import type { ScheduledTaskRun } from '../schedule/scheduled-run.ts';
import { type BlockWalk, drop, dropRest } from './block-walk.ts';
import { walkTask } from './task-walk.ts';

/**
 * An open loop: every task run begins when it is due, whatever is in flight; what finds no slot is
 * dropped, never queued. One timer at a time leads to the next due instant. Ends when the last task
 * run has ended. `onDrain` takes the function that stops the arrivals.
 */
export async function walkOpenBlock(
  at: BlockWalk,
  onDrain: (stop: () => void) => void,
): Promise<void> {
  const { walk, lane, pending, block } = at;
  const { clock, guard } = walk;
  const { loadPoint } = block;
  const thinkTimeMs = loadPoint.kind === 'sessions' ? loadPoint.thinkTimeS * 1000 : 0;
  const slots = freeSlots(Math.min(lane.maxConcurrency, at.options.maxInFlight ?? 4096));
  const running = new Set<Promise<void>>();

  const first = pending.next().value;
  if (first === undefined) return;
  // A resumed block goes on where it was cut: what was sent before takes no time again.
  const baseMs = at.startMs - resumedAt(at);
  const dueOf = (run: ScheduledTaskRun): Ms => ms(baseMs + (run.offsetMs ?? 0));

  const begin = (run: ScheduledTaskRun, dueMs: Ms, failed: () => void): void => {
    const now = clock.now();
    const refusal = refusedNow(at, now);
    const slot = refusal === undefined ? slots.take() : undefined;
    if (slot === undefined) {
      drop(at, run, dueMs, refusal ?? 'concurrency-cap');
      return;
    }
    if (!guard.take()) {
      slots.free(slot);
      drop(at, run, dueMs, guard.dropReason);
      return;
    }
    lane.pace.book(now);
    const walked = walkTask(walk, run, { lane, slot, dueMs, thinkTimeMs }).then(() => {
      slots.free(slot);
      lane.gauge.ended++;
      running.delete(walked);
    });
    running.add(walked);
    // A defect ends the arrivals; it stays in `running`, whose Promise.all passes it on.
    walked.catch(failed);
  };

  const rest = await new Promise<ScheduledTaskRun | undefined>((arrivalsEnded) => {
    let cancelTimer = (): void => undefined;
    let head: ScheduledTaskRun | undefined = first;
    const stop = (): void => {
      cancelTimer();
      arrivalsEnded(head);
    };
    const beginDue = (): void => {
      for (; head !== undefined && guard.stop === undefined; head = pending.next().value) {
        const dueMs = dueOf(head);
        if (dueMs > clock.now()) {
          cancelTimer = clock.schedule(dueMs, beginDue);
          return;
        }
        begin(head, dueMs, stop);
      }
      arrivalsEnded(head);
    };
    onDrain(stop);
    if (walk.ports.drain.cancelled) stop();
    else beginDue();
  });
  onDrain(() => undefined);

  if (rest !== undefined && walk.ports.drain.cancelled) walk.leftUnfinished();
  else if (rest !== undefined && guard.stop !== undefined) {
    drop(at, rest, dueOf(rest), guard.dropReason);
    await dropRest(at, baseMs, guard.dropReason);
  }
  while (running.size > 0) await Promise.all(running);
}

/** Why nothing may be sent at this instant, slots apart. */
function refusedNow({ lane }: BlockWalk, now: Ms): DropReason | undefined {
  if (lane.liveness.admit(now) === 'dead') return 'endpoint-dead';
  return lane.pace.earliest(now) > now ? 'limit' : undefined;
}

/**
 * Offset at which a block goes on: 0, or that of its first task run without a record. Looked for among
 * the task runs of all workers, so that their due times stay aligned.
 */
function resumedAt({ options: { resume }, block }: BlockWalk): number {
  if (resume === undefined || block.index > resume.lastBlock) return 0;
  for (const run of block.runs()) {
    if (!resume.isRecorded(run.taskRun)) return run.offsetMs ?? 0;
  }
  return 0;
}

/** Numbers for what is in flight, freed ones before new ones; none beyond the cap. */
function freeSlots(cap: number): { take(): number | undefined; free(slot: number): void } {
  const freed: number[] = [];
  let used = 0;
  return {
    take() {
      const again = freed.pop();
      if (again !== undefined) return again;
      return used < cap ? used++ : undefined;
    },
    free: (slot) => {
      freed.push(slot);
    },
  };
}
