import { describe, expect, it } from 'vitest';
import { blockFlow } from '../../../src/analysis/summary/flow.ts';
import { blockWindow, windowSeconds } from '../../../src/analysis/summary/window.ts';
import { ms, tokens } from '../../../src/base/index.ts';
import { completedRecord } from '../../support/records.ts';

/** A request due and sent at t, first token 100 ms later, 11 tokens, one every 10 ms, ended at t + 200. */
const at = (t: number, phase: 'warmup' | 'measured' = 'measured') =>
  completedRecord({
    phase,
    dueMs: ms(t),
    sentMs: ms(t),
    firstTokenMs: ms(t + 100),
    lastTokenMs: ms(t + 200),
    endMs: ms(t + 200),
    promptTokens: tokens(50),
    outputTokens: tokens(11),
  });

describe('window and flow of a block', () => {
  const requests = [
    at(0, 'warmup'),
    at(500, 'warmup'),
    at(1000),
    at(1500),
    at(2000),
    at(2500),
    at(3000),
  ];
  const window = blockWindow(0, 0, 7);
  const flow = blockFlow();
  for (const r of requests) {
    window.add(r);
    flow.add(r);
  }
  const closed = window.close();

  it('runs from the first to the last due time of measured requests', () => {
    expect(closed).toMatchObject({ startMs: 1000, endMs: 3000, block: 7, cuts: { warmup: 2 } });
  });

  it('counts as drain what ends after the last due time', () => {
    expect(closed?.cuts.drain).toBe(1); // only the last one, at 3200
  });

  it('gives the true rate of evenly spaced arrivals', () => {
    if (closed === undefined) throw new Error('no window');
    const f = flow.within(closed);
    expect(windowSeconds([closed])).toBe(2);
    expect(f.due).toBe(4); // 1500, 2000, 2500, 3000: 2 a second over 2 s
    expect(f.completed).toBe(4); // ends at 1200, 1700, 2200, 2700
    expect(f.inFlightMs).toBe(800); // four requests wholly inside, 200 ms each
    expect(f.inputTokens).toBe(200); // first tokens at 1100, 1600, 2100, 2600
    expect(f.outputTokens).toBeCloseTo(44, 9);
  });

  it('counts the work of a request that straddles the window by the share inside', () => {
    if (closed === undefined) throw new Error('no window');
    const straddling = blockFlow();
    straddling.add(at(850)); // first token 950, last 1050: half of its tokens inside
    const f = straddling.within(closed);
    expect(f.outputTokens).toBeCloseTo(5.5, 9);
    expect(f.inFlightMs).toBe(50); // 1000 to 1050
    expect(f.due).toBe(0);
    expect(f.completed).toBe(1);
    expect(f.inputTokens).toBe(0);
  });

  it('has no window without a measured request', () => {
    const empty = blockWindow(0, 0, 0);
    empty.add(at(0, 'warmup'));
    expect(empty.close()).toBeUndefined();
  });

  it('counts a request that was never sent as due and as nothing else', () => {
    if (closed === undefined) throw new Error('no window');
    const { sentMs: _s, firstTokenMs: _f, lastTokenMs: _l, endMs: _e, ...rest } = at(2000);
    const f = blockFlow();
    f.add({ ...rest, outcome: { kind: 'dropped', reason: 'concurrency-cap' } });
    expect(f.within(closed)).toEqual({
      due: 1,
      completed: 0,
      ended: 0,
      taskRunsEnded: 0,
      inputTokens: 0,
      outputTokens: 0,
      inFlightMs: 0,
    });
  });
});
