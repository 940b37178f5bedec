import { type RandomSource, random } from '../../base/index.ts';
import type { MockChange, MockFault, MockFleet } from '../../spec/index.ts';
import { type BoxSettings, type BoxView, noStats, resolveBox } from '../box/index.ts';
import {
  type Admission,
  type ChatCall,
  type Dialect,
  dialectOf,
  type Reply,
} from '../dialects/index.ts';
import { activeFaults, FaultyOutlet, faultyReply, withinTime } from '../faults/index.ts';
import { inflated, paceOf, ResponseCache, responseCacheLie, tokenGames } from '../lies/index.ts';
import { answerer, type KeyIndex } from '../quality/index.ts';
import { Exchange } from './exchange.ts';
import { type Intake, intake, planOf } from './intake.ts';
import { LiveEngine } from './live-engine.ts';
import type { LiveRequest } from './live-request.ts';
import { monotonicMs } from './monotonic.ts';
import type { Outlet, RawOutlet } from './outlet.ts';
import type { OutputPlan } from './output-plan.ts';
import { type SendEntry, SendLog } from './send-log.ts';

/** What of an HTTP request a box looks at. */
export interface ChatRequest {
  readonly path: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly receivedMs: number;
}

/**
 * One box at work: its engine in real time, its answers, its dialect, its faults and lies, and its
 * log. Knows responses only as outlets; the server around it owns sockets and ports.
 */
export class Box {
  readonly log = new SendLog();
  readonly #fleet: MockFleet;
  readonly #index: number;
  readonly #keys: KeyIndex;
  readonly #source: RandomSource;
  readonly #changes: MockChange[] = [];
  readonly #engine: LiveEngine;
  readonly #startedMs = monotonicMs();
  #startedS = Date.now() / 1e3;
  #cache = new ResponseCache<OutputPlan>();
  #settings: BoxSettings;
  #dialect: Dialect;
  #answer: ReturnType<typeof answerer>;
  #ordinal = 0;

