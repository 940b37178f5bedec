import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { presentValue } from '../../../src/base/index.ts';
import {
  allowedErrors,
  binomialCdf,
  changePoints,
  clopperPearson,
  cochranQ,
  confidenceSequenceRadius,
  correlatedMajorityAccuracy,
  designEffect,
  detectableDrop,
  detectableDropNormal,
  eProcess,
  groupSequentialBounds,
  harrellDavisQuantile,
  majorityAccuracy,
  mannWhitney,
  mcnemarPower,
  nearestRankQuantile,
  nonInferiority,
  planClaim,
  planComparison,
  quantile,
  repeatedLooksError,
  requiredForClaim,
  requiredForQuantile,
  requiredPairsNonInferiorNormal,
  requiredPerArm,
  signFlipTest,
  tangoPower,
  votersNeeded,
  wilson,
} from '../../../src/stats/index.ts';
import { range } from './reference-values.ts';

// Published or independently computed figures, as docs/methods/statistics.md states them.

describe('planning figures', () => {
  it('exact power is 1 to 2 points below the normal plan for the exact test, at it for mid-p', () => {
    const two = { drop: 0.02, flipRate: 0.05 };
    expect(mcnemarPower(two, 0.05, 'exact')(1308)).toBeCloseTo(0.889, 3);
    expect(mcnemarPower(two)(1308)).toBeCloseTo(0.909, 3);
    const five = { drop: 0.05, flipRate: 0.1 };
    expect(mcnemarPower(five, 0.05, 'exact')(419)).toBeCloseTo(0.891, 3);
    expect(mcnemarPower(five)(419)).toBeCloseTo(0.915, 3);
  });

  it('type I error of the exact and the mid-p test without a difference', () => {
    for (const [n, flipRate, exact, midP] of [
      [300, 0.08, 0.0297, 0.0448],
      [1000, 0.05, 0.0366, 0.0493],
      [100, 0.05, 0.0088, 0.0245],
    ] as const) {
      expect(mcnemarPower({ drop: 0, flipRate }, 0.05, 'exact')(n)).toBeCloseTo(exact, 4);
      expect(mcnemarPower({ drop: 0, flipRate })(n)).toBeCloseTo(midP, 4);
    }
  });

  it('98 against 95 points: power at 450 items and at 100', () => {
    expect(mcnemarPower({ drop: 0.03, flipRate: 0.068 })(450)).toBeCloseTo(0.69, 2);
    expect(mcnemarPower({ drop: 0.03, flipRate: 0.05 })(450)).toBeCloseTo(0.84, 2);
    for (const flipRate of [0.05, 0.068]) {
      expect(mcnemarPower({ drop: 0.03, flipRate })(100)).toBeGreaterThan(0.15);
      expect(mcnemarPower({ drop: 0.03, flipRate })(100)).toBeLessThan(0.19);
    }
  });

  it('the normal non-inferiority plan falls short under the exact power', () => {
    for (const [margin, power] of [
      [0.02, 0.835],
      [0.03, 0.77],
      [0.05, 0.677],
    ] as const) {
      const n = requiredPairsNonInferiorNormal({ margin, flipRate: 0.02 });
      expect(tangoPower({ drop: 0, flipRate: 0.02 }, margin)(n)).toBeCloseTo(power, 3);
    }
  });

  it('unpaired arms', () => {
    const perArm = [0.89, 0.88, 0.87, 0.85].map((candidate) =>
      requiredPerArm({ baseline: 0.9, candidate }),
    );
    expect(perArm).toEqual([19_747, 5_142, 2_375, 918]);
  });

  it('detectable drop, by rule of thumb and exactly', () => {
    // 3.2415 sqrt(f / n), in points to one decimal.
    const points = [100, 200, 500, 1000, 2000].map((items) =>
      [0.02, 0.05, 0.1].map((flipRate) =>
        Number((100 * detectableDropNormal({ items, flipRate })).toFixed(1)),
      ),
    );
    expect(points.slice(1)).toEqual([
      [3.2, 5.1, 7.2],
      [2.1, 3.2, 4.6],
      [1.4, 2.3, 3.2],
      [1.0, 1.6, 2.3],
    ]);
    expect(points[0]?.slice(0, 2)).toEqual([4.6, 7.2]);
    const drop = presentValue(detectableDrop({ items: 1267, flipRate: 0.05 })) ?? 0;
    const power = (d: number) => mcnemarPower({ drop: d, flipRate: 0.05 })(1267);
    expect(power(drop)).toBeGreaterThanOrEqual(0.9);
    expect(power(drop - 2e-6)).toBeLessThan(0.9);
    expect(detectableDrop({ items: 20, flipRate: 0.02 }).kind).toBe('absent');
  });

  it('design effect of ten items a workbook at icc 0.2 is 2.8', () => {
    expect(designEffect(10, 0.2)).toBeCloseTo(2.8, 12);
  });

  it('a plan in clusters solves its own design effect, or says that it cannot', () => {
    const aim = { drop: 0.02 };
    const plan = presentValue(
      planComparison({ aim, flipRate: 0.05, cluster: { clusters: 400, icc: 0.1 } }),
    );
    const { items = 0, independentItems = 0 } = plan ?? {};
    expect(items / designEffect(items / 400, 0.1)).toBeCloseTo(independentItems, -1);
    const few = planComparison({ aim, flipRate: 0.05, cluster: { clusters: 20, icc: 0.1 } });
    expect(few.kind).toBe('absent');
  });

  it('epochs shrink the noise part of the flips only', () => {
    const aim = { drop: 0.02 };
    // Variance with 4 epochs: 0.05 - 0.04 (1 - 1/4) = 0.02, that is 0.4 of 0.05.
    const plan = presentValue(
      planComparison({ aim, flipRate: 0.05, noiseFlipRate: 0.04, epochs: 4 }),
    );
    expect(plan?.epochFactor).toBeCloseTo(0.4, 12);
    expect(plan?.items).toBe(Math.ceil((plan?.independentItems ?? 0) * 0.4));
    const blind = presentValue(planComparison({ aim, flipRate: 0.05, epochs: 4 }));
    expect(blind?.warnings.map((w) => w.code)).toEqual(['epochs-without-noise']);
  });
});

