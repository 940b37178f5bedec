import { constants, createGzip, type Gzip } from 'node:zlib';
import type { MockFault } from '../../spec/index.ts';
import type { Reply } from '../dialects/index.ts';
import type { Outlet, RawOutlet } from '../serve/outlet.ts';

type Of<K extends MockFault['kind']> = Extract<MockFault, { kind: K }>;

/** What an outlet needs to know of its stream to spoil it. */
export interface Spoiled {
  /** An error event in the box's dialect. */
  failureEvent(): string;
  /** The stream was cut by a fault: the engine may drop the job. */
  cut(): void;
}

/**
 * An outlet that spoils one stream as its faults say. Writes count as tokens: an exchange makes one
 * write a token. What must wait (slow headers, a stall) is queued and leaves in order.
 */
export class FaultyOutlet implements Outlet {
  readonly #to: RawOutlet;
  readonly #faults: readonly MockFault[];
  readonly #spoiled: Spoiled;
  readonly #queue: (() => void)[] = [];
  #held = false;
  #writes = 0;
  #over = false;
  #gzip: Gzip | undefined;

  constructor(to: RawOutlet, faults: readonly MockFault[], spoiled: Spoiled) {
    this.#to = to;
    this.#faults = faults;
    this.#spoiled = spoiled;
    const slow = this.#fault('slow-headers');
    if (slow !== undefined) this.#hold(slow.byMs);
  }

  get open(): boolean {
    return !this.#over && this.#to.open;
  }

  get congested(): boolean {
    return this.#to.congested;
  }

  head(status: number, headers: Readonly<Record<string, string>>): void {
    this.#then(() => {
      const type = this.#fault('wrong-content-type');
      const zipped = this.#fault('gzip') !== undefined;
      if (zipped) this.#gzip = this.#zip();
      this.#to.head(status, {
        ...headers,
        ...(type === undefined ? {} : { 'content-type': type.contentType }),
        ...(zipped ? { 'content-encoding': 'gzip' } : {}),
      });
    });
  }

  write(text: string): void {
    this.#then(() => this.#write(text));
  }

  onDrain(then: () => void): void {
    this.#to.onDrain(then);
  }

  end(): void {
    this.#then(() => {
      if (this.#gzip === undefined) this.#to.end();
      else this.#gzip.end();
    });
  }

  reply(reply: Reply): void {
    this.#then(() => {
      const type = this.#fault('wrong-content-type');
      const headers =
        type === undefined ? reply.headers : { ...reply.headers, 'content-type': type.contentType };
      this.#to.reply({ ...reply, headers });
    });
  }

  #write(text: string): void {
    this.#writes++;
    const stall = this.#fault('stall');
    if (stall !== undefined && this.#writes === stall.afterTokens + 1) {
      this.#hold(stall.forMs);
      this.#queue.unshift(() => this.#deliver(text));
      return;
    }
    if (!this.#cutBefore()) this.#deliver(text);
  }

  /** Strikes the faults that end a stream; true when there is no more of it. */
  #cutBefore(): boolean {
    for (const fault of this.#faults) {
      if (
        !('afterTokens' in fault) ||
        fault.kind === 'stall' ||
        this.#writes <= fault.afterTokens
      ) {
        continue;
      }
      this.#over = true;
      this.#spoiled.cut();
      switch (fault.kind) {
        case 'reset-mid-stream':
          this.#to.reset();
          break;
        case 'end-early':
          this.#to.cut();
          break;
        case 'error-event':
          this.#to.write(this.#spoiled.failureEvent());
          this.#to.end();
          break;
        case 'malformed-json':
          this.#to.write(
            'data: {"id":"chatcmpl-0","choices":[{"index":0,"delta":{"content":"x"\n\ndata: [DONE]\n\n',
          );
          this.#to.end();
          break;
        case 'endless-event':
          this.#to.write('data: {"id":"chatcmpl-0","object":"chat.completion.chunk","pad":"');
          this.#pour();
          break;
      }
      return true;
    }
    return false;
  }

  /** 64 KB every few milliseconds, for as long as the client takes them. */
  #pour(): void {
    if (!this.#to.open) return;
    if (!this.#to.congested) this.#to.write('x'.repeat(65_536));
    setTimeout(() => this.#pour(), 5);
  }

  #deliver(text: string): void {
    const drip = this.#fault('drip');
    if (this.#gzip !== undefined) {
      this.#gzip.write(text);
      this.#gzip.flush(constants.Z_SYNC_FLUSH);
    } else if (drip !== undefined) {
      this.#drip(Buffer.from(text), drip);
    } else if (this.#fault('split-utf8') !== undefined) {
      this.#split(Buffer.from(text));
    } else {
      this.#to.write(text);
    }
  }

  /** Holds back all that follows until the last byte has left. */
  #drip(bytes: Buffer, drip: Of<'drip'>): void {
    this.#held = true;
    let at = 0;
    const next = (): void => {
      this.#to.writeBytes(bytes.subarray(at, at + 1));
      at++;
      if (at < bytes.length && this.#to.open) setTimeout(next, drip.everyMs);
      else this.#release();
    };
    next();
  }

  /** Cuts after the first byte of the first multi-byte character, or in the middle of the text. */
  #split(bytes: Buffer): void {
    const wide = bytes.findIndex((byte) => byte >= 0xc0);
    const at = wide < 0 ? bytes.length >> 1 : wide + 1;
    this.#to.writeBytes(bytes.subarray(0, at));
    this.#hold(1);
    this.#queue.unshift(() => this.#to.writeBytes(bytes.subarray(at)));
  }

  #zip(): Gzip {
    const gzip = createGzip();
    gzip.on('data', (bytes: Buffer) => this.#to.writeBytes(bytes));
    gzip.on('end', () => this.#to.end());
    return gzip;
  }

  #hold(forMs: number): void {
    this.#held = true;
    setTimeout(() => this.#release(), forMs);
  }

  #release(): void {
    this.#held = false;
    while (!this.#held) {
      const next = this.#queue.shift();
      if (next === undefined) return;
      next();
    }
  }

  #then(act: () => void): void {
    if (this.#over) return;
    if (this.#held || this.#queue.length > 0) this.#queue.push(act);
    else act();
  }

  #fault<K extends MockFault['kind']>(kind: K): Of<K> | undefined {
    return this.#faults.find((fault): fault is Of<K> => fault.kind === kind);
  }
}
