import type { Buffer } from 'node:buffer';
import { type Clock, ms, type Tokenizer } from '../../base/index.ts';
import type { CancelSignal } from '../../load/index.ts';
import type { Exchange, FailureStage, Outcome } from '../../record/index.ts';
import { ByteBuffer } from './byte-buffer.ts';
import { CallDeadline, type CallTimeouts } from './call-deadline.ts';
import { ChatStream } from './chat-stream.ts';
import type { ReadStamp } from './read-stamp.ts';
import type { Redact } from './redaction.ts';
import { refusal } from './refused-body.ts';
import { type ResponseHead, readsAsEvents } from './response-head.ts';
import { tokenCounts } from './token-counts.ts';
import { type WireProgress, wireFailure } from './wire-failure.ts';

/** What every call of one endpoint shares. */
export interface CallSettings {
  readonly clock: Clock;
  readonly timeouts: CallTimeouts;
  readonly tokenizer: Tokenizer | undefined;
  readonly maxEventBytes: number;
  readonly redact: Redact;
}

/**
 * One request from handing over to its exchange, whatever carries the bytes: a transport tells it
 * of connection, head, reads and end, and is told to `abandon` when the call is over before the
 * response is. Settles exactly once and never rejects.
 */
export class ChatCall {
  readonly exchange: Promise<Exchange>;
  readonly #settings: CallSettings;
  readonly #sentMs: number;
  readonly #stream: ChatStream;
  readonly #deadline: CallDeadline;
  /** The first bytes of a body that has brought no event yet, to say what it is. */
  #kept: ByteBuffer | undefined;
  #settle: ((exchange: Exchange) => void) | undefined;
  #abandon: (() => void) | undefined;
  #progress: WireProgress = 'connecting';
  #reused: boolean | undefined;
  #connectMs: number | undefined;
  #headersMs: number | undefined;
  #head: ResponseHead | undefined;
  #takesEvents = false;
  #boundUs = 0;
  #endMs: number | undefined;

