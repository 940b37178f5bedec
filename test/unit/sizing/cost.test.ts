import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import {
  breakEven,
  guidePriceBook,
  hardwarePrice,
  localCnyPerMonth,
  meanWatts,
  powerCnyPerYear,
  tokenCost,
  totalCost,
} from '../../../src/sizing/index.ts';
import { findGpu } from '../../../src/spec/index.ts';

describe('total cost', () => {
  it('keeps one-off and yearly amounts apart until there is a horizon', () => {
    // The guide's 8 x H20: 1.93 million once and 1 million a year. Over three years that is
    // 1.93 + 3 x 1 = 4.93 million, 1.643 a year; never 2.93 million a year.
    const total = totalCost(
      [
        {
          id: 'hardware',
          amount: { minCny: 1_930_000, maxCny: 1_930_000 },
          yearly: false,
          source: 'guide',
        },
        { id: 'operations', amount: { minCny: 1_000_000 }, yearly: true, source: 'guide' },
      ],
      3,
    );
    expect(total.firstYear.minCny).toBe(2_930_000);
    expect(total.horizon.minCny).toBe(4_930_000);
    expect(total.meanYear.minCny).toBeCloseTo(1_643_333, 0);
    expect(total.firstYear.maxCny).toBeUndefined(); // "and up" stays open
  });
});

describe('token cost', () => {
  it('spreads a year over its busy hours', () => {
    // 1,752,000 CNY over 8,760 h x 0.5 x 1,000 tokens/s x 3,600 s = 1.5768e10 tokens: 111.11 a million.
    const cost = tokenCost({
      yearlyCny: 1_752_000,
      tokensPerS: 1000,
      tokensPerCall: 500,
      utilisation: 0.5,
    });
    expect(cost.cnyPerMillionTokens).toBeCloseTo(111.11, 2);
    expect(cost.cnyPerCall).toBeCloseTo(0.05556, 5);
  });

  it('draws power when idle too', () => {
    const gpu = findGpu('h100-80g-sxm');
    if (!gpu.ok) throw new Error('catalogue');
    // 8 x 700 W x (0.15 + 0.25) at rest, 8 x 700 x 1.25 at work.
    expect(meanWatts(gpu.value, 8, 0)).toBeCloseTo(2240, 6);
    expect(meanWatts(gpu.value, 8, 1)).toBeCloseTo(7000, 6);
    // 7 kW x 8,760 h x 1.5 x 0.8 CNY.
    expect(powerCnyPerYear(7000, 0.8, 1.5)).toBeCloseTo(73_584, 6);
  });
});

describe('hardware price', () => {
  it('takes a whole system, multiples of it, or says that it scaled', () => {
    expect(hardwarePrice(guidePriceBook, 'h20-141g', 8)?.price.minCny).toBe(1_930_000);
    expect(hardwarePrice(guidePriceBook, 'h20-141g', 16)?.price.minCny).toBe(3_860_000);
    expect(hardwarePrice(guidePriceBook, 'h20-141g', 4)?.warnings[0]?.code).toBe('price-scaled');
    expect(hardwarePrice(guidePriceBook, 'mi300x-192g', 8)).toBeUndefined();
  });
});

describe('break-even', () => {
  it('is the crossing of a box and an API where one box carries it', () => {
    // 120,000 a year is 10,000 a month; at 0.1 a call that is 100,000 calls. A second box must be worth
    // it at capacity: 300,000 calls cost 30,000 in the cloud, two boxes 20,000.
    const even = breakEven({
      cloudCnyPerCall: 0.1,
      boxCnyPerYear: 120_000,
      fixedCnyPerYear: 0,
      boxCallsPerMonth: 300_000,
    });
    expect(even.callsPerMonth).toBeCloseTo(100_000, 6);
    expect(even.boxes).toBe(1);
  });

  it('does not exist when a full box costs more per call than the API', () => {
    const even = breakEven({
      cloudCnyPerCall: 0.01,
      boxCnyPerYear: 120_000,
      fixedCnyPerYear: 0,
      boxCallsPerMonth: 300_000,
    });
    expect(even).toEqual({ cloudAlways: true });
  });

  test.prop([
    fc.double({ min: 0.01, max: 1, noNaN: true }),
    fc.double({ min: 1e4, max: 1e6, noNaN: true }),
    fc.double({ min: 0, max: 1e6, noNaN: true }),
    fc.integer({ min: 1000, max: 1_000_000 }),
  ])(
    'equals a walk over the calls of a month',
    (cloudCnyPerCall, boxCnyPerYear, fixedCnyPerYear, boxCallsPerMonth) => {
      const input = { cloudCnyPerCall, boxCnyPerYear, fixedCnyPerYear, boxCallsPerMonth };
      const even = breakEven(input);
      const saves = (calls: number): number =>
        calls * cloudCnyPerCall - localCnyPerMonth(input, calls);
      const at = even.callsPerMonth;
      if (at === undefined) {
        const walk = Array.from({ length: 50 }, (_, n) => saves((n + 1) * boxCallsPerMonth));
        return walk.every((v) => v <= 1e-6 * (boxCnyPerYear + fixedCnyPerYear));
      }
      const onward = Array.from({ length: 400 }, (_, step) => saves(at * (1 + step / 100)));
      // Just below, with the same number of boxes, the cloud is cheaper.
      const below =
        at - Math.min(0.001 * at, (at - ((even.boxes ?? 1) - 1) * boxCallsPerMonth) / 2);
      return onward.every((v) => v >= -1e-9 * at * cloudCnyPerCall) && saves(below) < 0;
    },
  );
});
