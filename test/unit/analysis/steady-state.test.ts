import { describe, expect, it } from 'vitest';
import { mser, steadyStates } from '../../../src/analysis/summary/steady-state.ts';
import { ms, random } from '../../../src/base/index.ts';
import type { RequestRecord } from '../../../src/record/index.ts';
import { pointsOf } from '../../support/load/bench.ts';
import { completedRecord } from '../../support/records.ts';

/** A request due and sent at `dueMs` that takes `tookMs`. */
const request = (dueMs: number, tookMs: number, over: Partial<RequestRecord> = {}): RequestRecord =>
  completedRecord({ dueMs: ms(dueMs), sentMs: ms(dueMs), endMs: ms(dueMs + tookMs), ...over });

const startOf = (load: unknown, records: readonly RequestRecord[], durationS = 60) => {
  const states = steadyStates({ durationS }, pointsOf(load));
  for (const record of records) states.add(record);
  return states.starts().get('0/0/0');
};

const noise = random(3).stream('noise');

describe('the steady state of a block that time ends', () => {
  it('begins behind a planted ramp of response times', () => {
    // 40 requests fall from 1,000 ms to 220 ms in steps of 20, then 160 stay near 200.
    const ramp = Array.from({ length: 40 }, (_, i) => request(i * 100, 1000 - 20 * i));
    const flat = Array.from({ length: 160 }, (_, i) =>
      request(4000 + i * 100, 200 + 10 * noise.normal()),
    );
    const start = startOf({ kind: 'constant', ratePerS: 10 }, [...ramp, ...flat]);
    // Within two batches of five of the planted end, which is at 4,000.
    expect(start?.startMs).toBeGreaterThanOrEqual(3000);
    expect(start?.startMs).toBeLessThanOrEqual(4500);
    expect(start?.why).toContain('MSER-5');
  });

  it('cuts nothing where nothing ramps', () => {
    const flat = Array.from({ length: 200 }, (_, i) => request(i * 100, 200 + 10 * noise.normal()));
    const start = startOf({ kind: 'poisson', ratePerS: 10 }, flat);
    expect(start).toEqual({
      startMs: 0,
      why: 'from the first due time; response times show no ramp (MSER-5)',
    });
  });

  it('excuses no queue that grows to the end', () => {
    const growing = Array.from({ length: 200 }, (_, i) => request(i * 100, 200 + 50 * i));
    const start = startOf({ kind: 'poisson', ratePerS: 10 }, growing);
    expect(start?.startMs).toBe(0);
    expect(start?.why).toContain('no steady state');
  });

  it('waits until all slots of a closed loop are taken', () => {
    // Two slots: the second sends for the first time at 250, while the first one's third request runs.
    const one = [0, 100, 200, 300].map((at) => request(at, 100));
    const two = [250, 350].map((at) => request(at, 100, { slot: 1 }));
    const start = startOf({ kind: 'closed', concurrency: 2 }, [...one, ...two]);
    expect(start?.startMs).toBe(250);
    expect(start?.why).toContain('too few requests');
  });

  it('is not looked for in plans that count, nor in loads that are transient by intent', () => {
    const states = steadyStates({}, pointsOf({ kind: 'closed', concurrency: 1 }));
    states.add(request(0, 1));
    expect(states.starts().size).toBe(0);
    expect(startOf({ kind: 'bursts', size: 2, everyS: 1 }, [request(0, 1)])).toBeUndefined();
  });
});

describe('MSER-5', () => {
  it('needs ten batches of five', () => {
    expect(mser(new Array(49).fill(1)).kind).toBe('too-few');
    expect(mser(new Array(50).fill(1)).kind).toBe('none');
  });

  it('cuts one outlying first batch, whose removal leaves no error at all', () => {
    // Batch means 100, then 11 times 1: without the first the variance is 0.
    expect(mser([...new Array(5).fill(100), ...new Array(55).fill(1)])).toEqual({
      kind: 'at',
      index: 5,
    });
  });
});
