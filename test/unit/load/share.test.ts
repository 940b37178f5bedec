import { describe, expect, it } from 'vitest';
import { bench, scheduleFor } from '../../support/load/bench.ts';

const one = { endpoints: ['a'] };

describe('the share of a worker', () => {
  it('is empty where it has no slot, also of a block that only time ends', () => {
    const schedule = scheduleFor({ kind: 'closed', concurrency: 1 }, { durationS: 4 }, one);
    const [block] = schedule.blocks();
    expect(block?.runs({ worker: 1, workers: 2 })[Symbol.iterator]().next().done).toBe(true);
    expect(block?.runs({ worker: 0, workers: 2 })[Symbol.iterator]().next().done).toBe(false);
  });

  it('goes on after a resume at the offset of the first task run that none of the workers recorded', async () => {
    const schedule = scheduleFor(
      { kind: 'constant', ratePerS: 10 },
      { requests: 8, order: 'sequential' },
      one,
    );
    const [block] = schedule.blocks();
    const runs = [...(block?.runs() ?? [])];
    // 0 to 3 are recorded and 5 as well; 4 is first, due at 400: so that is where the clock goes on.
    const done = new Set([0, 1, 2, 3, 5].map((i) => runs[i]?.taskRun));
    const resume = {
      isRecorded: (id: string) => done.has(id),
      elapsedMs: () => 0,
      lastBlock: 0,
      nextIndex: 8,
      requests: 5,
      tokens: 0,
    };
    const sent = async (worker: number): Promise<(number | undefined)[]> => {
      const b = bench({ schedule, options: { resume, share: { worker, workers: 2 } } });
      await b.clock.settle(b.running.ended);
      return b.records.map((r) => r.sentMs);
    };
    // Worker 0 has 4 and 6, at 0 and 200; worker 1 has 7 alone, at 300 and not at 0.
    expect(await sent(0)).toEqual([0, 200]);
    expect(await sent(1)).toEqual([300]);
  });
});
