import type { Clock } from '../../base/index.ts';
import { ms } from '../../base/index.ts';

/** Waits on a clock, all of which an interrupt ends at once. */
export interface Sleeper {
  /** Resolves at `at` or later; true when it was reached, false when an interrupt came first. */
  until(at: number): Promise<boolean>;
  /** Ends all waits, now and in future. */
  wakeAll(): void;
}

export function sleeperOn(clock: Clock): Sleeper {
  const waiting = new Set<() => void>();
  let woken = false;
  return {
    until(at) {
      if (woken) return Promise.resolve(false);
      if (clock.now() >= at) return Promise.resolve(true);
      return new Promise((resolve) => {
        const interrupt = (): void => {
          cancel();
          resolve(false);
        };
        const cancel = clock.schedule(ms(at), () => {
          waiting.delete(interrupt);
          resolve(true);
        });
        waiting.add(interrupt);
      });
    },
    wakeAll() {
      woken = true;
      for (const interrupt of waiting) interrupt();
      waiting.clear();
    },
  };
}
