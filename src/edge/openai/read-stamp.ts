import { Buffer } from 'node:buffer';
import { performance } from 'node:perf_hooks';
import type { Clock } from '../../base/index.ts';

/**
 * One stamp for each read of a socket, and a bound of how late it can be. The HTTP parser hands out
 * one piece per HTTP chunk, and pieces of one read are views of one memory; a new stamp for each would
 * make one arrival look like several. Shared by all streams of a transport, since a read is worked off
 * before the next begins: so no more than one socket buffer is held on to.
 *
 * The bound: bytes that arrive while the loop waits wake it at once, so a stamp is late at most by the
 * time the loop has worked since it last waited. It does not see delays below the process (interrupts,
 * the scheduler), and in a loop that never waits it grows until one that does.
 */
export class ReadStamp {
  readonly #clock: Clock;
  readonly #waitedMs: () => number;
  #memory: ArrayBufferLike | undefined;
  #behind = 0;
  #waitedBefore: number;
  /** When the present read was taken up, ms on the clock. */
  ms: number;
  /** Number of the present read; never repeats. */
  read = 0;
  /** How late `ms` can be, in µs. */
  boundUs = 0;

  /** @param waitedMs how long the loop has waited for events in all; by default the process's own. */
  constructor(clock: Clock, waitedMs: () => number = () => performance.nodeTiming.idleTime) {
    this.#clock = clock;
    this.#waitedMs = waitedMs;
    this.ms = clock.now();
    this.#waitedBefore = waitedMs();
  }

  /** Begins a read. */
  begin(): void {
    const now = this.#clock.now();
    const waited = this.#waitedMs();
    const pausedMs = waited - this.#waitedBefore;
    const workedUs = Math.max(0, now - this.ms - pausedMs) * 1000;
    // Without a wait in between, what was late at the read before is later still.
    this.boundUs = pausedMs > 0 ? workedUs : this.boundUs + workedUs;
    this.#waitedBefore = waited;
    this.ms = now;
    this.read++;
  }

  /** Notes a piece of a read; begins a read unless it continues the one before. */
  note(piece: Buffer): void {
    const { buffer, byteOffset, length } = piece;
    // Memory of the shared pool can serve two reads in succession; it is never taken for one.
    const continues =
      buffer === this.#memory &&
      byteOffset >= this.#behind &&
      buffer.byteLength !== Buffer.poolSize;
    this.#memory = buffer;
    this.#behind = byteOffset + length;
    if (!continues) this.begin();
  }

  /** Notes the raw headers of a response; the body may begin in the same read. */
  noteHead(rawHeaders: unknown): void {
    const first: unknown = Array.isArray(rawHeaders) ? rawHeaders[0] : undefined;
    if (Buffer.isBuffer(first)) this.note(first);
    else this.begin();
  }
}
