import { type Clock, type Ms, ms } from '../../../src/base/index.ts';

/** A clock whose time moves only when `settle` jumps to the next wake-up; notes any wake-up that came early. */
export class FakeClock implements Clock {
  private nowMs = 0;
  private order = 0;
  private waiting: { at: number; order: number; wake: () => void }[] = [];

  now(): Ms {
    return ms(this.nowMs);
  }

  /** How far somebody has set the wall clock. */
  wallStepMs = 0;

  wall(): number {
    return 1_700_000_000_000 + this.nowMs + this.wallStepMs;
  }

  schedule(at: Ms, wake: () => void): () => void {
    const entry = { at: Math.max(at, this.nowMs), order: this.order++, wake };
    let low = 0;
    let high = this.waiting.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.waiting[middle];
      if (
        other !== undefined &&
        (other.at < entry.at || (other.at === entry.at && other.order < entry.order))
      )
        low = middle + 1;
      else high = middle;
    }
    this.waiting.splice(low, 0, entry);
    return () => {
      this.waiting = this.waiting.filter((e) => e !== entry);
    };
  }

  /** Runs virtual time until `promise` settles; fails when nothing is left to wait for. */
  async settle<V>(promise: Promise<V>): Promise<V> {
    let settled = false;
    const done = (): void => {
      settled = true;
    };
    promise.then(done, done);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (settled) return promise;
      const next = this.waiting.shift();
      if (next === undefined) throw new Error('virtual time stands still: nothing is scheduled');
      this.nowMs = next.at;
      next.wake();
      // What is due at the same instant wakes together, as timers do.
      while (this.waiting[0]?.at === this.nowMs) this.waiting.shift()?.wake();
    }
  }
}
