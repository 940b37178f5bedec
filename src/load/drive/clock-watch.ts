import { type Clock, ms } from '../../base/index.ts';

const EVERY_MS = 1000;

/** Steps below this are the slewing of a disciplined clock, not a step. */
const STEP_MS = 100;

/**
 * Tells when the wall clock moves against the monotonic one: somebody set it, or the host slept. Due
 * times do not depend on it, but server logs are matched by wall time. Returns what ends the watch.
 */
export function watchClock(clock: Clock, onStep: (byMs: number) => void): () => void {
  let offset = clock.wall() - clock.now();
  let cancel: () => void;
  const look = (): void => {
    const now = clock.wall() - clock.now();
    const byMs = now - offset;
    offset = now;
    if (Math.abs(byMs) >= STEP_MS) onStep(byMs);
    cancel = clock.schedule(ms(clock.now() + EVERY_MS), look);
  };
  cancel = clock.schedule(ms(clock.now() + EVERY_MS), look);
  return () => cancel();
}
