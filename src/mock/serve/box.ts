import { random } from '../../base/index.ts';
import type { MockChange, MockFleet } from '../../spec/index.ts';
import { noStats, observeEnd, observeStep } from '../box/box-stats.ts';
import type { BoxView } from '../box/box-view.ts';
import { type BoxSettings, resolveBox } from '../box/index.ts';
import { type ChatCall, type Dialect, dialectOf, type ExchangeFacts } from '../dialects/index.ts';
import { Engine, type Sequence } from '../engine/index.ts';
import { answerer, type KeyIndex, scanText } from '../quality/index.ts';
import { Exchange, type Outlet } from './exchange.ts';
import { monotonicMs } from './monotonic.ts';
import { outputPlan } from './output-plan.ts';
import { Pacer } from './pacer.ts';
import { type SendEntry, SendLog } from './send-log.ts';

/** A request under way. */
interface Live {
  readonly exchange: Exchange;
  readonly outlet: Outlet;
  readonly entry: SendEntry;
  readonly limited: boolean;
  aborted: boolean;
  lastDueMs: number;
}

/** What of an HTTP request a box looks at. */
export interface ChatRequest {
  readonly path: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly receivedMs: number;
}

/**
 * One box at work: its engine in real time, its answers, its dialect and its log. Knows responses
 * only as outlets; the server around it owns sockets and ports.
 */
export class Box {
  readonly log = new SendLog();
  readonly #fleet: MockFleet;
  readonly #index: number;
  readonly #keys: KeyIndex;
  readonly #changes: MockChange[] = [];
  readonly #engine: Engine;
  readonly #pacer: Pacer;
  readonly #live = new Map<Sequence, Live>();
  readonly #startedMs = monotonicMs();
  readonly #startedS = Date.now() / 1e3;
  #settings: BoxSettings;
  #dialect: Dialect;
  #answer: ReturnType<typeof answerer>;
  #stats = noStats();
  #ordinal = 0;

  constructor(fleet: MockFleet, index: number, settings: BoxSettings, keys: KeyIndex) {
    this.#fleet = fleet;
    this.#index = index;
    this.#settings = settings;
    this.#keys = keys;
    this.#dialect = dialectOf(settings.dialect.server, settings.dialect.version);
    this.#answer = answerer(settings.answers, keys, settings.seed);
    this.#engine = new Engine(
      settings.engine,
      {
        emitted: (s, count, atMs) => this.#emitted(s, count, atMs),
        stepped: (work) => observeStep(this.#stats, work),
        aborted: (s) => this.#aborted(s),
      },
      random(settings.seed).stream('engine'),
    );
    this.#pacer = new Pacer((nowMs) => this.#advance(nowMs));
  }

  get settings(): BoxSettings {
    return this.#settings;
  }

  get dialect(): Dialect {
    return this.#dialect;
  }

  view(): BoxView {
    return {
      settings: this.#settings,
      counters: this.#engine.counters,
      stats: this.#stats,
      running: this.#engine.running,
      waiting: this.#engine.waiting,
      kvBlocksInUse: this.#engine.kvBlocksInUse,
      startedS: this.#startedS,
      nowS: Date.now() / 1e3,
    };
  }

