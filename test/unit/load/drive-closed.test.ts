import { describe, expect, it } from 'vitest';
import { bench, identitiesOf, scheduleFor } from '../../support/load/bench.ts';

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
