import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { resolveFleet, simulate } from '../../src/mock/index.ts';
import { mockFleetSchema } from '../../src/spec/index.ts';
import { type OneBox, oneBox } from '../unit/mock/serve/one-box.ts';

const CONCURRENCY = 4;
const COUNT = 40;
const OUTPUT_TOKENS = 40;
/** Rounds that are pooled, and how many are taken again where the machine itself came late. */
const ROUNDS = 3;
const MORE_ROUNDS = 6;
/** Writes that leave later than this after their due instants say that somebody else had the processor. */
const LATE_MS = 2;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const fleet = resolveFleet(
  mockFleetSchema.parse({
    boxes: [
      {
        id: 'a',
        preset: '1xh100-80g-sxm/vllm-0.10.0/llama-3.1-8b-fp8',
        engine: { prefixCache: false },
      },
    ],
  }),
);

interface Round {
  /** 95th percentile of how late writes left, ms. */
  readonly lateMs: number;
  readonly served: { readonly tpot: readonly number[]; readonly wait: readonly number[] };
  readonly lawful: { readonly tpot: readonly number[]; readonly wait: readonly number[] };
}

type Entry = Readonly<Record<string, unknown>>;

const writesSchema = z.object({ dueMs: z.array(z.number()), sentMs: z.array(z.number()) });

/** Over every write that carried a token. */
function lateness(log: readonly Entry[]): number {
  const late = log.flatMap((e) => {
    const { dueMs, sentMs } = writesSchema.parse(e['writes']);
    return dueMs.map((due, i) => (sentMs[i] ?? due) - due);
  });
  return late.sort((a, b) => a - b)[Math.floor(late.length * 0.95)] ?? Number.NaN;
}

async function round(box: OneBox, before: number): Promise<Round> {
  const content = 'one two six '.repeat(400);
  const send = async (): Promise<void> => {
    for (let i = 0; i < COUNT / CONCURRENCY; i++) {
      const messages = [{ role: 'user', content }];
      await box.ask({ max_tokens: OUTPUT_TOKENS, ignore_eos: true, messages });
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, send));
  const log = (await box.log()).slice(before);
  const at = (entry: Entry, name: string): number => Number(entry[name]);
  const engine = fleet.ok ? fleet.value[0]?.engine : undefined;
  if (engine === undefined) throw new Error('the box does not resolve');
  // The same arrivals, as the box received them, in virtual time.
  const arrivals = log.map((e) => ({
    atMs: at(e, 'receivedMs'),
    promptTokens: at(e, 'promptTokens'),
    outputTokens: OUTPUT_TOKENS,
  }));
  const virtual = simulate({ engine }, arrivals).requests;
  const gaps = OUTPUT_TOKENS - 1;
  return {
    lateMs: lateness(log),
    served: {
      tpot: log.map((e) => (at(e, 'lastTokenMs') - at(e, 'firstTokenMs')) / gaps),
      wait: log.map((e) => at(e, 'firstTokenMs') - at(e, 'receivedMs')),
    },
    lawful: {
      tpot: virtual.map((r) => ((r.tokenMs[gaps] ?? 0) - (r.tokenMs[0] ?? 0)) / gaps),
      wait: virtual.map((r) => (r.tokenMs[0] ?? 0) - r.atMs),
    },
  };
}

describe('a box over sockets obeys its law', () => {
  it('within 3% of the same box in virtual time, by its own log', async () => {
    const box = await oneBox({ law: { timeScale: 1 }, engine: { prefixCache: false } });
    const rounds: Round[] = [];
    let lateRounds = 0;
    for (let sent = 0; rounds.length < ROUNDS; sent += COUNT) {
      const done = await round(box, sent);
      // Chosen by how late the machine was, never by the figures that are compared.
      if (done.lateMs > LATE_MS && lateRounds++ < MORE_ROUNDS) continue;
      rounds.push(done);
    }
    await box.stop();
    for (const figure of ['tpot', 'wait'] as const) {
      const served = median(rounds.flatMap((r) => r.served[figure]));
      const lawful = median(rounds.flatMap((r) => r.lawful[figure]));
      expect(Math.abs(served / lawful - 1), `${figure}, ${lateRounds} late rounds`).toBeLessThan(
        0.03,
      );
    }
  });
});
