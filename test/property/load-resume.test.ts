import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ms } from '../../src/base/index.ts';
import type { RequestRecord } from '../../src/record/index.ts';
import { bench, identitiesOf, resumeOf, scheduleFor, turns } from '../support/load/bench.ts';
import { refused } from '../support/load/fake-transport.ts';

const load = fc.oneof(
  fc.record({ kind: fc.constant('closed'), concurrency: fc.integer({ min: 1, max: 9 }) }),
  fc.record({
    kind: fc.constantFrom('constant', 'poisson'),
    ratePerS: fc.integer({ min: 2, max: 40 }),
  }),
  fc.record({
    kind: fc.constant('bursts'),
    size: fc.integer({ min: 1, max: 9 }),
    everyS: fc.constant(1),
  }),
);

const scenario = fc.record({
  load,
  requests: fc.integer({ min: 1, max: 25 }),
  block: fc.integer({ min: 1, max: 12 }),
  warmup: fc.integer({ min: 0, max: 3 }),
  order: fc.constantFrom('interleaved' as const, 'sequential' as const),
  turns: fc.integer({ min: 1, max: 3 }),
  seed: fc.integer(),
  /** For each segment: when it is interrupted, and whether by drain, cancel or kill. */
  cuts: fc.array(
    fc.record({
      atMs: fc.integer({ min: 0, max: 4000 }),
      how: fc.constantFrom('drain', 'cancel', 'kill'),
    }),
    { maxLength: 5 },
  ),
  /** Every n-th request is refused. */
  refusals: fc.integer({ min: 2, max: 9 }),
  maxConcurrency: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
  maxRequests: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
});

it('no task run is missing and none ends twice, whatever interrupts, refusals and limits', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async (s) => {
      const schedule = scheduleFor(s.load, {
        requests: s.requests,
        block: s.block,
        order: s.order,
        seed: s.seed,
        warmup: { requests: s.warmup },
      });
      let recorded: RequestRecord[] = [];
      for (const [segment, cut] of [...s.cuts, undefined].entries()) {
        const before = new Set(recorded.filter((r) => r.final).map((r) => r.taskRun));
        const b = bench({
          schedule,
          law: (_, n) => (n % s.refusals === 1 ? refused : { ms: 40 + ((n * 67) % 400) }),
          machine: (r) => ({ run: turns(r, s.turns) }),
          options: {
            segment,
            resume: resumeOf(recorded),
            endpointLimits: new Map([['a', { maxConcurrency: s.maxConcurrency }]]),
            limits: { maxRequests: s.maxRequests ?? 1e9, maxTokens: 1e9, abortOnErrorShare: 1 },
          },
        });
        let atKill: number | undefined;
        if (cut !== undefined) {
          b.clock.schedule(ms(cut.atMs), () => {
            atKill ??= b.records.length;
            b.drain.trigger();
            if (cut.how !== 'drain') b.cancel.trigger();
          });
        }
        const end = await b.clock.settle(b.running.ended);
        // After kill -9 only what had been written by then exists.
        const kept = cut?.how === 'kill' ? b.records.slice(0, atKill) : b.records;
        for (const r of kept) expect(before.has(r.taskRun)).toBe(false);
        for (const r of kept) expect((r.sentMs ?? r.dueMs) >= r.dueMs).toBe(true);
        recorded = [...recorded, ...kept];
        if (cut === undefined) expect(end.reason).not.toBe('interrupted');
      }
      const final = recorded.filter((r) => r.final).map((r) => r.taskRun);
      expect(final.sort()).toEqual(identitiesOf(schedule).sort());
      expect(new Set(recorded.map((r) => r.index)).size).toBe(recorded.length);
      // What a person cancelled is sent again, so its record ends nothing.
      expect(recorded.some((r) => r.final && r.outcome.kind === 'cancelled')).toBe(false);
    }),
    { numRuns: 60 },
  );
});
