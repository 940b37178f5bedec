/** What a message bore; the letters of `messageKinds` (record/exchange.ts). */
export type MessageKind = 'r' | 'e' | 'c' | 't' | 'k' | 'f' | 'u';

/**
 * When each message of one stream came, without an object per message: gaps in µs and kinds in typed
 * arrays that grow by doubling. Messages of one read share its stamp and are counted as coalesced.
 */
export class StreamTimeline {
  #gapsUs = new Uint32Array(firstCapacity);
  #kinds = new Uint8Array(firstCapacity);
  #count = 0;
  #firstMs = 0;
  #lastUs = 0;
  #reads = 0;
  #lastRead = -1;

  get count(): number {
    return this.#count;
  }

  /** Reads that carried at least one message. */
  get reads(): number {
    return this.#reads;
  }

  get coalesced(): number {
    return this.#count - this.#reads;
  }

  /** Stamp of the first message; meaningless while `count` is 0. */
  get firstMs(): number {
    return this.#firstMs;
  }

  /** @param read number of the read that brought the last byte of the message. */
  add(stampMs: number, kind: MessageKind, read: number): void {
    const n = this.#count;
    if (n === this.#kinds.length) this.#grow();
    if (n === 0) {
      this.#firstMs = stampMs;
    } else {
      // Rounded from the first message on, so that roundings do not add up over the stream.
      const sinceFirstUs = Math.round((stampMs - this.#firstMs) * 1000);
      this.#gapsUs[n - 1] = Math.min(sinceFirstUs - this.#lastUs, longestGapUs);
      this.#lastUs = sinceFirstUs;
    }
    this.#kinds[n] = kind.charCodeAt(0);
    this.#count = n + 1;
    if (read !== this.#lastRead) {
      this.#reads++;
      this.#lastRead = read;
    }
  }

  gaps(): number[] {
    return Array.from(this.#gapsUs.subarray(0, Math.max(0, this.#count - 1)));
  }

  kinds(): string {
    let text = '';
    for (let i = 0; i < this.#count; i++) text += String.fromCharCode(this.#kinds[i] ?? 0);
    return text;
  }

  #grow(): void {
    const gaps = new Uint32Array(this.#gapsUs.length * 2);
    gaps.set(this.#gapsUs);
    this.#gapsUs = gaps;
    const kinds = new Uint8Array(this.#kinds.length * 2);
    kinds.set(this.#kinds);
    this.#kinds = kinds;
  }
}

const firstCapacity = 128;
/** 71 minutes, beyond every deadline a plan can set. */
const longestGapUs = 2 ** 32 - 1;
