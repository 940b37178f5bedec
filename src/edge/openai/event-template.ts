import { Buffer } from 'node:buffer';
import { type ChatChunk, readChatChunk } from './chat-chunk.ts';
import { parseJson } from './json-value.ts';
import { ToolCallMerge } from './tool-call-merge.ts';

/** Which text of the stream a templated event continues. */
export type TemplatedField = 'content' | 'reasoning';

/**
 * The fast path: most events of a stream are equal but for one JSON string. From an event that was
 * read in full it learns the bytes before and behind that string; an event with exactly these bytes
 * around a well-formed, non-empty string must mean the same but for its text, and is not parsed.
 * Everything else is left to the full reader. Learning is proven, not guessed: the event with a
 * marker in the place of the string must read as the same chunk with the marker as its text.
 */
export class EventTemplate {
  #head: Buffer = nothing;
  #tail: Buffer = nothing;
  #field: TemplatedField = 'content';
  /** Events read in full since the last match; learning is tried ever more rarely. */
  #misses = 0;
  /** Where the matched string lies in the chunk, without its quotes. */
  textFrom = 0;
  textTo = 0;
  /** The text of the matched string where it holds escapes; else its bytes are the text. */
  unescaped: string | undefined;

  get field(): TemplatedField {
    return this.#field;
  }

  /** The position behind the event that begins at `from`, or -1 where the full reader must look. */
  match(chunk: Buffer, from: number, to: number): number {
    const head = this.#head;
    const textFrom = from + head.length;
    if (head.length === 0 || textFrom >= to) return -1;
    if (chunk.compare(head, 0, head.length, from, textFrom) !== 0) return -1;
    const first = chunk[textFrom] ?? QUOTE;
    // A continuation byte here would complete a character that the event before left unfinished.
    if (first === QUOTE || (first >= 0x80 && first < 0xc0)) return -1;
    let at = textFrom;
    let escapes = false;
    for (;;) {
      if (at >= to) return -1;
      const byte = chunk[at] ?? 0;
      if (byte === QUOTE) break;
      if (byte < 0x20) return -1;
      if (byte === BACKSLASH) {
        escapes = true;
        at++;
      }
      at++;
    }
    const end = at + this.#tail.length;
    if (end > to || chunk.compare(this.#tail, 0, this.#tail.length, at, end) !== 0) return -1;
    if (escapes) {
      const text = parseJson(chunk.toString('utf8', textFrom - 1, at + 1));
      if (typeof text !== 'string') return -1;
      this.unescaped = text;
    } else {
      this.unescaped = undefined;
    }
    this.textFrom = textFrom;
    this.textTo = at;
    this.#misses = 0;
    return end;
  }

  /** Offers an event that was read in full and lay whole in [from, to) of one read. */
  learn(chunk: Buffer, from: number, to: number, read: ChatChunk): void {
    const misses = ++this.#misses;
    if (misses > 4 && (misses & (misses - 1)) !== 0) return;
    const field = onlyText(read);
    if (field === undefined) return;
    const raw = chunk.toString('latin1', from, to);
    if (!oneLine.test(raw)) return;
    for (const found of raw.matchAll(textMember)) {
      const head = found.index + found[0].length;
      const tail = closingQuote(raw, head);
      if (tail < 0 || !this.#proves(raw, head, tail, field, read)) continue;
      this.#head = Buffer.from(raw.slice(0, head), 'latin1');
      this.#tail = Buffer.from(raw.slice(tail), 'latin1');
      this.#field = field;
      return;
    }
  }

  #proves(
    raw: string,
    head: number,
    tail: number,
    field: TemplatedField,
    read: ChatChunk,
  ): boolean {
    const text = Buffer.from(raw.slice(0, head) + marker + raw.slice(tail), 'latin1').toString();
    const marked = readChatChunk(parseJson(text.slice(text.indexOf('{'))), new ToolCallMerge());
    if (marked === undefined || marked[field] !== marker) return false;
    return JSON.stringify({ ...marked, [field]: '' }) === JSON.stringify({ ...read, [field]: '' });
  }
}

/** The one text of a chunk that bears nothing else which could change from event to event. */
function onlyText(read: ChatChunk): TemplatedField | undefined {
  if (read.usage !== undefined || read.finishReason !== undefined) return undefined;
  if (read.timings !== undefined || read.calls === true) return undefined;
  if (read.kind === 'c') return read.reasoning === undefined ? 'content' : undefined;
  return read.kind === 't' ? 'reasoning' : undefined;
}

function closingQuote(raw: string, from: number): number {
  for (let at = from; at < raw.length; at++) {
    if (raw[at] === '"') return at;
    if (raw[at] === '\\') at++;
  }
  return -1;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const nothing = Buffer.alloc(0);
const marker = 'steelyard-marker';
/** One data line and the blank line behind it; a final CR is not taken, since LF may follow it. */
const oneLine = /^data: ?\{[^\r\n]*(?:\n\n|\r\n\r\n)$/;
const textMember = /"(?:content|reasoning|reasoning_content)" ?: ?"/g;
