import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { random } from '../../../src/base/index.ts';
import { Engine, type EngineSettings, type Sequence } from '../../../src/mock/index.ts';
import { roundEngine } from '../../unit/mock/engine/round-law.ts';

const job = fc.record({
  atMs: fc.integer({ min: 0, max: 400 }),
  promptTokens: fc.integer({ min: 1, max: 300 }),
  outputTokens: fc.integer({ min: 1, max: 60 }),
  head: fc.integer({ min: 0, max: 2 }),
  abortAfterMs: fc.option(fc.integer({ min: 0, max: 300 }), { nil: undefined, freq: 6 }),
});

const settings = fc.record({
  maxNumSeqs: fc.integer({ min: 1, max: 12 }),
  maxBatchedTokens: fc.integer({ min: 1, max: 512 }),
  kvBlocks: fc.integer({ min: 25, max: 80 }),
  prefixCache: fc.boolean(),
  chunkedPrefill: fc.boolean(),
  speculative: fc.option(
    fc.record({ tokens: fc.integer({ min: 1, max: 4 }), acceptance: fc.constant(0.6) }),
    { nil: undefined },
  ),
});

type Job = typeof job extends fc.Arbitrary<infer J> ? J : never;

interface Seen {
  readonly tokens: Map<Sequence, number>;
  readonly firstScheduled: Sequence[];
}

/** Drives an engine and checks, at every event, that no block is lost and none is used twice. */
function drive(over: Partial<EngineSettings>, jobs: readonly Job[]): Seen {
  const seen: Seen = { tokens: new Map(), firstScheduled: [] };
  const all: Sequence[] = [];
  const engine = new Engine(
    { ...roundEngine, ...over },
    {
      emitted(s, count) {
        seen.tokens.set(s, (seen.tokens.get(s) ?? 0) + count);
      },
      stepped(work) {
        expect(engine.kvBlocksInUse).toBeLessThanOrEqual(engine.settings.kvBlocks);
        expect(work.sequences).toBeGreaterThan(0);
        expect(engine.running).toBeLessThanOrEqual(engine.settings.maxNumSeqs);
      },
    },
    random(1).stream('test'),
  );
  const events = jobs
    .flatMap((j) => {
      const keys = Array.from(
        { length: Math.floor(j.promptTokens / 16) },
        (_, i) => j.head * 1000 + i + 1,
      );
      const box: { s?: Sequence } = {};
      return [
        {
          atMs: j.atMs,
          act: () => {
            box.s = engine.submit({ ...j, blockKeys: keys }, j.atMs);
            all.push(box.s);
          },
        },
        ...(j.abortAfterMs === undefined
          ? []
          : [{ atMs: j.atMs + j.abortAfterMs, act: () => box.s && engine.abort(box.s) }]),
      ];
    })
    .sort((a, b) => a.atMs - b.atMs);
  for (const { atMs, act } of events) {
    engine.advance(atMs);
    act();
  }
  engine.advance(Number.POSITIVE_INFINITY);
  expect(engine.inside).toBe(0);
  expect(engine.kvBlocksInUse).toBe(0);
  for (const s of all) if (s.scheduledMs !== undefined) seen.firstScheduled.push(s);
  return seen;
}

describe('engine', () => {
  test.prop([settings, fc.array(job, { minLength: 1, maxLength: 25 })], { numRuns: 150 })(
    'emits every token of every job once, loses no block, and always comes to rest',
    (over, jobs) => {
      const { tokens } = drive(over, jobs);
      for (const [s, count] of tokens) {
        if (s.state === 'finished') expect(count).toBe(s.job.outputTokens);
        else expect(count).toBeLessThan(s.job.outputTokens + 1);
        expect(count).toBe(s.emitted);
      }
      const whole = jobs.filter((j) => j.abortAfterMs === undefined).length;
      expect(
        [...tokens.keys()].filter((s) => s.state === 'finished').length,
      ).toBeGreaterThanOrEqual(whole);
    },
  );

  test.prop([settings, fc.array(job, { minLength: 2, maxLength: 25 })], { numRuns: 100 })(
    'begins with jobs in the order in which they came',
    (over, jobs) => {
      const { firstScheduled } = drive(over, jobs);
      const byArrival = [...firstScheduled].sort(
        (a, b) => a.readyMs - b.readyMs || a.ordinal - b.ordinal,
      );
      for (let i = 1; i < byArrival.length; i++) {
        expect(byArrival[i]?.scheduledMs).toBeGreaterThanOrEqual(
          byArrival[i - 1]?.scheduledMs ?? 0,
        );
      }
    },
  );

  test.prop([fc.array(job, { minLength: 1, maxLength: 20 })], { numRuns: 50 })(
    'is never idle while a job is there: its steps cover the time in which there is work',
    (jobs) => {
      let lastEnd = 0;
      const ready = [...jobs].map((j) => j.atMs).sort((a, b) => a - b);
      const engine = new Engine(
        roundEngine,
        {
          emitted: () => undefined,
          stepped(_, time, atMs) {
            const begin = atMs - time.totalMs;
            // A step begins with the end of the last, or with an arrival.
            const onArrival = ready.some((at) => Math.abs(at - begin) < 1e-6);
            expect(Math.abs(begin - lastEnd) < 1e-6 || onArrival).toBe(true);
            lastEnd = atMs;
          },
        },
        random(1).stream('test'),
      );
      for (const j of jobs) engine.submit(j, j.atMs);
      engine.advance(Number.POSITIVE_INFINITY);
    },
  );
});