  /** Takes a chat request; `onClose` is called with what to do when the client goes away. */
  chat(request: ChatRequest, outlet: Outlet, onClose: (then: () => void) => void): void {
    const entry = this.#enter(request);
    const view = this.view();
    const understood = this.#dialect.understand(request.body, request.headers, view);
    if (understood.kind === 'reply') {
      this.#stats.invalid++;
      this.#refuse(entry, outlet, understood.reply);
      return;
    }
    const { call } = understood;
    const scanned = scanText(this.#dialect.template(call), this.#settings.engine.blockSize);
    entry.promptTokens = scanned.tokens;
    const admission = this.#dialect.admit(call, scanned.tokens, view);
    if (admission.kind === 'refused') {
      this.#stats.invalid++;
      this.#refuse(entry, outlet, admission.reply);
      return;
    }
    const plan = this.#plan(call, entry, admission.maxTokens);
    const facts: ExchangeFacts = {
      box: view,
      call,
      requestId: entry.requestId,
      created: Math.floor(view.nowS),
    };
    const exchange = new Exchange({
      plan,
      dialect: this.#dialect,
      facts,
      outlet,
      entry,
      promptTokens: scanned.tokens,
      interval: this.#settings.streamInterval,
      reported: (usage) => usage,
    });
    const nowMs = monotonicMs();
    this.#advance(nowMs);
    const { law } = this.#settings.engine;
    const s = this.#engine.submit(
      {
        promptTokens: scanned.tokens,
        outputTokens: plan.tokens,
        blockKeys: scanned.blockKeys,
        priority: call.priority,
      },
      request.receivedMs + law.requestOverheadMs * law.timeScale,
    );
    this.#stats.requests++;
    this.#live.set(s, {
      exchange,
      outlet,
      entry,
      limited: plan.reason === 'length',
      aborted: false,
      lastDueMs: 0,
    });
    onClose(() => this.#leave(s));
    exchange.begin();
    this.#pacer.set(this.#engine.nextEventMs());
  }

  /** Applies a change from now on; problems as text, and nothing changed, where it does not resolve. */
  change(change: MockChange): string | undefined {
    const resolved = resolveBox(this.#fleet, this.#index, [...this.#changes, change]);
    if (!resolved.ok) return resolved.problems.map((p) => p.expected).join('; ');
    this.#advance(monotonicMs());
    this.#changes.push(change);
    this.#settings = resolved.value;
    this.#dialect = dialectOf(resolved.value.dialect.server, resolved.value.dialect.version);
    this.#answer = answerer(resolved.value.answers, this.#keys, resolved.value.seed);
    this.#engine.configure(resolved.value.engine);
    this.#pacer.set(this.#engine.nextEventMs());
    return undefined;
  }

  resetPrefixCache(): void {
    this.#engine.resetPrefixCache();
  }

  stop(): void {
    this.#pacer.clear();
    for (const s of this.#live.keys()) this.#engine.abort(s);
    this.#live.clear();
  }

  #enter(request: ChatRequest): SendEntry {
    const ordinal = ++this.#ordinal;
    const entry: SendEntry = {
      ordinal,
      requestId: request.headers['x-request-id'] ?? requestIdOf(this.#settings.id, ordinal),
      path: request.path,
      receivedMs: request.receivedMs,
      outputTokens: 0,
    };
    this.log.add(entry);
    return entry;
  }

  #refuse(entry: SendEntry, outlet: Outlet, reply: Parameters<Outlet['reply']>[0]): void {
    entry.status = reply.status;
    entry.outcome = 'refused';
    outlet.reply(reply);
    entry.doneMs = monotonicMs();
  }

  #plan(call: ChatCall, entry: SendEntry, maxTokens: number) {
    const answer = this.#answer({
      prompt: call.messages.map((message) => message.content).join('\n'),
      ordinal: entry.ordinal,
      maxTokens,
      running: this.#engine.running,
      hours: (monotonicMs() - this.#startedMs) / 3.6e6,
      accuracyShift: 0,
    });
    if (answer.task !== undefined) entry.task = answer.task;
    if (answer.correct !== undefined) entry.correct = answer.correct;
    return outputPlan(answer, call, maxTokens, this.#dialect.countsEndToken);
  }

  #advance(nowMs: number): void {
    this.#engine.advance(nowMs);
    this.#pacer.set(this.#engine.nextEventMs());
  }

  #emitted(s: Sequence, count: number, atMs: number): void {
    const live = this.#live.get(s);
    if (live === undefined) return;
    if (live.lastDueMs === 0) this.#stats.ttft.observe((atMs - live.entry.receivedMs) / 1e3);
    else this.#stats.interToken.observe((atMs - live.lastDueMs) / 1e3);
    live.lastDueMs = atMs;
    live.exchange.emitted(s, count, atMs);
    if (s.state !== 'finished') return;
    observeEnd(this.#stats, s, live.entry.receivedMs, live.limited ? 'length' : 'stop');
    this.#live.delete(s);
  }

  /** The client went away: the engine drops the job at the end of its step. */
  #leave(s: Sequence): void {
    const live = this.#live.get(s);
    if (live === undefined) return;
    live.entry.outcome = 'aborted';
    this.#engine.abort(s);
    this.#pacer.set(this.#engine.nextEventMs());
  }

  #aborted(s: Sequence): void {
    const live = this.#live.get(s);
    if (live === undefined) return;
    this.#live.delete(s);
    live.entry.doneMs = monotonicMs();
    this.#stats.finished.abort++;
  }
}

/** 32 hex digits, as servers make their ids. */
function requestIdOf(box: string, ordinal: number): string {
  const draws = random(box).stream(`request-id/${ordinal}`);
  return Array.from({ length: 4 }, () =>
    draws.integer(0, 0xffffffff).toString(16).padStart(8, '0'),
  ).join('');
}
