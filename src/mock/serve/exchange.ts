import type { Delta, Dialect, ExchangeFacts, Framing, Reply, Usage } from '../dialects/contract.ts';
import type { Sequence } from '../engine/index.ts';
import { monotonicMs } from './monotonic.ts';
import type { OutputPlan } from './output-plan.ts';
import type { SendEntry } from './send-log.ts';

/** Where an exchange's bytes go. */
export interface Outlet {
  readonly open: boolean;
  readonly congested: boolean;
  head(status: number, headers: Readonly<Record<string, string>>): void;
  write(text: string): void;
  onDrain(then: () => void): void;
  end(): void;
  /** A whole answer with its length. */
  reply(reply: Reply): void;
}

/** How the counts that the server reports differ from the true ones. */
export type ReportedUsage = (usage: Usage) => Usage;

/**
 * One chat request between engine and socket: gathers tokens until a chunk is due (stream interval, a
 * lagging reader), frames them, and keeps the log of its writes.
 */
export class Exchange {
  readonly #plan: OutputPlan;
  readonly #dialect: Dialect;
  readonly #facts: ExchangeFacts;
  readonly #framing: Framing;
  readonly #outlet: Outlet;
  readonly #entry: SendEntry;
  readonly #interval: number;
  readonly #reported: ReportedUsage;
  readonly #promptTokens: number;
  #emitted = 0;
  #sent = 0;
  #opened = false;
  #headed = false;
  #waitsForDrain = false;
  #sequence: Sequence | undefined;

  constructor(options: {
    readonly plan: OutputPlan;
    readonly dialect: Dialect;
    readonly facts: ExchangeFacts;
    readonly outlet: Outlet;
    readonly entry: SendEntry;
    readonly promptTokens: number;
    readonly interval: number;
    readonly reported: ReportedUsage;
  }) {
    this.#plan = options.plan;
    this.#dialect = options.dialect;
    this.#facts = options.facts;
    this.#framing = options.dialect.frame(options.facts);
    this.#outlet = options.outlet;
    this.#entry = options.entry;
    this.#promptTokens = options.promptTokens;
    this.#interval = options.interval;
    this.#reported = options.reported;
  }

  /** Sends what leaves before the engine has answered. */
  begin(): void {
    if (this.#facts.call.stream && this.#dialect.headersFirst) this.#head();
  }

  get framing(): Framing {
    return this.#framing;
  }

  get sentTokens(): number {
    return this.#sent;
  }

  /** `count` tokens came out of the engine at `dueMs`. */
  emitted(s: Sequence, count: number, dueMs: number): void {
    this.#sequence = s;
    this.#emitted += count;
    this.#entry.cachedTokens = s.cachedTokens;
    const finished = s.state === 'finished';
    if (!this.#facts.call.stream) {
      if (finished) this.#replyWhole();
      return;
    }
    const due = this.#sent === 0 || finished || this.#emitted - this.#sent >= this.#interval;
    if (due) this.#flush(dueMs);
  }

  #finished(): boolean {
    return this.#sequence?.state === 'finished';
  }

  #flush(dueMs: number): void {
    if (this.#outlet.congested && this.#opened) {
      if (this.#waitsForDrain) return;
      this.#waitsForDrain = true;
      this.#outlet.onDrain(() => {
        this.#waitsForDrain = false;
        if (this.#emitted > this.#sent) this.#flush(monotonicMs());
      });
      return;
    }
    this.#head();
    let text = '';
    if (!this.#opened) {
      this.#opened = true;
      text += this.#framing.opening(this.#usage());
    }
    const from = this.#sent;
    this.#sent = this.#emitted;
    const delta = this.#delta(from, this.#sent);
    const bearsToken = delta.content !== '' || delta.reasoning !== '' || delta.tool !== undefined;
    if (!this.#finished()) {
      this.#outlet.write(text + this.#framing.tokens(delta, this.#usage()));
      this.#note(dueMs, bearsToken);
      return;
    }
    text += this.#framing.finish(delta, this.#plan.reason, this.#usage());
    this.#outlet.write(text);
    this.#note(dueMs, bearsToken);
    this.#entry.finishMs = monotonicMs();
    this.#outlet.write(this.#framing.closing(this.#usage()));
    this.#outlet.end();
    this.#done();
  }

  #head(): void {
    if (this.#headed) return;
    this.#headed = true;
    this.#outlet.head(200, this.#dialect.streamHeaders);
    this.#entry.status = 200;
    this.#entry.headersMs = monotonicMs();
  }

  #delta(from: number, to: number): Delta {
    const { pieces, reasoningPieces } = this.#plan;
    const at = Math.max(from, reasoningPieces);
    const content =
      to === at + 1 && from >= reasoningPieces
        ? (pieces[at] ?? '')
        : pieces.slice(at, Math.max(at, to)).join('');
    const reasoning =
      from < reasoningPieces ? pieces.slice(from, Math.min(to, reasoningPieces)).join('') : '';
    return { content, reasoning };
  }

  #usage(): Usage {
    return this.#reported({
      promptTokens: this.#promptTokens,
      outputTokens: this.#sent,
      reasoningTokens: Math.min(this.#sent, this.#plan.reasoningPieces),
      cachedTokens: this.#sequence?.cachedTokens ?? 0,
    });
  }

  #note(dueMs: number, bearsToken: boolean): void {
    const entry = this.#entry;
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
    this.#sent = this.#emitted;
    const usage = this.#usage();
    const body = this.#dialect.complete(this.#facts, {
      delta: this.#delta(0, this.#sent),
      reason: this.#plan.reason,
      usage,
    });
    this.#entry.status = 200;
    this.#entry.outputTokens = this.#sent;
    this.#entry.headersMs = monotonicMs();
    this.#outlet.reply({ status: 200, headers: this.#dialect.jsonHeaders, body });
    this.#done();
  }

  #done(): void {
    this.#entry.doneMs = monotonicMs();
    this.#entry.outcome = 'completed';
  }
}
