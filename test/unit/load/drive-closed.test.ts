import { describe, expect, it } from 'vitest';
import { ms } from '../../../src/base/index.ts';
import { outlookOf } from '../../../src/load/index.ts';
import { bench, identitiesOf, resumeOf, scheduleFor } from '../../support/load/bench.ts';

describe('a closed loop', () => {
  it('keeps exactly N in flight until the list is exhausted', async () => {
    const schedule = scheduleFor(
      { kind: 'closed', concurrency: 4 },
      { requests: 40 },
      { endpoints: ['a'] },
    );
    const b = bench({ schedule, law: (_, n) => ({ ms: 50 + ((n * 37) % 90) }) });
    await b.clock.settle(b.running.ended);
    const box = b.transports.get('a');
    expect(box?.maxInFlight).toBe(4);
    // Of each block of 20, all but the last four leave at the instant at which another ended.
    const ends = new Set(b.records.map((r) => r.endMs));
    for (const r of b.records) {
      expect(r.sentMs).toBe(r.dueMs);
      expect(r.dueMs === 0 || ends.has(r.dueMs)).toBe(true);
    }
  });

  it('sends every scheduled task run once and marks its record final', async () => {
    const schedule = scheduleFor(
      { kind: 'closed', concurrency: [1, 3] },
      { warmup: { requests: 2 }, block: 7 },
    );
    const b = bench({ schedule });
    const end = await b.clock.settle(b.running.ended);
    expect(end.reason).toBe('done');
    expect(b.records.every((r) => r.final)).toBe(true);
    expect(b.records.map((r) => r.taskRun).sort()).toEqual(identitiesOf(schedule).sort());
    expect(new Set(b.records.map((r) => r.index)).size).toBe(b.records.length);
  });

  it('hands the slots over from warm-up to measured runs without a drain', async () => {
    const schedule = scheduleFor(
      { kind: 'closed', concurrency: 2 },
      { requests: 4, warmup: { requests: 3 } },
      { endpoints: ['a'] },
    );
    const b = bench({ schedule, law: () => ({ ms: 100 }) });
    await b.clock.settle(b.running.ended);
    // Two slots, 100 ms each: warm-up at 0, 0, 100; the block's two measured ones at 100 and 200.
    const first = b.records.filter((r) => r.block === 0).sort((x, y) => x.index - y.index);
    expect(first.map((r) => [r.phase, r.sentMs])).toEqual([
      ['warmup', 0],
      ['warmup', 0],
      ['warmup', 100],
      ['measured', 100],
      ['measured', 200],
    ]);
  });
});

describe('a closed loop with a duration', () => {
  const load = { kind: 'closed', concurrency: 2 };
  const plan = { durationS: 4, warmup: { requests: 2 } };

  it('begins task runs for a quarter of the duration in each block, counted from the first measured', async () => {
    const b = bench({ schedule: scheduleFor(load, plan, { endpoints: ['a'] }) });
    await b.clock.settle(b.running.ended);
    // Two slots of 100 ms: warm-up at 0, measured at 100 ... 1000, which is 10 each, in 4 blocks.
    for (const block of [0, 1, 2, 3]) {
      const of = b.records.filter((r) => r.block === block);
      expect(of.filter((r) => r.phase === 'warmup')).toHaveLength(2);
      expect(of.filter((r) => r.phase === 'measured')).toHaveLength(20);
    }
    expect(new Set(b.records.map((r) => r.taskRun)).size).toBe(88);
  });

  it('goes on for the time that is left after a resume, without asking anything twice', async () => {
    const schedule = scheduleFor(load, plan, { endpoints: ['a'] });
    const first = bench({ schedule });
    first.clock.schedule(ms(1640), () => first.drain.trigger());
    await first.clock.settle(first.running.ended);
    // Block 0 had its time; block 1 began at 1100, its measured part at 1200, last due at 1600.
    const elapsedMs = (block: number): number => (block === 1 ? 400 : 900);
    const resume = { ...resumeOf(first.records), elapsedMs };
    const second = bench({ schedule, options: { segment: 1, resume } });
    await second.clock.settle(second.running.ended);
    expect(second.records.filter((r) => r.block === 0)).toEqual([]);
    // 600 ms left at 100 ms a task run: 6 in each of 2 slots.
    expect(second.records.filter((r) => r.block === 1)).toHaveLength(12);
    const ids = [...first.records, ...second.records].map((r) => r.taskRun);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

it('workers come together before every block, also where one has nothing to send', async () => {
  const schedule = scheduleFor({ kind: 'closed', concurrency: 1 }, { requests: 4, block: 2 });
  const met: number[] = [];
  const b = bench({
    schedule,
    options: { share: { worker: 1, workers: 2 } },
    beginBlock: (block) => {
      met.push(block.index);
      return Promise.resolve(ms(0));
    },
  });
  await b.clock.settle(b.running.ended);
  // One slot, so the second worker has none; four blocks: two endpoints, two halves.
  expect(met).toEqual([0, 1, 2, 3]);
  expect(b.records).toEqual([]);
});

it('workers of an endpoint with fewer slots than workers leave nothing unsent', async () => {
  const schedule = scheduleFor({ kind: 'closed', concurrency: 4 }, { requests: 8, block: 4 });
  const all: string[] = [];
  for (const worker of [0, 1, 2]) {
    const b = bench({
      schedule,
      options: {
        share: { worker, workers: 3 },
        endpointLimits: new Map(schedule.endpoints.map((e) => [e, { maxConcurrency: 2 }])),
      },
    });
    await b.clock.settle(b.running.ended);
    expect(b.records.filter((r) => r.outcome.kind === 'dropped')).toEqual([]);
    all.push(...b.records.map((r) => r.taskRun));
  }
  expect(all.sort()).toEqual(identitiesOf(schedule).sort());
});

it('the outlook of a schedule counts its task runs, or says that time ends it', () => {
  const counted = scheduleFor(
    { kind: 'closed', concurrency: 1 },
    { requests: 30, block: 10, warmup: { requests: 2 } },
  );
  // Per endpoint two blocks of 10 and two of 5, each with two warm-up task runs.
  const outlook = outlookOf(counted);
  expect([outlook.blocks, outlook.taskRuns, outlook.byEndpoint.get('a')]).toEqual([8, 76, 38]);
  const timed = outlookOf(scheduleFor({ kind: 'closed', concurrency: 1 }, { durationS: 10 }));
  expect([timed.blocks, timed.taskRuns, timed.measuredS]).toEqual([8, undefined, 20]);
});
