import { describe, expect, it } from 'vitest';
import { distribution } from '../../../src/analysis/summary/distribution.ts';

const oneTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

describe('distribution of a latency', () => {
  it('gives type-7 percentiles with order-statistic intervals', () => {
    // 1..100: type 7 puts p50 at 50.5 and p90 at 90.1; ranks 40 and 61 bound p50, 84 and 96 bound p90
    // (accuracy reference table: n = 100)
    const d = distribution(oneTo(100), 0);
    expect(d).toMatchObject({
      count: 100,
      failed: 0,
      mean: 50.5,
      p50: 50.5,
      max: 100,
      ci95: { p50: [40, 61], p90: [84, 96] },
    });
    expect('p90' in d && d.p90).toBeCloseTo(90.1, 10);
  });

  it('refuses a percentile that the sample cannot bound and says how many would', () => {
    // smallest n with a finite two-sided limit: p95 72, p99 368, p99.9 3,688
    const d = distribution(oneTo(71), 0);
    expect(d).not.toHaveProperty('p95');
    expect(d).toMatchObject({
      absent: {
        p95: 'needs 72 requests, has 71',
        p99: 'needs 368 requests, has 71',
        p999: 'needs 3688 requests, has 71',
      },
    });
    expect(distribution(oneTo(72), 0)).toHaveProperty('p95');
  });

  it('ranks failed requests above every value', () => {
    // 90 values and 10 failures: p50 is the 50.5th of 100, p95 lies among the failures
    const d = distribution(oneTo(90), 10);
    expect(d).toMatchObject({ count: 100, failed: 10, p50: 50.5, max: 90, mean: 45.5 });
    expect(d).not.toHaveProperty('p95');
    expect(d.absent).toMatchObject({ p95: 'falls among the 10 of 100 requests that failed' });
  });

  it('keeps a percentile whose interval alone reaches the failures, without its upper end', () => {
    // 95 of 100 completed: p90 = 90.1 exists, its upper rank 96 is a failure
    const d = distribution(oneTo(95), 5);
    expect(d).toHaveProperty('p90');
    expect(d).not.toHaveProperty('ci95.p90');
    expect(d.absent).toHaveProperty(['ci95.p90']);
  });

  it('is absent as a whole without a value', () => {
    expect(distribution([], 0)).toEqual({ absent: 'no request has this value' });
    expect(distribution([], 3)).toEqual({ absent: 'all 3 requests failed' });
  });
});
