import type { Buffer } from 'node:buffer';
import { ByteBuffer } from './byte-buffer.ts';

/** Head of a response; names in lower case, repeated headers joined by a comma. */
export interface Http1Head {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The connection may serve another request after this response. */
  readonly keepsAlive: boolean;
}

/** Is told of one response; body pieces are views valid during the call only. */
export interface Http1Sink {
  head(head: Http1Head): void;
  body(bytes: Buffer, from: number, to: number): void;
}

/** The bytes were no HTTP/1.x response. */
export class BadHttp extends Error {
  readonly code = 'bad-http';
}

type State =
  | 'head'
  | 'size'
  | 'size-lf'
  | 'data'
  | 'data-cr'
  | 'data-lf'
  | 'trailer'
  | 'close'
  | 'length'
  | 'done';

/**
 * Reads one HTTP/1.1 response from reads cut anywhere: status line, headers, and a body in chunks,
 * of known length or up to the end of the connection (RFC 9112). Passes interim answers (1xx) over.
 * Lines must end in CRLF. Throws BadHttp.
 */
export class Http1Parser {
  readonly #sink: Http1Sink;
  #state: State = 'head';
  /** Bytes of an unfinished head; given back once it is read. */
  #kept: ByteBuffer | undefined;
  /** Bytes left of the chunk or of the body. */
  #left = 0;
  #digits = 0;
  #inExtension = false;
  #lineBytes = 0;

  constructor(sink: Http1Sink) {
    this.#sink = sink;
  }

  get isDone(): boolean {
    return this.#state === 'done';
  }

  /** Ends at the end of the connection: true where the response is complete by that. */
  atEnd(): boolean {
    if (this.#state === 'close') this.#state = 'done';
    return this.isDone;
  }

  /** Makes ready for the next response on the same connection. */
  reset(): void {
    this.#state = 'head';
    this.#kept = undefined;
  }

  /** Returns the position behind the response, or `to`. */
  push(bytes: Buffer, from: number, to: number): number {
    let pos = from;
    while (pos < to && this.#state !== 'done') {
      switch (this.#state) {
        case 'head':
          pos = this.#head(bytes, pos, to);
          break;
        case 'data':
        case 'length':
          pos = this.#counted(bytes, pos, to);
          break;
        case 'close':
          this.#sink.body(bytes, pos, to);
          pos = to;
          break;
        case 'trailer':
          pos = this.#trailer(bytes, pos);
          break;
        default:
          this.#framing(bytes[pos++] ?? 0);
      }
    }
    return pos;
  }

  #head(bytes: Buffer, from: number, to: number): number {
    const kept = this.#kept;
    if (kept === undefined) {
      const end = bytes.subarray(from, to).indexOf(blankLine);
      if (end >= 0) {
        this.#readHead(bytes.toString('latin1', from, from + end));
        return from + end + blankLine.length;
      }
      this.#kept = new ByteBuffer(512);
      this.#kept.append(bytes, from, to);
      this.#check(this.#kept);
      return to;
    }
    const before = kept.length;
    kept.append(bytes, from, to);
    const end = kept.bytes
      .subarray(0, kept.length)
      .indexOf(blankLine, Math.max(0, before - blankLine.length + 1));
    if (end < 0) {
      this.#check(kept);
      return to;
    }
    this.#kept = undefined;
    this.#readHead(kept.bytes.toString('latin1', 0, end));
    return from + end + blankLine.length - before;
  }