  constructor(fleet: MockFleet, index: number, settings: BoxSettings, keys: KeyIndex) {
    this.#fleet = fleet;
    this.#index = index;
    this.#settings = settings;
    this.#keys = keys;
    this.#source = random(settings.seed);
    this.#dialect = dialectOf(settings.dialect.server, settings.dialect.version);
    this.#answer = answererOf(settings, this.#dialect);
    this.#engine = new LiveEngine(settings.engine, this.#source.stream('engine'), (watched) =>
      paceOf(this.#settings.lies, {
        running: this.#engine.running,
        elapsedS: this.elapsedS,
        watched,
      }),
    );
  }

  get settings(): BoxSettings {
    return this.#settings;
  }

  get dialect(): Dialect {
    return this.#dialect;
  }

  get elapsedS(): number {
    return (monotonicMs() - this.#startedMs) / 1e3;
  }

  /** Seconds by which the box's clock is ahead of the machine's. */
  get clockSkewS(): number {
    const fault = this.#settings.faults.find(
      (f) => f.kind === 'clock-skew' && withinTime(f, this.elapsedS),
    );
    return fault?.kind === 'clock-skew' ? fault.byS : 0;
  }

  /** Whether the metrics page is gone for now. */
  get metricsMissing(): boolean {
    return this.#settings.faults.some(
      (fault) => fault.kind === 'metrics-missing' && withinTime(fault, this.elapsedS),
    );
  }

  view(): BoxView {
    return {
      settings: this.#settings,
      counters: this.#engine.counters,
      stats: this.#engine.stats,
      running: this.#engine.running,
      waiting: this.#engine.waiting,
      kvBlocksInUse: this.#engine.kvBlocksInUse,
      startedS: this.#startedS,
      elapsedS: this.elapsedS,
      nowS: Date.now() / 1e3 + this.clockSkewS,
    };
  }

  /** Takes a chat request; `onClose` is called with what to do when the client goes away. */
  chat(request: ChatRequest, raw: RawOutlet, onClose: (then: () => void) => void): void {
    const entry = this.#enter(request);
    const moment = { ordinal: entry.ordinal, atS: this.elapsedS, prompt: request.body };
    const faults = activeFaults(this.#settings.faults, moment, this.#source.child('faults'));
    if (faults.length > 0) entry.fault = faults.map((fault) => fault.kind).join(' ');
    if (this.#strikesAtOnce(faults, entry, raw)) return;
    const taken: { live?: LiveRequest } = {};
    const leave = (outcome: 'aborted' | 'failed'): void => {
      if (taken.live !== undefined) this.#engine.leave(taken.live, outcome);
    };
    const failure = { kind: 'internal', message: 'Internal server error' } as const;
    const outlet =
      faults.length === 0
        ? raw
        : new FaultyOutlet(raw, faults, {
            failureEvent: () => taken.live?.exchange.framing.failure(failure) ?? '',
            cut: () => leave('failed'),
          });
    const live = this.#take(request, outlet, entry);
    if (live !== undefined) taken.live = live;
    onClose(() => leave('aborted'));
  }

  /** Faults that leave nothing to compute; true when one of them struck. */
  #strikesAtOnce(faults: readonly MockFault[], entry: SendEntry, raw: RawOutlet): boolean {
    for (const fault of faults) {
      const reply = faultyReply(fault, this.#dialect);
      if (reply !== undefined) {
        this.#refuse(entry, raw, reply);
        return true;
      }
      if (fault.kind === 'reset-before-headers') {
        entry.outcome = 'failed';
        raw.reset();
        return true;
      }
    }
    return false;
  }

  /** Applies a change from now on; problems as text, and nothing changed, where it does not resolve. */
  change(change: MockChange): string | undefined {
    const resolved = resolveBox(this.#fleet, this.#index, [...this.#changes, change]);
    if (!resolved.ok) return resolved.problems.map((p) => p.expected).join('; ');
    this.#changes.push(change);
    this.#settings = resolved.value;
    this.#dialect = dialectOf(resolved.value.dialect.server, resolved.value.dialect.version);
    this.#answer = answererOf(resolved.value, this.#dialect);
    this.#cache = new ResponseCache();
    this.#engine.configure(resolved.value.engine);
    return undefined;
  }

  resetPrefixCache(): void {
    this.#engine.resetPrefixCache();
  }

  /** The process behind the port dies: what is under way is lost, and counters begin anew. */
  die(): void {
    this.#engine.abandon();
    this.restartCounters();
  }

  /** What a metrics page shows begins again from nought. */
  restartCounters(): void {
    for (const name of Object.keys(this.#engine.counters)) {
      Object.assign(this.#engine.counters, { [name]: 0 });
    }
    this.#engine.stats = noStats();
    this.#startedS = Date.now() / 1e3;
  }

  stop(): void {
    this.#engine.stop();
  }

  /** From request to engine; absent where it was answered on the way. */
  #take(request: ChatRequest, outlet: Outlet, entry: SendEntry): LiveRequest | undefined {
    const view = this.view();
    const understood = this.#dialect.understand(request.body, request.headers, view);
    if (understood.kind === 'reply') {
      this.#engine.stats.invalid++;
      this.#refuse(entry, outlet, understood.reply);
      return undefined;
    }
    const { call } = understood;
    const moment = {
      ordinal: entry.ordinal,
      running: this.#engine.running,
      waiting: this.#engine.waiting,
      hours: this.elapsedS / 3600,
      userAgent: request.headers['user-agent'] ?? '',
    };
    const taken = intake(call, this.#settings, this.#dialect, this.#keys, moment, this.#source);
    entry.promptTokens = taken.promptTokens;
    const admission = this.#dialect.admit(call, taken.promptTokens, view);
    if (admission.kind === 'refused') {
      this.#engine.stats.invalid++;
      this.#refuseLate(entry, outlet, call, admission);
      return undefined;
    }
    if (taken.effects.hidden === 'reject') {
      this.#refuse(entry, outlet, this.#dialect.failure({ kind: 'overloaded' }));
      return undefined;
    }
    const { kvBlocks, blockSize } = this.#settings.engine;
    const maxTokens = Math.min(
      admission.kind === 'admitted' ? admission.maxTokens : 0,
      kvBlocks * blockSize - taken.promptTokens,
    );
    const cacheLie = call.temperature === 0 ? responseCacheLie(this.#settings.lies) : undefined;
    const stored = cacheLie && this.#cache.get(cacheLie, taken.prompt);
    const decided =
      stored === undefined
        ? planOf(call, taken, maxTokens, this.#answer, this.#dialect, this.#settings, moment)
        : { plan: stored };
    if (decided.task !== undefined) entry.task = decided.task;
    if (decided.correct !== undefined) entry.correct = decided.correct;
    const exchange = this.#exchange(call, taken, decided.plan, outlet, entry);
    if (admission.kind === 'empty' || taken.effects.hidden === 'empty') {
      exchange.endEmpty(admission.kind === 'empty' ? 'length' : 'stop');
      return undefined;
    }
    exchange.begin();
    if (cacheLie !== undefined && stored !== undefined) {
      setTimeout(() => replay(exchange, stored), cacheLie.latencyMs);
      return undefined;
    }
    const { effects } = taken;
    const { law } = this.#settings.engine;
    return this.#engine.submit(
      {
        exchange,
        entry,
        job: {
          promptTokens: taken.promptTokens,
          outputTokens: decided.plan.tokens,
          blockKeys: taken.blockKeys,
          priority: call.priority + effects.priority,
          ...(effects.acceptance === undefined ? {} : { acceptance: effects.acceptance }),
        },
        limited: decided.plan.reason === 'length',
        watched: effects.priority < 0,
        unseenAttempts: effects.unseenAttempts,
        ended: () => cacheLie && this.#cache.keep(cacheLie, taken.prompt, decided.plan),
      },
      request.receivedMs + law.requestOverheadMs * law.timeScale + effects.delayMs,
    );
  }

  #exchange(
    call: ChatCall,
    taken: Intake,
    plan: OutputPlan,
    outlet: Outlet,
    entry: SendEntry,
  ): Exchange {
    const box = this.view();
    const games = tokenGames(this.#settings.lies);
    const reportsCached = this.#settings.reportCached ?? this.#dialect.reportsCached;
    return new Exchange({
      plan,
      dialect: this.#dialect,
      facts: {
        box,
        call,
        requestId: entry.requestId,
        created: Math.floor(box.nowS),
        now: () => this.elapsedS,
      },
      outlet,
      entry,
      promptTokens: taken.promptTokens,
      interval: Math.max(this.#settings.streamInterval, games?.bunch ?? 1),
      firstAtOnce: games?.bunch === undefined,
      reported: (usage) => inflated(games, reportsCached ? usage : { ...usage, cachedTokens: 0 }),
      ...(games?.dummyFirstToken === undefined ? {} : { dummyToken: games.dummyFirstToken }),
      ...(games?.duplicateEos === true ? { endsTwice: true } : {}),
    });
  }

  #enter(request: ChatRequest): SendEntry {
    const ordinal = ++this.#ordinal;
    const entry: SendEntry = {
      ordinal,
      requestId: request.headers['x-request-id'] ?? this.#requestId(ordinal),
      path: request.path,
      receivedMs: request.receivedMs,
      outputTokens: 0,
    };
    this.log.add(entry);
    return entry;
  }

  /** 32 hex digits, as servers make their ids. */
  #requestId(ordinal: number): string {
    const draws = this.#source.stream(`request-id/${ordinal}`);
    const word = () => draws.integer(0, 0xffffffff).toString(16).padStart(8, '0');
    return word() + word() + word() + word();
  }

  #refuse(entry: SendEntry, outlet: Pick<Outlet, 'reply'>, reply: Reply): void {
    entry.status = reply.status;
    entry.outcome = 'refused';
    outlet.reply(reply);
    entry.doneMs = monotonicMs();
  }

  /** Some servers have sent status 200 by the time they refuse a stream. */
  #refuseLate(
    entry: SendEntry,
    outlet: Outlet,
    call: ChatCall,
    admission: Extract<Admission, { kind: 'refused' }>,
  ): void {
    if (!call.stream || admission.events === undefined) {
      this.#refuse(entry, outlet, admission.reply);
      return;
    }
    entry.status = 200;
    entry.outcome = 'refused';
    outlet.head(200, this.#dialect.streamHeaders);
    outlet.write(admission.events);
    outlet.end();
    entry.doneMs = monotonicMs();
  }
}

/** Thoughts that the dialect has no field for stand in the content, between tags. */
function answererOf(settings: BoxSettings, dialect: Dialect): ReturnType<typeof answerer> {
  const { answers, seed } = settings;
  const { reasoning } = answers;
  if (reasoning === undefined || dialect.hasReasoningField) return answerer(answers, seed);
  return answerer({ ...answers, reasoning: { ...reasoning, as: 'tags' } }, seed);
}

/** A stored answer leaves at once, chunk by chunk. */
function replay(exchange: Exchange, plan: OutputPlan): void {
  for (let i = 1; i <= plan.tokens; i++) {
    exchange.emitted(1, monotonicMs(), i === plan.tokens, 0);
  }
}
