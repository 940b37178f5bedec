import type { Buffer } from 'node:buffer';
import { ByteBuffer } from './byte-buffer.ts';

/** Receives the data bytes of one event; they are valid only during the call. */
export type SseEventSink = (
  bytes: Buffer,
  from: number,
  to: number,
  name: string | undefined,
) => void;

/**
 * Server-sent events in full (WHATWG HTML, 9.2.6) over bytes cut anywhere: LF, CRLF and CR, a byte
 * order mark, comments, at most one space after the colon, several data lines joined by LF. An event
 * whose end never comes is discarded, as the standard asks. Works on bytes, so that a read that ends
 * inside a UTF-8 sequence needs no care; copies only what a read leaves unfinished.
 */
export class SseScanner {
  readonly #sink: SseEventSink;
  readonly #maxBytes: number;
  /** The unfinished line of earlier reads. */
  readonly #line = new ByteBuffer(64);
  /** Data lines of an event whose end is still to come. */
  readonly #data = new ByteBuffer(64);
  #dataLines = 0;
  #name: string | undefined;
  #afterCr = false;
  #markBytes = 0;
  #overlong = false;
  // Data of a one-line event that lies whole in the present read: referred to, not copied.
  #ownFrom = -1;
  #ownTo = -1;

  /** @param maxBytes largest line or event; beyond it the stream has failed (`isOverlong`). */
  constructor(sink: SseEventSink, maxBytes: number) {
    this.#sink = sink;
    this.#maxBytes = maxBytes;
  }

  /** True where the next byte begins a new event and nothing of an earlier one is kept. */
  get isAtBoundary(): boolean {
    return (
      this.#dataLines === 0 &&
      this.#line.length === 0 &&
      !this.#afterCr &&
      this.#markBytes === mark.length &&
      this.#name === undefined &&
      !this.#overlong
    );
  }

  /** A line or event grew beyond the limit; nothing more is read. */
  get isOverlong(): boolean {
    return this.#overlong;
  }

  /** Reads up to the end of the next event, or all there is; returns the position behind it. */
  scan(chunk: Buffer, from: number, to: number): number {
    if (this.#overlong) return to;
    let pos = this.#markBytes < mark.length ? this.#skipMark(chunk, from, to) : from;
    if (this.#afterCr && pos < to) {
      this.#afterCr = false;
      if (chunk[pos] === LF) pos++;
    }
    let lineFrom = pos;
    while (pos < to) {
      const byte = chunk[pos];
      if (byte !== LF && byte !== CR) {
        pos++;
        continue;
      }
      const lineTo = pos++;
      if (byte === CR) {
        if (pos === to) this.#afterCr = true;
        else if (chunk[pos] === LF) pos++;
      }
      const ended = this.#endLine(chunk, lineFrom, lineTo);
      if (this.#overlong) return to;
      if (ended) return pos;
      lineFrom = pos;
    }
    this.#keepRest(chunk, lineFrom, to);
    return to;
  }

  /** A byte order mark counts only as the very first bytes, and may come in pieces. */
  #skipMark(chunk: Buffer, from: number, to: number): number {
    let pos = from;
    while (pos < to && this.#markBytes < mark.length) {
      if (chunk[pos] !== mark[this.#markBytes]) {
        this.#line.append(mark, 0, this.#markBytes);
        this.#markBytes = mark.length;
        return pos;
      }
      this.#markBytes++;
      pos++;
    }
    return pos;
  }

  /** Takes one line in; true where it was the blank line that ends an event. */
  #endLine(chunk: Buffer, from: number, to: number): boolean {
    if (this.#line.length === 0) {
      if (from === to) return this.#dispatch(chunk);
      this.#takeLine(chunk, from, to, true);
      return false;
    }
    this.#line.append(chunk, from, to);
    this.#takeLine(this.#line.bytes, 0, this.#line.length, false);
    this.#line.clear();
    return false;
  }

  #takeLine(line: Buffer, from: number, to: number, isOwn: boolean): void {
    if (to - from > this.#maxBytes) {
      this.#overlong = true;
      return;
    }
    if (isField(line, from, to, dataField)) {
      const start = valueStart(line, from + dataField.length, to);
      if (isOwn && this.#dataLines === 0) {
        this.#ownFrom = start;
        this.#ownTo = to;
      } else {
        this.#addData(line, start, to);
      }
      this.#dataLines++;
    } else if (isField(line, from, to, eventField)) {
      this.#name = line.toString('utf8', valueStart(line, from + eventField.length, to), to);
    }
  }

  #addData(line: Buffer, from: number, to: number): void {
    if (this.#ownFrom >= 0) {
      this.#data.append(line, this.#ownFrom, this.#ownTo);
      this.#ownFrom = -1;
    }
    if (this.#dataLines > 0) this.#data.appendByte(LF);
    this.#data.append(line, from, to);
    if (this.#data.length > this.#maxBytes) this.#overlong = true;
  }

  #dispatch(chunk: Buffer): boolean {
    const lines = this.#dataLines;
    const name = this.#name;
    const ownFrom = this.#ownFrom;
    this.#dataLines = 0;
    this.#name = undefined;
    this.#ownFrom = -1;
    if (lines > 0) {
      if (ownFrom >= 0) this.#sink(chunk, ownFrom, this.#ownTo, name);
      else this.#sink(this.#data.bytes, 0, this.#data.length, name);
    }
    this.#data.clear();
    return true;
  }

  #keepRest(chunk: Buffer, lineFrom: number, to: number): void {
    if (this.#ownFrom >= 0) {
      this.#data.append(chunk, this.#ownFrom, this.#ownTo);
      this.#ownFrom = -1;
    }
    this.#line.append(chunk, lineFrom, to);
    if (this.#line.length > this.#maxBytes) this.#overlong = true;
  }
}

const LF = 0x0a;
const CR = 0x0d;
const COLON = 0x3a;
const SPACE = 0x20;
const mark = Uint8Array.of(0xef, 0xbb, 0xbf);
const dataField = Uint8Array.of(0x64, 0x61, 0x74, 0x61);
const eventField = Uint8Array.of(0x65, 0x76, 0x65, 0x6e, 0x74);

/** A line names a field when the name stands alone or before a colon. */
function isField(line: Buffer, from: number, to: number, name: Uint8Array): boolean {
  const end = from + name.length;
  if (end > to || (end < to && line[end] !== COLON)) return false;
  for (let i = 0; i < name.length; i++) if (line[from + i] !== name[i]) return false;
  return true;
}

function valueStart(line: Buffer, colon: number, to: number): number {
  if (colon >= to) return to;
  return colon + 1 < to && line[colon + 1] === SPACE ? colon + 2 : colon + 1;
}