  /** @param sentMs stamped by the transport before anything else. */
  constructor(settings: CallSettings, sentMs: number, deadlineMs: number, cancel: CancelSignal) {
    this.#settings = settings;
    this.#sentMs = sentMs;
    this.#stream = new ChatStream(settings.maxEventBytes);
    this.exchange = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.#deadline = new CallDeadline(settings.clock, settings.timeouts, sentMs, deadlineMs, {
      hasToken: () => this.#stream.firstTokenMs !== undefined,
      isOver: () => this.#stream.isOver,
      expire: (code, message) => this.#expire(code, message),
    });
    cancel.onCancel(() => this.#finish({ kind: 'cancelled' }));
    if (cancel.cancelled) this.#finish({ kind: 'cancelled' });
  }

  get isSettled(): boolean {
    return this.#settle === undefined;
  }

  /** How the transport gives up the response; called at most once, at once where already settled. */
  onAbandon(abandon: () => void): void {
    if (this.isSettled) abandon();
    else this.#abandon = abandon;
  }

  /** The request is being written; `connectMs` is given where its connection was made for it. */
  connected(connectMs: number | undefined): void {
    this.#progress = 'sent';
    this.#reused = connectMs === undefined;
    this.#connectMs = connectMs;
  }

  head(head: ResponseHead, stampMs: number): void {
    this.#progress = 'body';
    this.#headersMs = stampMs;
    this.#head = head;
    this.#takesEvents = readsAsEvents(head);
  }

  /** A piece of the body; pieces of one socket read come with the same stamp. */
  bytes(chunk: Buffer, from: number, to: number, stamp: ReadStamp): void {
    if (this.isSettled) return;
    const { ms: stampMs, read } = stamp;
    if (stamp.boundUs > this.#boundUs) this.#boundUs = stamp.boundUs;
    const stream = this.#stream;
    if (this.#takesEvents) {
      const wasOver = stream.isOver;
      if (!stream.hasEvents) this.#keep(chunk, from, to);
      stream.push(chunk, from, to, stampMs, read);
      if (stream.hasEvents) this.#kept = undefined;
      if (stream.isOver && !wasOver) this.#deadline.over(stampMs);
      this.#deadline.heard(stampMs);
    } else {
      this.#keep(chunk, from, to);
      if ((this.#kept?.length ?? 0) >= keptBytes) this.#conclude();
    }
  }

  /** The response ended as HTTP says it should, at `endMs`. */
  ended(endMs: number): void {
    this.#abandon = undefined;
    this.#endMs = endMs;
    this.#conclude();
  }

  #conclude(): void {
    const head = this.#head;
    if (head === undefined) {
      this.broke(new Error('no response'));
      return;
    }
    if (!this.#takesEvents || !this.#stream.hasEvents) {
      const why = refusal(head, this.#kept?.text() ?? '');
      this.#fail(why.stage, why.code, why.message);
      return;
    }
    this.#finish(this.#streamOutcome(head));
  }

  /** The connection failed, or the response was not HTTP. */
  broke(error: unknown): void {
    if (this.isSettled) return;
    // What follows [DONE] or an error event cannot change the answer any more.
    if (this.#stream.isOver && this.#head !== undefined) {
      this.#finish(this.#streamOutcome(this.#head));
      return;
    }
    const failure = wireFailure(error, this.#progress);
    this.#fail(failure.stage, failure.code, failure.message);
  }

  #streamOutcome(head: ResponseHead): Outcome {
    const { fault, finishReason } = this.#stream;
    if (fault !== undefined) {
      return this.#failure(fault.stage, fault.code, fault.message, head.status);
    }
    if (finishReason === undefined) {
      const end = this.#stream.doneMs === undefined ? 'the stream ended' : '[DONE] came';
      return this.#failure('stream', 'no-finish', `${end} without a finish_reason`, head.status);
    }
    if (brokenFinishes.has(finishReason)) {
      const message = `the server ended the answer with finish_reason "${finishReason}"`;
      return this.#failure('stream', `finish-${finishReason}`, message, head.status);
    }
    return { kind: 'completed', finishReason };
  }

  #expire(code: string, message: string): void {
    const head = this.#head;
    if (this.#stream.isOver && head !== undefined) this.#finish(this.#streamOutcome(head));
    else this.#fail('deadline', code, message);
  }

  #fail(stage: FailureStage, code: string, message: string): void {
    this.#finish(this.#failure(stage, code, message, this.#head?.status));
  }

  #failure(stage: FailureStage, code: string, text: string, status: number | undefined): Outcome {
    const message = this.#settings.redact(text);
    return { kind: 'failed', stage, ...(status === undefined ? {} : { status }), code, message };
  }

  #keep(chunk: Buffer, from: number, to: number): void {
    this.#kept ??= new ByteBuffer(1024);
    this.#kept.append(chunk, from, Math.min(to, from + keptBytes - this.#kept.length));
  }

  #finish(outcome: Outcome): void {
    const settle = this.#settle;
    if (settle === undefined) return;
    this.#settle = undefined;
    this.#deadline.clear();
    settle(this.#exchangeWith(outcome));
    this.#abandon?.();
  }

  #exchangeWith(outcome: Outcome): Exchange {
    const stream = this.#stream;
    const { timeline } = stream;
    const answer = stream.answer();
    const reasoning = stream.reasoning();
    const toolCalls = stream.toolCalls();
    const heard = timeline.count > 0;
    return {
      sentMs: ms(this.#sentMs),
      ...instants({
        connectMs: this.#connectMs,
        headersMs: this.#headersMs,
        firstMessageMs: heard ? timeline.firstMs : undefined,
        firstTokenMs: stream.firstTokenMs,
        firstAnswerMs: stream.firstAnswerMs,
        lastTokenMs: stream.lastTokenMs,
        finishMs: stream.finishMs,
        usageMs: stream.usageMs,
        doneMs: stream.doneMs,
        endMs: this.#endMs ?? this.#settings.clock.now(),
      }),
      ...(heard
        ? {
            messageGapsUs: timeline.gaps(),
            messageKinds: timeline.kinds(),
            readCount: timeline.reads,
            coalescedMessages: timeline.coalesced,
            stampBoundUs: Math.ceil(this.#boundUs),
          }
        : {}),
      ...tokenCounts(stream, answer, reasoning, this.#settings.tokenizer),
      outcome,
      ...(this.#reused === undefined ? {} : { connectionReused: this.#reused }),
      ...(stream.model === undefined ? {} : { servedModel: stream.model }),
      ...(stream.fingerprint === undefined ? {} : { systemFingerprint: stream.fingerprint }),
      ...(stream.timings === undefined ? {} : { serverTimings: stream.timings }),
      ...(answer === undefined ? {} : { answer }),
      ...(reasoning === undefined ? {} : { reasoning }),
      ...(toolCalls.length === 0 ? {} : { toolCalls }),
    };
  }
}

type Instants = Pick<
  Exchange,
  | 'connectMs'
  | 'headersMs'
  | 'firstMessageMs'
  | 'firstTokenMs'
  | 'firstAnswerMs'
  | 'lastTokenMs'
  | 'finishMs'
  | 'usageMs'
  | 'doneMs'
  | 'endMs'
>;

/** Only the instants that were seen, in whole µs. */
function instants(seen: Readonly<Record<keyof Instants, number | undefined>>): Instants {
  const present = Object.entries(seen).flatMap(([name, at]) =>
    at === undefined ? [] : [[name, ms(Math.round(at * 1000) / 1000)] as const],
  );
  return Object.fromEntries(present);
}

/** Enough to recognise an error page; more is not read. */
const keptBytes = 65_536;
/** Reasons by which a server says that it gave the generation up. */
const brokenFinishes = new Set(['error', 'abort']);
