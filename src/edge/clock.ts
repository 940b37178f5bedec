import { performance } from 'node:perf_hooks';
import { hrtime } from 'node:process';
import { type Clock, type Ms, ms } from '../base/index.ts';
import { WakeHeap } from './wake-heap.ts';

/**
 * Monotonic clock of a segment that begins now, or at `zeroNs` of the machine's monotonic clock, which
 * lets the threads of a process agree on one zero. All wakes share one timer: it is set to whole ms
 * before the nearest one, and the last stretch is walked by setImmediate, which lets sockets be
 * served between. A timer alone fires up to 1 ms early (it truncates) or more than 1 ms late.
 */
export function systemClock(zeroNs?: bigint): Clock {
  const origin =
    performance.now() - (zeroNs === undefined ? 0 : Number(hrtime.bigint() - zeroNs) / 1e6);
  const now = (): Ms => ms(performance.now() - origin);
  const heap = new WakeHeap();
  const tail = new TailBudget();
  let timer: NodeJS.Timeout | undefined;
  let immediate: NodeJS.Immediate | undefined;
  let armedFor = Number.POSITIVE_INFINITY;

  const disarm = (): void => {
    if (timer !== undefined) clearTimeout(timer);
    if (immediate !== undefined) clearImmediate(immediate);
    timer = undefined;
    immediate = undefined;
    armedFor = Number.POSITIVE_INFINITY;
  };

  const arm = (): void => {
    const next = heap.nearest;
    if (next === armedFor) return;
    disarm();
    if (next === Number.POSITIVE_INFINITY) return;
    armedFor = next;
    const left = next - now();
    if (!tail.isSpent(next - left)) {
      if (left < shortestTimerMs) {
        tail.begins(next - left);
        immediate = setImmediate(walk);
      } else timer = setTimeout(wake, Math.min(Math.floor(left) - 1, longestTimerMs));
    } else {
      timer = setTimeout(wake, Math.min(Math.max(1, Math.ceil(left)), longestTimerMs));
    }
  };

  const wake = (): void => {
    armedFor = Number.POSITIVE_INFINITY;
    for (;;) {
      const due = heap.takeDue(now());
      if (due === undefined) break;
      due();
    }
    arm();
  };

  const walk = (): void => {
    const at = now();
    tail.walked(at);
    if (heap.nearest <= at) wake();
    else if (tail.isSpent(at)) wake();
    else immediate = setImmediate(walk);
  };

  return {
    now,
    wall: () => Date.now(),
    schedule: (at, callback) => {
      const entry = heap.add(at, callback);
      arm();
      return () => {
        heap.remove(entry);
        if (heap.nearest === Number.POSITIVE_INFINITY) disarm();
      };
    },
  };
}

/**
 * Walking costs a whole core while it lasts. At high rates of arrivals it would never stop, so it may
 * take a quarter of any second; beyond that, wakes come by plain timer, at most about 1.2 ms late.
 */
class TailBudget {
  #second = -1;
  #spentMs = 0;
  #lastMs = 0;

  begins(at: number): void {
    this.#lastMs = at;
  }

  walked(at: number): void {
    this.#roll(at);
    this.#spentMs += at - this.#lastMs;
    this.#lastMs = at;
  }

  isSpent(at: number): boolean {
    this.#roll(at);
    return this.#spentMs > tailMsPerSecond;
  }

  #roll(at: number): void {
    const second = Math.floor(at / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#spentMs = 0;
    }
  }
}

const tailMsPerSecond = 250;
const shortestTimerMs = 2;
/** setTimeout's own limit; a farther wake is armed again on the way. */
const longestTimerMs = 2 ** 31 - 1;