describe('claims and votes', () => {
  it('errors allowed when claiming 99% at 95% confidence', () => {
    expect(range(0, 8).map((errors) => requiredForClaim(0.99, errors))).toEqual([
      299, 473, 628, 773, 913, 1049, 1182, 1312, 1441,
    ]);
    expect([298, 299, 472, 473, 1441].map((n) => allowedErrors(n, 0.99))).toEqual([-1, 0, 0, 1, 8]);
    expect([0.01, 0.02, 0.03, 0.05].map((loss) => requiredForClaim(1 - loss, 0))).toEqual([
      299, 149, 99, 59,
    ]);
    // The same by Clopper-Pearson: the one-sided limit is the end of the 90% interval.
    expect(clopperPearson(299, 299, 0.9).lo).toBeGreaterThan(0.99);
    expect(clopperPearson(298, 298, 0.9).lo).toBeLessThan(0.99);
  });

  it('power of a claim', () => {
    for (const [truth, n, errors] of [
      [0.995, 2550, 17],
      [0.997, 1050, 5],
      [0.999, 500, 1],
      [0.993, 8100, 66],
    ] as const) {
      expect(allowedErrors(n, 0.99)).toBe(errors);
      expect(binomialCdf(errors, n, 1 - truth)).toBeGreaterThan(0.89);
      const plan = planClaim({ share: 0.99, truth });
      expect(plan.items).toBeLessThanOrEqual(n);
      expect(binomialCdf(plan.allowedErrors, plan.items, 1 - truth)).toBeGreaterThanOrEqual(0.9);
    }
  });

  it('independent voters needed for 99%', () => {
    expect([0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95].map((p) => votersNeeded(p, 0.99))).toEqual([
      133, 31, 19, 13, 9, 5, 3,
    ]);
    expect(() => majorityAccuracy(0.9, 4)).toThrow(RangeError);
  });

  it('correlated voters: a majority gains little', () => {
    for (const [p, rho, three, five, all] of [
      [0.9, 0.1, 0.953, 0.971, 0.997],
      [0.9, 0.2, 0.938, 0.952, 0.977],
      [0.9, 0.3, 0.927, 0.936, 0.955],
      [0.9, 0.5, 0.912, 0.916, 0.923],
      [0.95, 0.2, 0.973, 0.98, 0.992],
      [0.95, 0.3, 0.966, 0.971, 0.981],
      [0.95, 0.5, 0.957, 0.959, 0.963],
    ] as const) {
      expect(Math.abs(correlatedMajorityAccuracy(p, 3, rho) - three)).toBeLessThan(6e-4);
      expect(Math.abs(correlatedMajorityAccuracy(p, 5, rho) - five)).toBeLessThan(6e-4);
      expect(Math.abs(correlatedMajorityAccuracy(p, Infinity, rho) - all)).toBeLessThan(6e-4);
    }
  });
});

