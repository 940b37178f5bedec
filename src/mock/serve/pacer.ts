import { monotonicMs } from './monotonic.ts';

/**
 * Calls `due` at absolute instants, never early: a timer to about a millisecond before, then turns of
 * the event loop until the instant. Timers alone are up to 1.2 ms late and, rounded down, early.
 */
export class Pacer {
  readonly #due: (nowMs: number) => void;
  #atMs = Number.POSITIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #turn: NodeJS.Immediate | undefined;

  constructor(due: (nowMs: number) => void) {
    this.#due = due;
  }

  /** Sets the next instant; undefined: none. */
  set(atMs: number | undefined): void {
    const wanted = atMs ?? Number.POSITIVE_INFINITY;
    if (wanted === this.#atMs && (this.#timer !== undefined || this.#turn !== undefined)) return;
    this.clear();
    this.#atMs = wanted;
    if (wanted !== Number.POSITIVE_INFINITY) this.#wait();
  }

  clear(): void {
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    if (this.#turn !== undefined) clearImmediate(this.#turn);
    this.#timer = undefined;
    this.#turn = undefined;
    this.#atMs = Number.POSITIVE_INFINITY;
  }

  #wait(): void {
    const left = this.#atMs - monotonicMs();
    // A timer of n ms fires n to n + 1.2 ms later.
    if (left > 2.2) this.#timer = setTimeout(() => this.#wake(), Math.floor(left - 1.2));
    else this.#turn = setImmediate(() => this.#wake());
  }

  #wake(): void {
    this.#timer = undefined;
    this.#turn = undefined;
    const now = monotonicMs();
    if (now < this.#atMs) {
      this.#wait();
      return;
    }
    this.#atMs = Number.POSITIVE_INFINITY;
    this.#due(now);
  }
}
