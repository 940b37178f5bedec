import { describe, expect, it } from 'vitest';
import { ms } from '../../../src/base/index.ts';
import type { Outcome } from '../../../src/record/index.ts';
import { bench, identitiesOf, scheduleFor } from '../../support/load/bench.ts';
import { refused } from '../../support/load/fake-transport.ts';

const one = { endpoints: ['a'] };
const closed = { kind: 'closed', concurrency: 2 };
const failed: Outcome = {
  kind: 'failed',
  stage: 'headers',
  status: 500,
  code: 'http-500',
  message: '',
};
const limits = { maxRequests: 1e9, maxTokens: 1e12, abortOnErrorShare: 1 };
const kinds = (records: readonly { outcome: Outcome }[]) => {
  const counts: Record<string, number> = {};
  for (const { outcome: o } of records) {
    const key = o.kind === 'dropped' ? `dropped ${o.reason}` : o.kind;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
};

describe('the cost guard', () => {
  it.each([closed, { kind: 'constant', ratePerS: 50 }])(
    'sends maxRequests and drops the rest: $kind',
    async (load) => {
      const schedule = scheduleFor(load, { requests: 30 });
      const b = bench({ schedule, options: { limits: { ...limits, maxRequests: 25 } } });
      const end = await b.clock.settle(b.running.ended);
      expect(end.reason).toBe('limit');
      expect(kinds(b.records)).toEqual({ completed: 25, 'dropped limit': 35 });
      expect(b.records.map((r) => r.taskRun).sort()).toEqual(identitiesOf(schedule).sort());
    },
  );

  it('stops when the tokens are spent', async () => {
    // 15 tokens a request, one at a time: after 7 there are 105.
    const schedule = scheduleFor({ kind: 'closed', concurrency: 1 }, { requests: 10 }, one);
    const b = bench({ schedule, options: { limits: { ...limits, maxTokens: 100 } } });
    await b.clock.settle(b.running.ended);
    expect(kinds(b.records)).toEqual({ completed: 7, 'dropped limit': 3 });
  });

  it('counts what an earlier segment spent', async () => {
    const schedule = scheduleFor(closed, { requests: 10 }, one);
    const resume = {
      isRecorded: () => false,
      elapsedMs: () => 0,
      lastBlock: -1,
      nextIndex: 9,
      requests: 21,
      tokens: 0,
    };
    const b = bench({ schedule, options: { resume, limits: { ...limits, maxRequests: 25 } } });
    await b.clock.settle(b.running.ended);
    expect(kinds(b.records)).toEqual({ completed: 4, 'dropped limit': 6 });
    expect(Math.min(...b.records.map((r) => r.index))).toBe(9);
  });

  it('aborts above the share of errors, but not before 20 requests', async () => {
    const schedule = scheduleFor({ kind: 'closed', concurrency: 1 }, { requests: 40 }, one);
    const b = bench({
      schedule,
      law: () => ({ ms: 10, outcome: failed }),
      options: { limits: { ...limits, abortOnErrorShare: 0.5 } },
    });
    const end = await b.clock.settle(b.running.ended);
    expect(end.reason).toBe('aborted');
    expect(kinds(b.records)).toEqual({ failed: 20, 'dropped run-ended': 20 });
  });

  it('goes on at the share itself', async () => {
    const schedule = scheduleFor({ kind: 'closed', concurrency: 1 }, { requests: 40 }, one);
    const b = bench({
      schedule,
      law: (_, n) => (n % 2 === 1 ? { ms: 10, outcome: failed } : { ms: 10 }),
      options: { limits: { ...limits, abortOnErrorShare: 0.5 } },
    });
    expect((await b.clock.settle(b.running.ended)).reason).toBe('done');
  });
});

describe('an endpoint that refuses connections', () => {
  it('is declared dead after five in a row, and its remaining task runs are dropped', async () => {
    const schedule = scheduleFor({ kind: 'closed', concurrency: 1 }, { requests: 40, block: 20 });
    const b = bench({ schedule, law: (e) => (e === 'b' ? refused : { ms: 100 }) });
    const end = await b.clock.settle(b.running.ended);
    expect(end.reason).toBe('done');
    expect(b.segments.map((s) => s.kind)).toEqual(['endpoint-died']);
    // Five refused in the first block and one try at the head of the second.
    const ofB = b.records.filter((r) => r.endpoint === 'b');
    expect(kinds(ofB)).toEqual({ failed: 6, 'dropped endpoint-dead': 34 });
    expect(kinds(b.records.filter((r) => r.endpoint === 'a'))).toEqual({ completed: 40 });
  });

  it('is tried again, and used as before once it answers', async () => {
    const schedule = scheduleFor(
      { kind: 'constant', ratePerS: 10 },
      { requests: 100, order: 'sequential' },
      one,
    );
    // Down from 2 s to 5 s.
    const b = bench({
      schedule,
      law: (_, __, clock) => (clock.now() >= 2000 && clock.now() < 5000 ? refused : { ms: 50 }),
    });
    await b.clock.settle(b.running.ended);
    expect(b.segments.map((s) => s.kind)).toEqual(['endpoint-died', 'endpoint-returned']);
    const [died, returned] = b.segments.map((s) => ('atMs' in s ? s.atMs : 0));
    // Refused at 2.0, 2.1 ... 2.4; tried again a second after each failure: 3.4, 4.4, 5.4, answered 50 ms later.
    expect(died).toBe(2400);
    expect(returned).toBe(5450);
    expect(b.records).toHaveLength(100);
    expect(
      b.records.filter((r) => r.dueMs > 5450).every((r) => r.outcome.kind === 'completed'),
    ).toBe(true);
  });

  it('ends the run without an endpoint where all are dead', async () => {
    const schedule = scheduleFor(closed, { requests: 20 });
    const b = bench({ schedule, law: () => refused });
    expect((await b.clock.settle(b.running.ended)).reason).toBe('no-endpoint');
    expect(b.records.map((r) => r.taskRun).sort()).toEqual(identitiesOf(schedule).sort());
  });
});

it('the limits of an endpoint hold in a closed loop, and waiting for them is no lag', async () => {
  const schedule = scheduleFor({ kind: 'closed', concurrency: 8 }, { requests: 40 }, one);
  const endpointLimits = new Map([['a', { maxConcurrency: 3, maxRatePerS: 4 }]]);
  const b = bench({ schedule, options: { endpointLimits } });
  await b.clock.settle(b.running.ended);
  expect(b.transports.get('a')?.maxInFlight).toBeLessThanOrEqual(3);
  const sent = b.transports.get('a')?.log.map((l) => l.atMs) ?? [];
  for (let i = 4; i < sent.length; i++) {
    expect((sent[i] ?? 0) - (sent[i - 4] ?? 0)).toBeGreaterThanOrEqual(1000);
  }
  for (const r of b.records) expect(r.sentMs).toBe(r.dueMs);
});

it('progress counts what was sent and shows the median first token', async () => {
  const schedule = scheduleFor(closed, { requests: 20 });
  const b = bench({ schedule, law: (e) => ({ ms: e === 'a' ? 100 : 300 }) });
  await b.clock.settle(b.running.ended);
  // The fake box shows its first token at half of its time.
  expect(b.running.progress()).toMatchObject([
    { endpoint: 'a', sent: 20, ended: 20, completed: 20, inFlight: 0, ttftP50Ms: 50 },
    { endpoint: 'b', sent: 20, ended: 20, completed: 20, inFlight: 0, ttftP50Ms: 150 },
  ]);
});

it('a step of the wall clock is told and moves no due time', async () => {
  const schedule = scheduleFor(
    { kind: 'constant', ratePerS: 2 },
    { requests: 20, order: 'sequential' },
    one,
  );
  const b = bench({ schedule });
  b.clock.schedule(ms(2500), () => {
    b.clock.wallStepMs = -3_600_000;
  });
  await b.clock.settle(b.running.ended);
  // Noticed at the next look, a second apart.
  expect(b.segments).toEqual([{ kind: 'clock-step', segment: 0, atMs: 3000, byMs: -3_600_000 }]);
  expect(b.records.map((r) => r.sentMs)).toEqual([...Array(20).keys()].map((i) => i * 500));
});
