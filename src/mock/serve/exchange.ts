import type { Dialect, ExchangeFacts, Framing, Usage } from '../dialects/index.ts';
import { monotonicMs } from './monotonic.ts';
import type { Outlet } from './outlet.ts';
import { deltaOf, type OutputPlan } from './output-plan.ts';
import type { SendEntry } from './send-log.ts';

export interface ExchangeOptions {
  readonly plan: OutputPlan;
  readonly dialect: Dialect;
  readonly facts: ExchangeFacts;
  readonly outlet: Outlet;
  readonly entry: SendEntry;
  readonly promptTokens: number;
  /** Tokens per chunk after the first. */
  readonly interval: number;
  /** False: the first chunk waits for a full interval as well. */
  readonly firstAtOnce: boolean;
  /** How the counts that the server reports differ from the true ones. */
  readonly reported: (usage: Usage) => Usage;
  /** Sent as a token before there is one; absent on an honest box. */
  readonly dummyToken?: string;
  /** Says that it is over twice. */
  readonly endsTwice?: boolean;
}

/**
 * One chat request between engine and socket: gathers tokens until a chunk is due (stream interval, a
 * lagging reader), frames them, and keeps the log of its writes.
 */
export class Exchange {
  readonly #its: ExchangeOptions;
  readonly #framing: Framing;
  readonly #stream: boolean;
  #emitted = 0;
  #sent = 0;
  #cachedTokens = 0;
  #opened = false;
  #headed = false;
  #finished = false;
  #waitsForDrain = false;

  constructor(options: ExchangeOptions) {
    this.#its = options;
    this.#framing = options.dialect.frame(options.facts);
    this.#stream = options.facts.call.stream;
  }

  /** Sends what leaves before the engine has answered. */
  begin(): void {
    const { dialect, dummyToken, outlet } = this.#its;
    if (!this.#stream) return;
    if (dialect.headersFirst) this.#head();
    if (dummyToken === undefined) return;
    this.#head();
    this.#opened = true;
    const delta = { content: dummyToken, reasoning: '' };
    outlet.write(this.#framing.opening(this.#usage()) + this.#framing.tokens(delta, this.#usage()));
  }

  get framing(): Framing {
    return this.#framing;
  }

  /** `count` tokens came out of the engine at `dueMs`, the last of them where `finished`. */
  emitted(count: number, dueMs: number, finished: boolean, cachedTokens: number): void {
    this.#emitted += count;
    this.#finished = finished;
    this.#cachedTokens = cachedTokens;
    this.#its.entry.cachedTokens = cachedTokens;
    if (!this.#stream) {
      if (finished) this.#replyWhole();
      return;
    }
    const first = this.#sent === 0 && this.#its.firstAtOnce;
    if (first || finished || this.#emitted - this.#sent >= this.#its.interval) this.#flush(dueMs);
  }

  /** Ends a stream, or answers, without a single token. */
  endEmpty(reason: 'stop' | 'length'): void {
    const { facts, dialect, outlet, entry } = this.#its;
    const delta = { content: '', reasoning: '' };
    const usage = this.#usage();
    if (this.#stream) {
      this.#head();
      outlet.write(this.#framing.opening(usage) + this.#framing.finish(delta, reason, usage));
      outlet.write(this.#framing.closing(usage));
      outlet.end();
    } else {
      entry.status = 200;
      const body = dialect.complete(facts, { delta, reason, usage });
      outlet.reply({ status: 200, headers: dialect.jsonHeaders, body });
    }
    this.#done();
  }

  #flush(dueMs: number): void {
    const { outlet } = this.#its;
    if (this.#opened && outlet.congested) {
      this.#flushLater();
      return;
    }
    this.#head();
    let text = '';
    if (!this.#opened) {
      this.#opened = true;
      text = this.#framing.opening(this.#usage());
    }
    const delta = deltaOf(this.#its.plan, this.#sent, this.#emitted);
    this.#sent = this.#emitted;
    const bearsToken = delta.content !== '' || delta.reasoning !== '' || delta.tool !== undefined;
    if (!this.#finished) {
      outlet.write(text + this.#framing.tokens(delta, this.#usage()));
      this.#note(dueMs, bearsToken);
      return;
    }
    const { plan, endsTwice, entry } = this.#its;
    const last = this.#framing.finish(delta, plan.reason, this.#usage());
    const again =
      endsTwice === true ? this.#framing.finish(nothing, plan.reason, this.#usage()) : '';
    outlet.write(text + last + again);
    this.#note(dueMs, bearsToken);
    entry.finishMs = monotonicMs();
    outlet.write(this.#framing.closing(this.#usage()));
    outlet.end();
    this.#done();
  }

  /** The reader lags: what comes in the meantime will leave in one chunk. */
  #flushLater(): void {
    if (this.#waitsForDrain) return;
    this.#waitsForDrain = true;
    this.#its.outlet.onDrain(() => {
      this.#waitsForDrain = false;
      if (this.#emitted > this.#sent) this.#flush(monotonicMs());
    });
  }

  #head(): void {
    if (this.#headed) return;
    this.#headed = true;
    const { outlet, dialect, entry } = this.#its;
    outlet.head(200, dialect.streamHeaders);
    entry.status = 200;
    entry.headersMs = monotonicMs();
    this.#keepAlive(entry.headersMs);
  }

  /** Comment lines while nothing else leaves, where the server sends them. */
  #keepAlive(sinceMs: number): void {
    const { dialect, outlet, entry } = this.#its;
    const comment = dialect.keepAliveComment;
    if (comment === undefined) return;
    const silentMs = monotonicMs() - sinceMs;
    if (silentMs >= comment.everyMs) outlet.write(comment.text);
    const next = silentMs >= comment.everyMs ? monotonicMs() : sinceMs;
    const timer = setTimeout(
      () => {
        if (entry.doneMs !== undefined || !outlet.open) return;
        this.#keepAlive(Math.max(next, entry.lastTokenMs ?? 0));
      },
      Math.max(1, next + comment.everyMs - monotonicMs()),
    );
    timer.unref();
  }

  #usage(): Usage {
    return this.#its.reported({
      promptTokens: this.#its.promptTokens,
      outputTokens: this.#sent,
      reasoningTokens: Math.min(this.#sent, this.#its.plan.reasoningPieces),
      cachedTokens: this.#cachedTokens,
    });
  }

  #note(dueMs: number, bearsToken: boolean): void {
    const { entry } = this.#its;
    entry.outputTokens = this.#sent;
    if (!bearsToken) return;
    const sentMs = monotonicMs();
    entry.firstDueMs ??= dueMs;
    entry.firstTokenMs ??= sentMs;
    entry.lastDueMs = dueMs;
    entry.lastTokenMs = sentMs;
    entry.writes ??= { dueMs: [], sentMs: [] };
    entry.writes.dueMs.push(dueMs);
    entry.writes.sentMs.push(sentMs);
  }

  #replyWhole(): void {
    const { plan, dialect, facts, entry, outlet } = this.#its;
    this.#sent = this.#emitted;
    const body = dialect.complete(facts, {
      delta: deltaOf(plan, 0, this.#sent),
      reason: plan.reason,
      usage: this.#usage(),
    });
    entry.status = 200;
    entry.outputTokens = this.#sent;
    entry.headersMs = monotonicMs();
    outlet.reply({ status: 200, headers: dialect.jsonHeaders, body });
    this.#done();
  }

  #done(): void {
    this.#its.entry.doneMs = monotonicMs();
    this.#its.entry.outcome = 'completed';
  }
}

const nothing = { content: '', reasoning: '' } as const;
