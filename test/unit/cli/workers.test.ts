import { describe, expect, it } from 'vitest';
import { ms } from '../../../src/base/index.ts';
import { mergedProgress } from '../../../src/cli/run/merged-progress.ts';
import { workerCount } from '../../../src/cli/run/worker-count.ts';
import { deathsOnce, mergedEnd } from '../../../src/cli/run/worker-crew.ts';
import type { EndpointIdentity } from '../../../src/record/index.ts';
import { pointsOf } from '../../support/load/bench.ts';

const box = (tokensPerS: number): EndpointIdentity => ({
  endpoint: 'a',
  preflight: { kind: 'ok', ttftMs: 50, tokensPerS },
});

const planned = (load: { kind: string }) => ({
  load: load as Parameters<typeof workerCount>[1]['load'],
  points: load.kind === 'search' ? [] : pointsOf(load),
  outputTokens: 500,
});

describe('the number of workers', () => {
  const count = (load: { kind: string; [key: string]: unknown }, cores = 16) =>
    workerCount('auto', planned(load), [box(100)], cores);

  it('is one per 20,000 events a second of a closed load', () => {
    expect(count({ kind: 'closed', concurrency: [200] })).toBe(1); // 200 x 100/s = 20,000
    expect(count({ kind: 'closed', concurrency: [1, 201] })).toBe(2);
    expect(count({ kind: 'closed', concurrency: [1000] })).toBe(5);
  });

  it('counts arrivals a second times their longest answer in an open load', () => {
    expect(count({ kind: 'poisson', ratePerS: [40] })).toBe(1); // 40/s x 500 = 20,000
    expect(count({ kind: 'poisson', ratePerS: [41] })).toBe(2);
    expect(count({ kind: 'search', of: 'ratePerS', from: 1, to: 90 })).toBe(3); // 45,000
  });

  it('is at most one a core, and whatever a person asks for', () => {
    expect(count({ kind: 'closed', concurrency: [1000] }, 2)).toBe(2);
    expect(workerCount(7, planned({ kind: 'search' }), [], 2)).toBe(7);
  });
});

describe('what several workers tell', () => {
  const end = { reason: 'done', atMs: ms(10), sent: 3, nextIndex: 6 } as const;

  it('ends for the gravest reason of any, and for want of endpoints only where all say so', () => {
    expect(mergedEnd([end, { ...end, atMs: ms(20), nextIndex: 7 }])).toEqual({
      reason: 'done',
      atMs: 20,
      sent: 6,
      nextIndex: 7,
    });
    expect(mergedEnd([end, { ...end, reason: 'limit' }]).reason).toBe('limit');
    expect(
      mergedEnd([
        { ...end, reason: 'interrupted' },
        { ...end, reason: 'limit' },
      ]).reason,
    ).toBe('interrupted');
    expect(mergedEnd([end, { ...end, reason: 'no-endpoint' }]).reason).toBe('done');
    expect(mergedEnd([{ ...end, reason: 'no-endpoint' }]).reason).toBe('no-endpoint');
  });

  it('tells a death and a return once', () => {
    const isNews = deathsOnce();
    const event = { segment: 0, atMs: ms(1), endpoint: 'a', why: '' } as const;
    const told = (
      ['endpoint-died', 'endpoint-died', 'endpoint-returned', 'endpoint-returned'] as const
    ).map((kind) => isNews({ ...event, kind }));
    expect(told).toEqual([true, false, true, false]);
    expect(isNews({ ...event, kind: 'endpoint-died' })).toBe(true);
  });

  it('adds up what is under way, and is dead when all are', () => {
    const one = {
      endpoint: 'a',
      inFlight: 1,
      sent: 2,
      ended: 3,
      completed: 3,
      failed: 0,
      dropped: 1,
      dead: true,
    };
    const [merged] = mergedProgress([
      [{ ...one, ttftP50Ms: 10 }],
      [{ ...one, dead: false, completed: 1, ttftP50Ms: 50, loadPoint: 2 }],
    ]);
    expect(merged).toMatchObject({
      inFlight: 2,
      sent: 4,
      ended: 6,
      dropped: 2,
      dead: false,
      loadPoint: 2,
    });
    // (10 ms x 3 + 50 ms x 1) / 4.
    expect(merged?.ttftP50Ms).toBe(20);
  });
});
