import { Buffer } from 'node:buffer';

/** Bytes that grow by doubling; what is appended is copied, so that no socket buffer stays alive. */
export class ByteBuffer {
  // The slow allocator: a slice of the shared pool would keep the whole pool page alive per stream.
  #bytes: Buffer;
  #length = 0;

  constructor(capacity: number) {
    this.#bytes = Buffer.allocUnsafeSlow(capacity);
  }

  get length(): number {
    return this.#length;
  }

  /** The storage; only the first `length` bytes mean anything, until the next append. */
  get bytes(): Buffer {
    return this.#bytes;
  }

  append(source: Uint8Array, from: number, to: number): void {
    const size = to - from;
    this.#reserve(size);
    if (size <= shortCopy) {
      let at = this.#length;
      for (let i = from; i < to; i++) this.#bytes[at++] = source[i] ?? 0;
    } else {
      this.#bytes.set(source.subarray(from, to), this.#length);
    }
    this.#length += size;
  }

  appendByte(byte: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = byte;
  }

  appendText(text: string): void {
    const size = Buffer.byteLength(text, 'utf8');
    this.#reserve(size);
    this.#length += this.#bytes.write(text, this.#length, 'utf8');
  }

  clear(): void {
    this.#length = 0;
  }

  /** Decodes all bytes as UTF-8; what is not UTF-8 becomes U+FFFD. */
  text(): string {
    return this.#bytes.toString('utf8', 0, this.#length);
  }

  #reserve(size: number): void {
    const need = this.#length + size;
    if (need <= this.#bytes.length) return;
    let capacity = this.#bytes.length;
    while (capacity < need) capacity *= 2;
    const grown = Buffer.allocUnsafeSlow(capacity);
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}

/** Below this a loop costs less than the call into native code. */
const shortCopy = 24;
