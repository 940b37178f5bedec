import { ms, random, tokens } from '../../../src/base/index.ts';
import type { ChatRequest, Transport } from '../../../src/load/index.ts';
import type { BoxSettings } from '../../../src/mock/index.ts';
import { Engine, type Sequence } from '../../../src/mock/index.ts';
import { answerer, countTokens, indexKeys } from '../../../src/mock/quality/index.ts';
import type { Exchange } from '../../../src/record/index.ts';
import type { AnswerKey } from '../../../src/spec/index.ts';
import type { FakeClock } from '../load/fake-clock.ts';

/** What the box itself noted of one request; ms of virtual time. */
export interface BoxEntry {
  readonly receivedMs: number;
  readonly outputTokens: number;
  readonly tokenMs: readonly number[];
  readonly correct: boolean | undefined;
  /** Id of the task that was recognised. */
  readonly task: string | undefined;
}

interface Live {
  readonly receivedMs: number;
  readonly tokenMs: number[];
  readonly ended: () => void;
}

/**
 * A mock box without sockets: the engine, the law and the planted quality of the mock fleet behind
 * the driver's Transport, in virtual time.
 */
export class SimulatedBox implements Transport {
  readonly log: BoxEntry[] = [];
  readonly #clock: FakeClock;
  readonly #settings: BoxSettings;
  readonly #keys: ReturnType<typeof indexKeys>;
  readonly #answer: ReturnType<typeof answerer>;
  readonly #engine: Engine;
  readonly #live = new Map<Sequence, Live>();
  #ordinal = 0;
  #unschedule = (): void => undefined;

  constructor(clock: FakeClock, settings: BoxSettings, keys: readonly AnswerKey[]) {
    this.#clock = clock;
    this.#settings = settings;
    this.#keys = indexKeys(keys);
    this.#answer = answerer(settings.answers, settings.seed);
    const emitted = (s: Sequence, count: number, atMs: number): void => {
      const live = this.#live.get(s);
      for (let i = 0; i < count; i++) live?.tokenMs.push(atMs);
      if (s.state === 'finished') live?.ended();
    };
    this.#engine = new Engine(settings.engine, { emitted }, random(settings.seed).stream('engine'));
  }

  send({ messages, generation }: ChatRequest): Promise<Exchange> {
    const sentMs = this.#clock.now();
    const prompt = messages.map((m) => m.content).join('\n');
    const said = this.#answer({
      prompt,
      found: this.#keys.find(prompt),
      ordinal: ++this.#ordinal,
      maxTokens: generation.maxTokens,
      running: this.#engine.running,
      hours: 0,
      accuracyShift: 0,
    });
    const promptTokens = countTokens(prompt);
    const outputTokens = countTokens(said.text) + 1;
    const { law } = this.#settings.engine;
    this.#engine.advance(sentMs);
    const s = this.#engine.submit(
      { promptTokens, outputTokens },
      sentMs + law.requestOverheadMs * law.timeScale,
    );
    return new Promise((resolve) => {
      const tokenMs: number[] = [];
      const ended = (): void => {
        this.#live.delete(s);
        this.log.push({
          receivedMs: sentMs,
          outputTokens,
          tokenMs,
          correct: said.correct,
          task: said.task?.split('/')[1],
        });
        resolve(exchangeOf(sentMs, tokenMs, promptTokens, outputTokens, said.text));
      };
      this.#live.set(s, { receivedMs: sentMs, tokenMs, ended });
      this.#wake();
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #wake(): void {
    this.#unschedule();
    const at = this.#engine.nextEventMs();
    if (at === undefined) return;
    this.#unschedule = this.#clock.schedule(ms(at), () => {
      this.#engine.advance(at);
      this.#wake();
    });
  }
}

/** What a transport without any latency of its own would have seen. */
function exchangeOf(
  sentMs: number,
  tokenMs: readonly number[],
  promptTokens: number,
  outputTokens: number,
  answer: string,
): Exchange {
  const first = ms(tokenMs[0] ?? sentMs);
  const last = ms(tokenMs[tokenMs.length - 1] ?? sentMs);
  return {
    sentMs: ms(sentMs),
    headersMs: first,
    firstMessageMs: first,
    firstTokenMs: first,
    firstAnswerMs: first,
    lastTokenMs: last,
    finishMs: last,
    doneMs: last,
    endMs: last,
    promptTokens: tokens(promptTokens),
    outputTokens: tokens(outputTokens),
    tokenSource: 'usage',
    outcome: { kind: 'completed', finishReason: 'stop' },
    answer,
  };
}
