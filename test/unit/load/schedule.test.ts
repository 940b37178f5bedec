import { describe, expect, it } from 'vitest';
import { type Block, type ScheduledTaskRun, saltOf } from '../../../src/load/index.ts';
import { scheduleFor, suiteOf } from '../../support/load/bench.ts';

const closed = { kind: 'closed', concurrency: 2 };
const head = <V>(items: Iterable<V>, n: number): V[] => {
  const out: V[] = [];
  for (const item of items) {
    if (out.length >= n) break;
    out.push(item);
  }
  return out;
};
const tasksOf = (block: Block): string[] =>
  [...block.runs()].filter((r) => r.phase === 'measured').map((r) => `${r.epoch}/${r.task}`);
const roundsOf = (blocks: readonly Block[]): Block[][] => {
  const rounds = new Map<string, Block[]>();
  for (const b of blocks) {
    const key = `${b.repeat}/${b.loadPoint.index}/${b.suite.scenario}/${b.round}`;
    rounds.set(key, [...(rounds.get(key) ?? []), b]);
  }
  return [...rounds.values()];
};

describe('the order of a schedule', () => {
  const endpoints = ['a', 'b', 'c'];

  it('is repeat, then load point, then scenario, then round', () => {
    const schedule = scheduleFor(
      { kind: 'closed', concurrency: [1, 4] },
      { repeats: 2, requests: 20, block: 5 },
      { suites: [suiteOf(10, 'x'), suiteOf(10, 'y')] },
    );
    const places = [...schedule.blocks()].map(
      (b) => `${b.repeat}${b.loadPoint.index}${b.suite.scenario}${b.round}`,
    );
    expect(places).toEqual([...places].sort());
    // 2 repeats x 2 load points x 2 scenarios x 2 rounds x 2 halves x 2 endpoints.
    expect(places).toHaveLength(64);
    expect([...schedule.blocks()].map((b) => b.index)).toEqual([...Array(64).keys()]);
  });

  it('makes a round of a permutation of the endpoints and its reverse', () => {
    const schedule = scheduleFor(closed, { requests: 200, block: 5 }, { endpoints });
    const rounds = roundsOf([...schedule.blocks()]).map((r) => r.map((b) => b.endpoint));
    expect(rounds).toHaveLength(20);
    for (const round of rounds) {
      expect(round.slice(0, 3).sort()).toEqual(endpoints);
      expect(round).toEqual([...round].reverse());
    }
    // 20 draws out of 6 permutations: were they not random, there would be one.
    expect(new Set(rounds.map((r) => r.join(''))).size).toBeGreaterThan(3);
  });

  it('asks all endpoints of a half round the same tasks in the same order, the mirrored half the next', () => {
    const schedule = scheduleFor(closed, { requests: 30, block: 5 }, { endpoints });
    let before: string[] = [];
    for (const round of roundsOf([...schedule.blocks()])) {
      const forward = round.filter((b) => b.half === 'forward').map(tasksOf);
      const mirrored = round.filter((b) => b.half === 'mirrored').map(tasksOf);
      for (const list of forward) expect(list).toEqual(forward[0]);
      for (const list of mirrored) expect(list).toEqual(mirrored[0]);
      before = [...before, ...(forward[0] ?? []), ...(mirrored[0] ?? [])];
    }
    expect(before).toHaveLength(30);
    expect(new Set(before).size).toBe(30);
  });

  it('halves what is left for the last round, so that it is mirrored too', () => {
    // 50 of blocks of 20: 20 + 20, then the remaining 10 as 5 + 5.
    const schedule = scheduleFor(closed, { requests: 50, block: 20 }, { endpoints: ['a'] });
    expect([...schedule.blocks()].map((b) => b.measured)).toEqual([20, 20, 5, 5]);
  });

  it('goes through the endpoints one by one, in the order of the plan, when sequential', () => {
    const schedule = scheduleFor(closed, { order: 'sequential' }, { endpoints: ['c', 'a', 'b'] });
    expect([...schedule.blocks()].map((b) => [b.endpoint, b.measured])).toEqual([
      ['c', 40],
      ['a', 40],
      ['b', 40],
    ]);
  });

  it('runs bursts whole per endpoint, endpoints in random order per repeat', () => {
    const load = { kind: 'bursts', size: 5, everyS: 1 };
    const schedule = scheduleFor(load, { repeats: 12, requests: 20 }, { endpoints });
    const orders = [...Array(12).keys()].map((repeat) =>
      [...schedule.blocks()].filter((b) => b.repeat === repeat).map((b) => b.endpoint),
    );
    for (const order of orders) expect([...order].sort()).toEqual(endpoints);
    expect(new Set(orders.map(String)).size).toBeGreaterThan(2);
  });
});

