import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ms } from '../../src/base/index.ts';
import { histogramLog, latencyHistogram, readHistogramLog } from '../../src/record/index.ts';

/** Latencies of 1 µs to about a day, in ms, spread over the orders of magnitude. */
const latency = fc.double({ min: -3, max: 8, noNaN: true }).map((exponent) => 10 ** exponent);

it('merging the histograms of k shares equals recording all in one, to the byte', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(latency, { maxLength: 40 }), { minLength: 1, maxLength: 6 }),
      (shares) => {
        const merged = latencyHistogram();
        const whole = latencyHistogram();
        for (const values of shares) {
          const part = latencyHistogram();
          for (const value of values) {
            part.record(ms(value));
            whole.record(ms(value));
          }
          merged.merge(part);
        }
        const log = (histogram: typeof whole): string =>
          histogramLog([{ tag: 'x', startS: 0, endS: 1, histogram }]);
        expect(merged.count).toBe(shares.flat().length);
        expect(log(merged)).toBe(log(whole));
      },
    ),
    { numRuns: 40 },
  );
});

it('a quantile lies within a thousandth of the value of that rank', () => {
  fc.assert(
    fc.property(
      fc.array(latency, { minLength: 1, maxLength: 200 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (values, q) => {
        const histogram = latencyHistogram();
        for (const value of values) histogram.record(ms(value));
        const sorted = values.map((v) => Math.round(v * 1000) / 1000).sort((a, b) => a - b);
        // The smallest value that a share q of all does not exceed; half a unit for the rounding of q * n.
        const exact = sorted[Math.max(0, Math.ceil(q * values.length - 1e-9) - 1)] ?? 0;
        const seen = histogram.quantile(q) ?? -1;
        expect(Math.abs(seen - exact)).toBeLessThanOrEqual(exact / 1000 + 1e-9);
      },
    ),
    { numRuns: 60 },
  );
});

it('a log that was written is read back with its tags, spans and counts', () => {
  const histogram = latencyHistogram();
  for (const value of [1, 2, 2, 3000]) histogram.record(ms(value));
  const tag = 'box-a/零售 a,b/0/ttftMs';
  const text = histogramLog([
    { tag: 'z', startS: 0, endS: 2, histogram: latencyHistogram() },
    { tag, startS: 1.5, endS: 10.25, histogram },
  ]);
  expect(text.split('\n').filter((line) => line.startsWith('#'))).toEqual([
    '#[Histogram log format version 1.3]',
  ]);
  const [first, second] = readHistogramLog(text);
  expect(first).toMatchObject({ tag, startS: 1.5, endS: 10.25 });
  expect(first?.histogram.count).toBe(4);
  expect(first?.histogram.quantile(0.5)).toBeCloseTo(2, 2);
  expect(second?.histogram.count).toBe(0);
  expect(second?.histogram.quantile(0.5)).toBeUndefined();
});

it('a negative latency is a defect, never recorded', () => {
  expect(() => latencyHistogram().record(ms(-0.001))).toThrow(RangeError);
  expect(() => latencyHistogram().record(ms(Number.NaN))).toThrow(RangeError);
});