describe('looking early', () => {
  it('repeated looks at 1.96 inflate the error', () => {
    // Armitage, McPherson & Rowe (1969), table 2.
    const errors = [1, 2, 5, 10, 20].map((looks) => repeatedLooksError(looks));
    for (const [i, want] of [0.05, 0.083, 0.142, 0.193, 0.248].entries()) {
      expect(Math.abs((errors[i] ?? 0) - want)).toBeLessThan(6e-4);
    }
  });

  it('Pocock and O’Brien-Fleming constants come out as published', () => {
    for (const [looks, c] of [
      [2, 2.178],
      [3, 2.289],
      [4, 2.361],
      [5, 2.413],
    ] as const) {
      expect(groupSequentialBounds({ looks, shape: 'pocock' }).at(0)).toBeCloseTo(c, 3);
    }
    const two = groupSequentialBounds({ looks: 2, shape: 'obrien-fleming' });
    const five = groupSequentialBounds({ looks: 5, shape: 'obrien-fleming' });
    for (const [i, c] of [2.797, 1.977].entries()) expect(two[i]).toBeCloseTo(c, 2);
    for (const [i, c] of [4.562, 3.226, 2.634, 2.281, 2.04].entries()) {
      expect(five[i]).toBeCloseTo(c, 2);
    }
  });

  it('e-values with an informative prior', () => {
    const prior = { lost: 10, gained: 10 };
    expect(eProcess({ lost: 20, gained: 5 }, prior)).toBeCloseTo(8.9881, 4);
    expect(eProcess({ lost: 40, gained: 20 }, prior)).toBeCloseTo(6.4029, 4);
    expect(eProcess({ lost: 0, gained: 0 })).toBe(1);
  });

  it('radius of the mean confidence sequence', () => {
    const radii = [10, 100, 500, 1000, 5000].map((t) => confidenceSequenceRadius(t));
    for (const [i, want] of [2.58756, 0.36564, 0.13667, 0.09606, 0.04499].entries()) {
      expect(radii[i]).toBeCloseTo(want, 5);
    }
  });
});

describe('latency figures', () => {
  it('quantiles of 1..100 by the three definitions', () => {
    const sample = range(1, 100);
    const qs = [0.5, 0.9, 0.95, 0.99];
    const want = [50.5, 90.1, 95.05, 99.01];
    for (const [i, q] of qs.entries()) expect(quantile(sample, q)).toBeCloseTo(want[i] ?? 0, 10);
    expect(qs.map((q) => nearestRankQuantile(sample, q))).toEqual([50, 90, 95, 99]);
    expect(harrellDavisQuantile(sample, 0.99)).toBeCloseTo(99.41983, 5);
  });

  it('one-sided 95% limits need fewer values', () => {
    expect([0.5, 0.9, 0.95, 0.99, 0.999].map((q) => requiredForQuantile(q, 0.9))).toEqual([
      5, 29, 59, 299, 2995,
    ]);
  });

  it('three runs a side can never be significant, and the test says so', () => {
    const test = mannWhitney([1, 2, 3], [4, 5, 6]);
    expect(test.p).toBeCloseTo(0.1, 12);
    expect(test.warnings.map((w) => w.code)).toEqual(['cannot-be-significant']);
    expect(mannWhitney([1, 2, 3, 4, 5], [6, 7, 8, 9, 10]).p).toBeCloseTo(2 / 252, 12);
  });

  it('change points of published series', () => {
    const series = [
      0.3, 2.4, 1.5, -0.9, -0.5, 99.7, 98.3, 99.1, 149, 149.7, 149.5, 149.1, 148.8, 150,
    ];
    expect(changePoints(series).map((p) => p.index)).toEqual([5, 8]);
    for (const name of ['short', 'small', 'medium']) {
      const file: { series: number[]; expected: number } = JSON.parse(
        readFileSync(`fixtures/changepoint/profiling_${name}.json`, 'utf8'),
      );
      expect(changePoints(file.series, { maxP: 0.01 }).length).toBe(file.expected);
    }
  });
});

