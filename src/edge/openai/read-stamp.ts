import { Buffer } from 'node:buffer';
import type { Clock } from '../../base/index.ts';

/**
 * One stamp for each read of a socket. The HTTP parser hands out one piece per HTTP chunk, and pieces
 * of one read are views of one memory; a new stamp for each would make one arrival look like several.
 * Shared by all streams of a transport, since a read is worked off before the next begins: so no more
 * than one socket buffer is held on to.
 */
export class ReadStamp {
  readonly #clock: Clock;
  #memory: ArrayBufferLike | undefined;
  #behind = 0;
  /** When the present read was taken up, ms on the clock. */
  ms = 0;
  /** Number of the present read; never repeats. */
  read = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Notes a piece; stamps it anew unless it continues the read before. */
  note(piece: Buffer): void {
    const { buffer, byteOffset, length } = piece;
    // Memory of the shared pool can serve two reads in succession; it is never taken for one.
    const continues =
      buffer === this.#memory &&
      byteOffset >= this.#behind &&
      buffer.byteLength !== Buffer.poolSize;
    this.#memory = buffer;
    this.#behind = byteOffset + length;
    if (continues) return;
    this.#renew();
  }

  /** Notes the raw headers of a response; the body may begin in the same read. */
  noteHead(rawHeaders: unknown): void {
    const first: unknown = Array.isArray(rawHeaders) ? rawHeaders[0] : undefined;
    if (Buffer.isBuffer(first)) this.note(first);
    else this.#renew();
  }

  #renew(): void {
    this.ms = this.#clock.now();
    this.read++;
  }
}