describe('how many task runs', () => {
  const counted = (plan: Parameters<typeof scheduleFor>[1]) => {
    const runs = [...scheduleFor(closed, plan, { endpoints: ['a'] }).blocks()].flatMap((b) => [
      ...b.runs(),
    ]);
    return runs.filter((r) => r.phase === 'measured');
  };

  it('is items times epochs by default', () => {
    const runs = counted({ epochs: 3, items: 7 });
    expect(runs).toHaveLength(21);
    expect(new Set(runs.map((r) => r.task)).size).toBe(7);
    expect(runs.filter((r) => r.epoch === 2)).toHaveLength(7);
  });

  it('is cut short by a smaller number of requests', () => {
    expect(new Set(counted({ requests: 13 }).map((r) => r.task)).size).toBe(13);
  });

  it('begins further epochs for a larger number of requests', () => {
    const runs = counted({ requests: 95 });
    expect(runs).toHaveLength(95);
    // 40 tasks: epochs 0 and 1 whole, 15 of epoch 2.
    expect([0, 1, 2].map((e) => runs.filter((r) => r.epoch === e).length)).toEqual([40, 40, 15]);
  });

  it('chooses the same items for every endpoint, load point, repeat and strategy', () => {
    const suites = ['inline', 'agent'].map((strategy) => ({ ...suiteOf(40), strategy }));
    const schedule = scheduleFor(
      { kind: 'closed', concurrency: [1, 2] },
      { items: 5, repeats: 2 },
      { suites },
    );
    const tasks = [...schedule.blocks()].flatMap((b) => [...b.runs()].map((r) => r.task));
    expect(new Set(tasks).size).toBe(5);
  });
});

describe('a plan with a duration', () => {
  it('cuts each endpoint and cell into four blocks of a quarter', () => {
    const schedule = scheduleFor(closed, { durationS: 120 });
    const blocks = [...schedule.blocks()];
    expect(blocks).toHaveLength(8);
    expect(blocks.every((b) => b.durationMs === 30_000 && b.measured === undefined)).toBe(true);
  });

  it('gives blocks that only time ends disjoint tasks that reach every item', () => {
    const schedule = scheduleFor(closed, { durationS: 8 }, { endpoints: ['a'] });
    const runs = [...schedule.blocks()].map((b) => head(b.runs(), 80));
    const ids = runs.flat().map((r) => r.taskRun);
    expect(new Set(ids).size).toBe(320);
    // Each block asked 80 task runs, of every fourth position: each of the 40 items twice.
    for (const block of runs) expect(new Set(block.map((r) => r.task)).size).toBe(40);
  });

  it('fixes the task runs of an open loop beforehand', () => {
    // 5/s for 40 s in quarters: 50 a block.
    const schedule = scheduleFor({ kind: 'constant', ratePerS: 5 }, { durationS: 40 });
    expect([...schedule.blocks()].map((b) => b.measured)).toEqual(Array(8).fill(50));
    const warm = scheduleFor(
      { kind: 'constant', ratePerS: 5 },
      { durationS: 40, warmup: { requests: 3 } },
    );
    expect([...warm.blocks()].map((b) => [...b.runs()].length)).toEqual(Array(8).fill(53));
  });
});

describe('identities and salts', () => {
  const schedule = scheduleFor(
    { kind: 'closed', concurrency: [1, 2] },
    { repeats: 2, epochs: 2, warmup: { requests: 3 }, block: 10 },
    { suites: ['inline', 'agent'].map((strategy) => ({ ...suiteOf(20), strategy })) },
  );
  const runs = [...schedule.blocks()].flatMap((b) => [...b.runs()]);

  it('are unique over the whole schedule, warm-up included', () => {
    expect(new Set(runs.map((r) => r.taskRun)).size).toBe(runs.length);
    expect(runs[0]?.taskRun).toMatch(/^[0-9a-f]{16}$/);
  });

  it('give endpoints equal salts, and everything else different ones', () => {
    const byEndpoint = (e: string): string[] =>
      runs.filter((r) => r.endpoint === e).map((r) => saltOf('run', r.pair));
    expect(new Set(byEndpoint('a'))).toEqual(new Set(byEndpoint('b')));
    expect(new Set(byEndpoint('a')).size).toBe(runs.length / 2);
    const one = runs[0]?.pair ?? '';
    expect(saltOf('run', one)).not.toBe(saltOf('other', one));
  });

  it('and the hash are the same when made again, and change with the seed', () => {
    const plan = { seed: 7 };
    expect(scheduleFor(closed, plan).hash).toBe(scheduleFor(closed, plan).hash);
    expect(scheduleFor(closed, plan).hash).not.toBe(scheduleFor(closed, { seed: 8 }).hash);
  });
});

describe('shares of workers', () => {
  it('of a worker without a slot are empty, also where only time ends the block', () => {
    const schedule = scheduleFor({ kind: 'closed', concurrency: 1 }, { durationS: 1 });
    for (const block of schedule.blocks()) {
      expect([...block.runs({ worker: 1, workers: 2 })]).toEqual([]);
    }
  });

  it.each([
    ['closed', { kind: 'closed', concurrency: 5 }],
    ['poisson', { kind: 'poisson', ratePerS: 3 }],
    ['bursts', { kind: 'bursts', size: 10, everyS: 2 }],
  ])('of 8 workers make the schedule of one: %s', (_, load) => {
    const schedule = scheduleFor(load, { requests: 60, warmup: { requests: 4 }, block: 15 });
    for (const block of schedule.blocks()) {
      const parts: ScheduledTaskRun[] = [];
      for (let worker = 0; worker < 8; worker++) {
        parts.push(...block.runs({ worker, workers: 8 }));
      }
      expect(parts.sort((x, y) => x.seq - y.seq)).toEqual([...block.runs()]);
    }
  });
});