  /** Says early that this is no HTTP: the blank line may never come. */
  #check(kept: ByteBuffer): void {
    const start = kept.bytes.toString('latin1', 0, Math.min(kept.length, 5));
    if (!'HTTP/'.startsWith(start)) throw new BadHttp('the answer does not begin with HTTP/');
    if (kept.length > longestHead) throw new BadHttp(`a head of more than ${longestHead} bytes`);
  }

  #readHead(text: string): void {
    const [first = '', ...lines] = text.split('\r\n');
    const [, minor, code] = statusLine.exec(first) ?? [];
    if (code === undefined) throw new BadHttp('the answer does not begin with a status line');
    const status = Number(code);
    const headers: Record<string, string> = {};
    for (const line of lines) {
      const [, name = '', value = ''] = headerLine.exec(line) ?? [];
      if (name === '') throw new BadHttp('a header line is malformed');
      const key = name.toLowerCase();
      headers[key] = headers[key] === undefined ? value : `${headers[key]}, ${value}`;
    }
    if (status < 200) return;
    const framesItself = this.#openBody(status, headers);
    const connection = (headers['connection'] ?? '').toLowerCase();
    const keepsAlive =
      framesItself &&
      (minor === '1' ? !connection.includes('close') : connection.includes('keep-alive'));
    this.#sink.head({ status, headers, keepsAlive });
  }

  /** Sets the state for the body; true where its end does not need the connection's. */
  #openBody(status: number, headers: Readonly<Record<string, string>>): boolean {
    if (status === 204 || status === 304) {
      this.#state = 'done';
      return true;
    }
    const encoding = headers['transfer-encoding'];
    if (encoding !== undefined) {
      const isChunked = /(?:^|,)\s*chunked\s*$/i.test(encoding);
      this.#state = isChunked ? 'size' : 'close';
      this.#left = 0;
      this.#digits = 0;
      return isChunked;
    }
    const length = headers['content-length'];
    if (length === undefined) {
      this.#state = 'close';
      return false;
    }
    if (!/^\d{1,15}$/.test(length)) throw new BadHttp('a content-length that is no number');
    this.#left = Number(length);
    this.#state = this.#left === 0 ? 'done' : 'length';
    return true;
  }

  #counted(bytes: Buffer, from: number, to: number): number {
    const end = Math.min(to, from + this.#left);
    this.#left -= end - from;
    this.#sink.body(bytes, from, end);
    if (this.#left === 0) this.#state = this.#state === 'data' ? 'data-cr' : 'done';
    return end;
  }

  /** One byte of what stands between the data of chunks. */
  #framing(byte: number): void {
    switch (this.#state) {
      case 'size':
        this.#size(byte);
        break;
      case 'size-lf':
        expectByte(byte, LF);
        this.#state = this.#left === 0 ? 'trailer' : 'data';
        this.#lineBytes = 0;
        break;
      case 'data-cr':
        expectByte(byte, CR);
        this.#state = 'data-lf';
        break;
      default:
        expectByte(byte, LF);
        this.#state = 'size';
        this.#left = 0;
        this.#digits = 0;
    }
  }

  #size(byte: number): void {
    if (byte === CR) {
      if (this.#digits === 0) throw new BadHttp('a chunk without a size');
      this.#inExtension = false;
      this.#state = 'size-lf';
    } else if (this.#inExtension || byte === SEMICOLON) {
      if (this.#digits === 0) throw new BadHttp('a chunk without a size');
      this.#inExtension = true;
    } else {
      const digit = hexDigit(byte);
      if (digit < 0 || ++this.#digits > 8) throw new BadHttp('a chunk size that is no number');
      this.#left = this.#left * 16 + digit;
    }
  }

  /** Trailers are passed over; a blank line ends them and the response. */
  #trailer(bytes: Buffer, pos: number): number {
    const byte = bytes[pos];
    if (byte === LF) {
      if (this.#lineBytes === 0) this.#state = 'done';
      this.#lineBytes = 0;
    } else if (byte !== CR) {
      this.#lineBytes++;
      if (this.#lineBytes > longestHead) throw new BadHttp('a trailer without end');
    }
    return pos + 1;
  }
}

function expectByte(byte: number, expected: number): void {
  if (byte !== expected) throw new BadHttp('a chunk does not end where its size says');
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : -1;
}

const CR = 0x0d;
const LF = 0x0a;
const SEMICOLON = 0x3b;
const blankLine = '\r\n\r\n';
const longestHead = 65_536;
const statusLine = /^HTTP\/1\.([01]) (\d{3})(?: [^\r\n]*)?$/;
const headerLine = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*(.*?)[ \t]*$/;
