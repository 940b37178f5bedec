import { type Ms, ms } from '../../base/index.ts';
import { type BlockWalk, drop, dropRest } from './block-walk.ts';
import { partOf } from './lane.ts';
import { walkTask } from './task-walk.ts';

/**
 * A closed loop: each slot takes the next task run when it frees, warm-up ones first and without a
 * drain before the measured. Ends when the last task run has ended.
 */
export async function walkClosedBlock(at: BlockWalk, elapsedMs: number): Promise<void> {
  const { block, lane, options } = at;
  const concurrency = block.loadPoint.kind === 'closed' ? block.loadPoint.concurrency : 1;
  const slots = Math.min(partOf(concurrency, options), lane.maxConcurrency);
  const time = measuredTime(block.durationMs, elapsedMs);
  if (slots > 0 && lane.liveness.dead) {
    // A dead endpoint is tried once with the block's first task run, before the rest is given up.
    await at.walk.sleeper.until(lane.liveness.nextProbeMs);
    await walkSlot(at, 0, time, 1);
  }
  await Promise.all(Array.from({ length: slots }, (_, slot) => walkSlot(at, slot, time)));
  if (at.walk.guard.stop !== undefined) await dropRest(at, at.startMs, at.walk.guard.dropReason);
}

/** The measured part of a block that time ends; it begins with the first measured task run. */
interface MeasuredTime {
  begin(dueMs: Ms): void;
  endMs(): number;
}

function measuredTime(durationMs: number | undefined, elapsedMs: number): MeasuredTime {
  let endMs = Number.POSITIVE_INFINITY;
  return {
    begin(dueMs) {
      if (durationMs !== undefined && endMs === Number.POSITIVE_INFINITY) {
        endMs = dueMs + durationMs - elapsedMs;
      }
    },
    endMs: () => endMs,
  };
}

async function walkSlot(
  at: BlockWalk,
  slot: number,
  time: MeasuredTime,
  atMost = Number.POSITIVE_INFINITY,
): Promise<void> {
  const { walk, lane, block, pending } = at;
  const { clock, guard, sleeper } = walk;
  const { drain } = walk.ports;
  let freedMs = clock.now();
  for (let sent = 0; sent < atMost; ) {
    if (clock.now() >= time.endMs() || guard.stop !== undefined) return;
    const admission = lane.liveness.admit(clock.now());
    if (admission === 'dead' && block.durationMs !== undefined && !drain.cancelled) {
      // Time ends this block, so a dead endpoint is waited for.
      await sleeper.until(Math.min(lane.liveness.nextProbeMs, time.endMs()));
      freedMs = clock.now();
      continue;
    }
    const next = pending.next();
    if (next.done === true) return;
    if (drain.cancelled) {
      walk.leftUnfinished();
      return;
    }
    const run = next.value;
    if (admission === 'dead') {
      drop(at, run, clock.now(), 'endpoint-dead');
      await dropRest(at, at.startMs, 'endpoint-dead');
      return;
    }
    const now = clock.now();
    const allowedMs = lane.pace.book(now);
    const paced = allowedMs > now;
    if (paced && !(await sleeper.until(allowedMs))) {
      walk.leftUnfinished();
      return;
    }
    // A wait that the endpoint's rate limit imposed is no lag of the client.
    const dueMs = paced ? ms(allowedMs) : freedMs;
    if (!guard.take()) {
      drop(at, run, dueMs, guard.dropReason);
      return;
    }
    if (run.phase === 'measured') time.begin(dueMs);
    sent++;
    freedMs = await walkTask(walk, run, { lane, slot, dueMs, thinkTimeMs: 0 });
    lane.gauge.ended++;
  }
}
