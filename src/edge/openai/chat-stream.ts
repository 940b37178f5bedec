import type { Buffer } from 'node:buffer';
import { type ChatChunk, readChatChunk } from './chat-chunk.ts';
import { ContentSlab } from './content-slab.ts';
import { EventTemplate } from './event-template.ts';
import { parseJson } from './json-value.ts';
import { describeServerError, readServerError } from './server-error.ts';
import { SseScanner } from './sse-scanner.ts';
import { type MessageKind, StreamTimeline } from './stream-timeline.ts';
import { ToolCallMerge } from './tool-call-merge.ts';
import type { Usage } from './usage.ts';

/** What broke a stream from inside; the transport did its work. */
export interface StreamFault {
  readonly stage: 'stream' | 'protocol';
  readonly code: string;
  readonly message: string;
}

/**
 * Folds the bytes of one streamed answer into instants, counts and text. Stamps come from the
 * caller, one a read, taken before this is called. Nothing is allocated for an event that the
 * learnt template covers.
 */
export class ChatStream {
  readonly timeline = new StreamTimeline();
  readonly #content = new ContentSlab();
  readonly #reasoning = new ContentSlab();
  readonly #toolCalls = new ToolCallMerge();
  readonly #template = new EventTemplate();
  readonly #scanner: SseScanner;
  #stampMs = 0;
  #read = 0;
  /** The chunk just read in full, where the template may learn from it. */
  #fresh: ChatChunk | undefined;
  firstTokenMs: number | undefined;
  firstAnswerMs: number | undefined;
  lastTokenMs: number | undefined;
  finishMs: number | undefined;
  usageMs: number | undefined;
  doneMs: number | undefined;
  finishReason: string | undefined;
  usage: Usage | undefined;
  model: string | undefined;
  fingerprint: string | undefined;
  timings: Readonly<Record<string, number>> | undefined;
  fault: StreamFault | undefined;
  /** Messages that bore a token. */
  tokenMessages = 0;
  /** Output tokens of each token-bearing message, as long as the server tells with every one. */
  #chunkTokens: number[] | undefined = [];
  #countedTokens = 0;

  readonly #maxEventBytes: number;

  /** @param maxEventBytes an event longer than this is a fault. */
  constructor(maxEventBytes: number) {
    this.#maxEventBytes = maxEventBytes;
    this.#scanner = new SseScanner((bytes, from, to, name) => {
      this.#event(bytes, from, to, name);
    }, maxEventBytes);
  }

  /** True when nothing that may still come matters: `[DONE]` or a fault was seen. */
  get isOver(): boolean {
    return this.doneMs !== undefined || this.fault !== undefined;
  }

  get hasEvents(): boolean {
    return this.timeline.count > 0 || this.isOver;
  }

  /** @param read number of the socket read that these bytes came with. */
  push(chunk: Buffer, from: number, to: number, stampMs: number, read: number): void {
    this.#stampMs = stampMs;
    this.#read = read;
    let pos = from;
    while (pos < to && !this.isOver) {
      const isWhole = this.#scanner.isAtBoundary;
      if (isWhole) {
        const end = this.#template.match(chunk, pos, to);
        if (end > 0) {
          this.#templated(chunk);
          pos = end;
          continue;
        }
      }
      this.#fresh = undefined;
      const end = this.#scanner.scan(chunk, pos, to);
      if (this.#scanner.isOverlong) this.#overlong();
      else if (isWhole && this.#fresh !== undefined) {
        this.#template.learn(chunk, pos, end, this.#fresh);
      }
      pos = end;
    }
  }

  /** The answer's text; undefined where there is none. */
  answer(): string | undefined {
    return this.#content.isEmpty ? undefined : this.#content.text();
  }

  reasoning(): string | undefined {
    return this.#reasoning.isEmpty ? undefined : this.#reasoning.text();
  }

  toolCalls(): ReturnType<ToolCallMerge['calls']> {
    return this.#toolCalls.calls();
  }

  chunkTokens(): readonly number[] | undefined {
    const tokens = this.#chunkTokens;
    return tokens === undefined || tokens.length === 0 ? undefined : tokens;
  }

  #templated(chunk: Buffer): void {
    const { field, unescaped, textFrom, textTo } = this.#template;
    const slab = field === 'content' ? this.#content : this.#reasoning;
    if (unescaped === undefined) slab.appendBytes(chunk, textFrom, textTo);
    else slab.appendText(unescaped);
    this.#token(field === 'content' ? 'c' : 't', undefined);
  }

  #event(bytes: Buffer, from: number, to: number, name: string | undefined): void {
    if (this.isOver) return;
    if (isDone(bytes, from, to)) {
      this.doneMs = this.#stampMs;
      return;
    }
    if (from === to) return;
    const text = bytes.toString('utf8', from, to);
    const value = parseJson(text);
    const error = readServerError(value);
    if (error !== undefined || name === 'error') {
      const message = error === undefined ? text : describeServerError(error);
      this.fault = { stage: 'stream', code: 'in-stream-error', message };
      return;
    }
    const chunk = readChatChunk(value, this.#toolCalls);
    if (chunk !== undefined) {
      this.#take(chunk);
      this.#fresh = chunk;
      return;
    }
    const code = value === undefined ? 'bad-json' : 'not-a-chunk';
    this.fault = { stage: 'protocol', code, message: `event "${text.slice(0, 120)}"` };
  }

  #take(chunk: ChatChunk): void {
    if (chunk.content !== undefined) this.#content.appendText(chunk.content);
    if (chunk.reasoning !== undefined) this.#reasoning.appendText(chunk.reasoning);
    if (chunk.kind === 'c' || chunk.kind === 't' || chunk.kind === 'k') {
      this.#token(chunk.kind, chunk.usage?.outputTokens);
    } else {
      this.timeline.add(this.#stampMs, chunk.kind, this.#read);
    }
    if (chunk.finishReason !== undefined) {
      this.finishMs = this.#stampMs;
      this.finishReason = chunk.finishReason;
    }
    if (chunk.usage !== undefined) {
      this.usageMs = this.#stampMs;
      this.usage = chunk.usage;
    }
    this.model ??= chunk.model;
    if (chunk.fingerprint !== undefined) this.fingerprint = chunk.fingerprint;
    if (chunk.timings !== undefined) this.timings = chunk.timings;
  }

  #token(kind: MessageKind, counted: number | undefined): void {
    const now = this.#stampMs;
    this.timeline.add(now, kind, this.#read);
    this.tokenMessages++;
    this.firstTokenMs ??= now;
    if (kind !== 't') this.firstAnswerMs ??= now;
    this.lastTokenMs = now;
    if (counted === undefined) {
      this.#chunkTokens = undefined;
    } else {
      this.#chunkTokens?.push(counted - this.#countedTokens);
      this.#countedTokens = counted;
    }
  }

  #overlong(): void {
    this.fault = {
      stage: 'protocol',
      code: 'event-too-long',
      message: `an event of more than ${this.#maxEventBytes} bytes without an end`,
    };
  }
}

/** `[DONE]` */
const done = [0x5b, 0x44, 0x4f, 0x4e, 0x45, 0x5d] as const;

function isDone(bytes: Buffer, from: number, to: number): boolean {
  // Trailing blanks are tolerated; a data line is not trimmed by the event-stream format.
  let end = to;
  while (end > from && bytes[end - 1] === 0x20) end--;
  return end - from === done.length && done.every((byte, i) => bytes[from + i] === byte);
}
