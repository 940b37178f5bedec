import { describe, expect, it } from 'vitest';
import { nextLoad } from '../../../src/analysis/search/next-load.ts';
import { searchFold } from '../../../src/analysis/search/search-fold.ts';
import { ms } from '../../../src/base/index.ts';
import type { RequestRecord } from '../../../src/record/index.ts';
import { completedRecord, failedRecord } from '../../support/records.ts';

const key = { endpoint: 'box-a', scenario: 'excel', strategy: 'inline', loadPoint: 0 };
const settings = { of: 'ratePerS', from: 1, to: 8, tolerance: 0.2 } as const;
const at = (load: number, met: boolean) => ({ load, met, clientLimited: false });

/** A request whose first token comes so long after it was sent. */
const withTtft = (ttftMs: number, over: Partial<RequestRecord> = {}): RequestRecord =>
  completedRecord({ sentMs: ms(0), firstTokenMs: ms(ttftMs), ...over });

function stepOf(records: readonly RequestRecord[], slo: Parameters<typeof searchFold>[0]) {
  const fold = searchFold(slo);
  for (const record of records) fold.add(record);
  return fold.step(key, 1);
}

describe('a load under search', () => {
  const slo = { ttftMs: { p50: 100 } };

  it('is met when every repeat meets, and shows the estimate over all of them', () => {
    const records = [80, 90, 100].map((t) => withTtft(t));
    const second = [60, 70, 80].map((t) => withTtft(t, { repeat: 1 }));
    const step = stepOf([...records, ...second], slo);
    expect(step).toMatchObject({ met: true, repeats: 2, repeatsMet: 2, requests: 6 });
    // Median of 60 70 80 80 90 100 by type 7: between the third and the fourth, 80.
    expect(step?.objectives[0]?.seenMs).toBe(80);
  });

  it('is not met when one repeat is not, and says what was not', () => {
    const records = [withTtft(50), withTtft(150, { repeat: 1 })];
    const step = stepOf(records, slo);
    expect(step).toMatchObject({ met: false, repeats: 2, repeatsMet: 1 });
    expect(step?.why).toBe('ttftMs p50 150.0 ms, limit 100 ms');
  });

  it('counts errors above one in a hundred, and any drop, as not met', () => {
    const fine = Array.from({ length: 99 }, () => withTtft(1));
    expect(stepOf([...fine, failedRecord()], slo)?.met).toBe(true);
    expect(stepOf([...fine, failedRecord(), failedRecord()], slo)?.why).toBe(
      '2 of 101 requests failed',
    );
    const outcome = { kind: 'dropped', reason: 'concurrency-cap' } as const;
    expect(stepOf([...fine, completedRecord({ outcome })], slo)?.why).toBe(
      '1 of 100 requests dropped',
    );
  });

  it('ranks failed requests above all that completed', () => {
    // 101 requests, one failed with no token: p99 by type 7 is the 100th of 101, the largest value;
    // p999 lies between it and the failed one, and is no number.
    const { firstTokenMs: _, ...noToken } = failedRecord();
    const records = [...Array.from({ length: 100 }, (_, i) => withTtft(i + 1)), noToken];
    const step = stepOf(records, { ttftMs: { p99: 100, p999: 1e6 } });
    expect(step?.objectives.map((o) => o.seenMs)).toEqual([100, undefined]);
    expect(step?.why).toBe('ttftMs p999 among failed requests, limit 1000000 ms');
  });

  it('leaves warm-up out and knows nothing of a cell without requests', () => {
    expect(stepOf([withTtft(1e6, { phase: 'warmup' }), withTtft(1)], slo)?.met).toBe(true);
    expect(stepOf([], slo)).toBeUndefined();
  });
});

describe('the way of a search', () => {
  it('doubles, halves the gap, and looks once beyond', () => {
    expect(nextLoad([], settings)).toMatchObject({ load: 1, why: 'climb' });
    expect(nextLoad([at(1, true)], settings)).toMatchObject({ load: 2, why: 'climb' });
    const half = [at(1, true), at(2, true), at(4, false)];
    expect(nextLoad(half, settings)).toMatchObject({ load: 3, why: 'bisect' });
    expect(nextLoad([...half, at(3, false)], settings)).toMatchObject({ load: 2.5 });
    // 2.5 to 3 is within a fifth of 2.5.
    const narrow = [...half, at(3, false), at(2.5, true)];
    expect(nextLoad(narrow, settings)).toMatchObject({ load: 8, why: 'beyond' });
    expect(nextLoad([...narrow, at(8, false)], settings)).toEqual({
      kind: 'done',
      state: 'bracketed',
      capacityAtSlo: 2.5,
      bracket: { metAt: 2.5, notMetAt: 3 },
    });
  });

  it('stops where the client is the limit, and keeps what was met as a lower bound', () => {
    const limited = { load: 2, met: false, clientLimited: true };
    expect(nextLoad([at(1, true), limited], settings)).toMatchObject({
      kind: 'done',
      state: 'client-limited',
      capacityAtSlo: 1,
    });
  });
});