describe('paired figures', () => {
  it('worse and non-inferior can both be true', () => {
    const test = nonInferiority({ bothRight: 9_500, lost: 180, gained: 120, bothWrong: 200 }, 0.01);
    // D = -.006, its standard error sqrt(300) / 10,000 = .0017: the lower 95% limit is about -.0088,
    // and z of no difference is -60 / sqrt(300) = -3.5.
    expect(test.verdict).toBe('non-inferior');
    expect(test.worse).toBe(true);
    expect(test.warnings.map((w) => w.code)).toContain('worse-within-margin');
    // With 200 lost the limit is -.008 - 1.645 x .0018 = -.011: worse, and not within the margin.
    const further = nonInferiority(
      { bothRight: 9_500, lost: 200, gained: 120, bothWrong: 180 },
      0.01,
    );
    expect(further.verdict).toBe('inferior');
  });

  it('Cochran Q of two endpoints is McNemar without correction', () => {
    // lost 12, gained 4: (12 - 4)^2 / 16 = 4.
    const rows = [
      ...Array.from({ length: 12 }, () => [true, false]),
      ...Array.from({ length: 4 }, () => [false, true]),
      ...Array.from({ length: 30 }, () => [true, true]),
    ];
    expect(cochranQ(rows)).toMatchObject({ q: 4, df: 1, n: 16 });
    expect(cochranQ([[true, true, true]])).toEqual({ q: 0, df: 2, p: 1, n: 0 });
    // chi-squared with two degrees of freedom: p = exp(-q / 2), .22313 at q = 3.
    const three = [
      ...Array.from({ length: 3 }, () => [true, true, false]),
      [true, false, false],
      [false, false, true],
      [true, false, true],
    ];
    const { q, p } = cochranQ(three);
    expect(p).toBeCloseTo(Math.exp(-q / 2), 12);
  });

  it('Wilson’s coverage near 1 dips as computed, and holds on average', () => {
    const coverage = (p: number, n: number): number => {
      let total = 0;
      for (let k = 0; k <= n; k++) {
        const { lo = 0, hi = 1 } = wilson(k, n);
        if (lo <= p && p <= hi) total += binomialCdf(k, n, p) - binomialCdf(k - 1, n, p);
      }
      return total;
    };
    // At p = .98, n = 50 it holds p for 48 or more right: P(Bin(50, .02) <= 2) = .9216.
    expect(coverage(0.98, 50)).toBeCloseTo(0.9216, 4);
    // At p = .995, n = 100 for 99 or more: .995^100 + 100 x .005 x .995^99 = .9102.
    expect(coverage(0.995, 100)).toBeCloseTo(0.9102, 4);
    const grid = range(0, 56).map((i) => coverage(0.85 + i * 0.0025, 300));
    expect(grid.reduce((a, b) => a + b, 0) / grid.length).toBeGreaterThan(0.945);
  });

  it('sign flips of binary differences are McNemar’s exact test', () => {
    // 12 lost, 3 gained: .0351562.
    const d = [...Array.from({ length: 12 }, () => -1), 1, 1, 1, 0, 0];
    expect(signFlipTest(d).p).toBe(0.03515625);
  });
});
