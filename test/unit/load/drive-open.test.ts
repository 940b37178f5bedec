import { describe, expect, it } from 'vitest';
import { bench, identitiesOf, scheduleFor, turns } from '../../support/load/bench.ts';

const one = { endpoints: ['a'] };

describe('an open loop', () => {
  it('sends each task run at its due instant, however slow the answers are', async () => {
    const schedule = scheduleFor(
      { kind: 'constant', ratePerS: 10 },
      { requests: 20, block: 20 },
      one,
    );
    const b = bench({ schedule, law: () => ({ ms: 5000 }) });
    await b.clock.settle(b.running.ended);
    const sent = b.transports.get('a')?.log.map((l) => l.atMs) ?? [];
    // Two blocks of 10: the first at 0, 100 ... 900; its last answer comes at 5900, where the second begins.
    const first = [...Array(10).keys()].map((i) => i * 100);
    expect(sent).toEqual([...first, ...first.map((t) => t + 5900)]);
    expect(b.records.every((r) => r.sentMs === r.dueMs)).toBe(true);
  });

  it('never sends before a task run is due', async () => {
    const schedule = scheduleFor({ kind: 'poisson', ratePerS: 50 }, { requests: 200 });
    const b = bench({ schedule });
    await b.clock.settle(b.running.ended);
    for (const r of b.records) expect(r.sentMs ?? -1).toBeGreaterThanOrEqual(r.dueMs);
  });

  it('drops what finds no slot, and says so in one final record', async () => {
    const schedule = scheduleFor(
      { kind: 'constant', ratePerS: 10 },
      { requests: 8, order: 'sequential' },
      one,
    );
    const endpointLimits = new Map([['a', { maxConcurrency: 2 }]]);
    const b = bench({ schedule, law: () => ({ ms: 350 }), options: { endpointLimits } });
    await b.clock.settle(b.running.ended);
    // Sent at 0 and 100, busy until 350 and 450; 200 and 300 dropped; 400 and 500 sent, 600 and 700 dropped.
    const outcomes = [...b.records].sort((x, y) => x.dueMs - y.dueMs).map((r) => r.outcome);
    const dropped = { kind: 'dropped', reason: 'concurrency-cap' };
    expect(outcomes.map((o) => (o.kind === 'dropped' ? o : 'sent'))).toEqual([
      'sent',
      'sent',
      dropped,
      dropped,
      'sent',
      'sent',
      dropped,
      dropped,
    ]);
    expect(b.transports.get('a')?.maxInFlight).toBe(2);
    expect(b.records.every((r) => r.final)).toBe(true);
    expect(
      b.records.filter((r) => r.outcome.kind === 'dropped').every((r) => r.slot === undefined),
    ).toBe(true);
  });

  it('never exceeds the rate limit of an endpoint', async () => {
    const schedule = scheduleFor({ kind: 'poisson', ratePerS: 20 }, { requests: 300 }, one);
    const endpointLimits = new Map([['a', { maxRatePerS: 5 }]]);
    const b = bench({ schedule, options: { endpointLimits } });
    await b.clock.settle(b.running.ended);
    const sent = b.transports.get('a')?.log.map((l) => l.atMs) ?? [];
    // Of six in a row, first and last are a second apart.
    for (let i = 5; i < sent.length; i++) {
      expect((sent[i] ?? 0) - (sent[i - 5] ?? 0)).toBeGreaterThanOrEqual(1000);
    }
    expect(b.records).toHaveLength(300);
  });

  it('of eight workers sends what one sends, at the same instants', async () => {
    const schedule = scheduleFor(
      { kind: 'poisson', ratePerS: 10 },
      { requests: 40, order: 'sequential' },
      one,
    );
    const sentBy = async (worker: number, workers: number) => {
      const b = bench({ schedule, options: { share: { worker, workers } } });
      await b.clock.settle(b.running.ended);
      return b.records.map((r) => ({ index: r.index, taskRun: r.taskRun, sentMs: r.sentMs }));
    };
    const alone = await sentBy(0, 1);
    const shared = (await Promise.all([...Array(8).keys()].map((w) => sentBy(w, 8)))).flat();
    const byRun = (rs: typeof alone) => new Map(rs.map((r) => [r.taskRun, r.sentMs]));
    expect(byRun(shared)).toEqual(byRun(alone));
    expect(new Set(shared.map((r) => r.index)).size).toBe(40);
  });
});

describe('sessions', () => {
  it('keep the think time between the turns of a conversation', async () => {
    const schedule = scheduleFor(
      { kind: 'sessions', ratePerS: 1, thinkTimeS: 3 },
      { requests: 3 },
      one,
    );
    const b = bench({ schedule, law: () => ({ ms: 200 }), machine: (r) => ({ run: turns(r, 3) }) });
    await b.clock.settle(b.running.ended);
    for (const id of identitiesOf(schedule)) {
      const [first, second, third] = b.records.filter((r) => r.taskRun === id);
      expect([first?.turn, second?.turn, third?.turn]).toEqual([0, 1, 2]);
      expect([first?.final, second?.final, third?.final]).toEqual([false, false, true]);
      expect((second?.dueMs ?? 0) - (first?.endMs ?? 0)).toBe(3000);
      expect(second?.sentMs).toBe(second?.dueMs);
    }
  });
});
