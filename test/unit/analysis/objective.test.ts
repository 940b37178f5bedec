import { describe, expect, it } from 'vitest';
import { objectiveOf } from '../../../src/analysis/summary/objective.ts';
import { ms, tokens } from '../../../src/base/index.ts';
import { completedRecord, failedRecord } from '../../support/records.ts';

// The record of test/support: ttft 50, tpot 10, e2e 70, response 80 ms.
describe('the objective behind goodput', () => {
  it('holds each request to the number, whatever percentile names it', () => {
    expect(objectiveOf({ ttftMs: { p95: 50 } })([completedRecord()])).toBe(true);
    expect(objectiveOf({ ttftMs: { p95: 49.9 } })([completedRecord()])).toBe(false);
    expect(objectiveOf({ ttftMs: { p50: 49 }, e2eMs: { p99: 1000 } })([completedRecord()])).toBe(
      false,
    );
  });

  it('takes the loosest number where a metric names several', () => {
    expect(objectiveOf({ ttftMs: { p50: 10, p99: 60 } })([completedRecord()])).toBe(true);
  });

  it('lets an absent tpot meet, and no other absence', () => {
    const oneToken = completedRecord({ outputTokens: tokens(1) });
    expect(objectiveOf({ tpotMs: { p50: 1 } })([oneToken])).toBe(true);
    const { firstTokenMs: _, ...noToken } = completedRecord();
    expect(objectiveOf({ ttftMs: { p50: 1000 } })([noToken])).toBe(false);
  });

  it('counts response time from due where the objective names it', () => {
    expect(objectiveOf({ responseMs: { p95: 79 } })([completedRecord()])).toBe(false);
    expect(objectiveOf({ e2eMs: { p95: 79 } })([completedRecord()])).toBe(true);
  });

  it('never meets with a request that failed, and needs every request of the task run', () => {
    expect(objectiveOf(undefined)([failedRecord()])).toBe(false);
    expect(objectiveOf(undefined)([completedRecord()])).toBe(true);
    const slow = completedRecord({ firstTokenMs: ms(900), lastTokenMs: ms(910) });
    expect(objectiveOf({ ttftMs: { p95: 100 } })([completedRecord(), slow])).toBe(false);
  });
});
