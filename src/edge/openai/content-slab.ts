import { ByteBuffer } from './byte-buffer.ts';

/**
 * The text of one stream, kept as UTF-8 bytes and decoded once, at the end. Holding a string per
 * message instead makes garbage collection the largest error of the clock.
 */
export class ContentSlab {
  readonly #bytes = new ByteBuffer(256);
  /** First half of a surrogate pair whose second half comes with the next message. */
  #highHalf = '';

  get isEmpty(): boolean {
    return this.#bytes.length === 0 && this.#highHalf === '';
  }

  /** Raw bytes as they came; must not begin inside a character. */
  appendBytes(source: Uint8Array, from: number, to: number): void {
    if (this.#highHalf !== '') this.#flushHalf();
    this.#bytes.append(source, from, to);
  }

  appendText(text: string): void {
    if (text === '') return;
    const whole = this.#highHalf + text;
    const last = whole.charCodeAt(whole.length - 1);
    if (last >= 0xd800 && last <= 0xdbff) {
      this.#highHalf = whole.slice(-1);
      this.#bytes.appendText(whole.slice(0, -1));
    } else {
      this.#highHalf = '';
      this.#bytes.appendText(whole);
    }
  }

  text(): string {
    this.#flushHalf();
    return this.#bytes.text();
  }

  #flushHalf(): void {
    this.#bytes.appendText(this.#highHalf);
    this.#highHalf = '';
  }
}
