import { describe, expect, it } from 'vitest';
import type { RequestRecord } from '../../../src/record/index.ts';
import { type BenchInput, bench, scheduleFor } from '../../support/load/bench.ts';

const one = { endpoints: ['a'] };

/** One server, first come first served, that takes `serviceMs` each and stands still from `from` to `until`. */
function server(serviceMs: number, stall = { from: 0, until: 0 }): NonNullable<BenchInput['law']> {
  let freeMs = 0;
  return (_, __, clock) => {
    const now = clock.now();
    const begin = Math.max(now, freeMs);
    freeMs = begin + serviceMs;
    if (begin < stall.until && freeMs > stall.from)
      freeMs += stall.until - Math.max(begin, stall.from);
    return { ms: freeMs - now };
  };
}

async function measured(load: unknown, requests: number, law: NonNullable<BenchInput['law']>) {
  const schedule = scheduleFor(
    load,
    { requests, order: 'sequential', warmup: { requests: 200 } },
    one,
  );
  const b = bench({ schedule, law });
  await b.clock.settle(b.running.ended);
  return b.records.filter((r) => r.phase === 'measured').sort((x, y) => x.dueMs - y.dueMs);
}

const responseMs = (r: RequestRecord): number => (r.endMs ?? Number.NaN) - r.dueMs;
const serviceMs = (r: RequestRecord): number => (r.endMs ?? Number.NaN) - (r.sentMs ?? Number.NaN);
const p99 = (xs: readonly number[]): number =>
  [...xs].sort((a, b) => a - b)[Math.ceil(0.99 * xs.length) - 1] ?? Number.NaN;

describe('an M/D/1 queue', () => {
  it.each([0.5, 0.7, 0.9])('waits as long as theory says at utilisation %s', async (rho) => {
    const service = 100;
    const records = await measured({ kind: 'poisson', ratePerS: 10 * rho }, 6000, server(service));
    const waits = records.map((r) => responseMs(r) - service);
    // Batch means: 20 batches of 300 are nearly independent of one another.
    const means = [...Array(20).keys()].map((i) => {
      const batch = waits.slice(i * 300, (i + 1) * 300);
      return batch.reduce((a, b) => a + b, 0) / batch.length;
    });
    const mean = means.reduce((a, b) => a + b, 0) / 20;
    const variance = means.reduce((a, b) => a + (b - mean) ** 2, 0) / 19;
    // Pollaczek-Khinchine for constant service: rho * D / (2 (1 - rho)). t(0.995, 19) = 2.861.
    const theory = (rho * service) / (2 * (1 - rho));
    expect(Math.abs(mean - theory)).toBeLessThan(2.861 * Math.sqrt(variance / 20));
  });
});

describe('a box that stands still for 10 s', () => {
  const stall = { from: 60_000, until: 70_000 };

  it('shows in the response time of an open loop', async () => {
    const records = await measured({ kind: 'constant', ratePerS: 5 }, 600, server(100, stall));
    // 50 of 600 came due during the stall, the first of them waited all of it: the slowest 1% are among them.
    expect(p99(records.map(responseMs))).toBeGreaterThan(9000);
  });

  it('is missed by the service time of a closed loop, which sends nothing meanwhile', async () => {
    const records = await measured({ kind: 'closed', concurrency: 1 }, 600, server(100, stall));
    // One request in 600 met it.
    expect(records.filter((r) => serviceMs(r) > 1000)).toHaveLength(1);
    expect(p99(records.map(serviceMs))).toBe(100);
  });
});
