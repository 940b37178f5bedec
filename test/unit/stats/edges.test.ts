import { describe, expect, it } from 'vitest';
import * as stats from '../../../src/stats/index.ts';
import { range } from './reference-values.ts';

const {
  bootstrap,
  blockBootstrap,
  changePoints,
  clopperPearson,
  clusteredDifference,
  clusteredMean,
  clusteredProportion,
  eProcess,
  epochDifference,
  equivalence,
  hodgesLehmann,
  holm,
  linearFit,
  mannWhitney,
  mcnemar,
  mean,
  nonInferiority,
  pairedDifference,
  passAtK,
  pearson,
  quantile,
  quantileInterval,
  requiredForQuantile,
  requiredPairs,
  requiredPairsNonInferior,
  signFlipTest,
  varianceComponents,
  wilson,
} = stats;

const codes = (e: { readonly warnings: readonly { readonly code: string }[] }): string[] =>
  e.warnings.map((w) => w.code);
const table = { bothRight: 40, lost: 3, gained: 5, bothWrong: 2 };

describe('what is outside the domain throws RangeError', () => {
  const wrong: Record<string, () => unknown> = {
    'no trials': () => wilson(0, 0),
    'more right than asked': () => clopperPearson(3, 2),
    'negative count': () => wilson(-1, 5),
    'half a count': () => mcnemar({ lost: 1.5, gained: 0 }),
    'negative flips': () => eProcess({ lost: -1, gained: 0 }),
    'empty table': () => pairedDifference({ bothRight: 0, lost: 0, gained: 0, bothWrong: 0 }),
    'confidence 1': () => pairedDifference(table, 1),
    'confidence in percent': () => wilson(1, 2, 95),
    'margin 0': () => nonInferiority(table, 0),
    'margin in points': () => nonInferiority(table, 2),
    'level of one half': () => equivalence(table, 0.02, 0.5),
    'drop above the flips': () => requiredPairs({ drop: 0.06, flipRate: 0.05 }),
    'no drop': () => requiredPairs({ drop: 0, flipRate: 0.05 }),
    'loss beyond the margin': () =>
      requiredPairsNonInferior({ margin: 0.01, flipRate: 0.05, drop: 0.01 }),
    'q above 1': () => quantile([1, 2], 1.1),
    'q of 1 has no interval': () => quantileInterval([1, 2], 1),
    'empty sample': () => quantileInterval([], 0.5),
    'descending sample': () => quantileInterval([2, 1], 0.5),
    'NaN in a sample': () => quantileInterval([1, Number.NaN], 0.5),
    'NaN p': () => holm([Number.NaN]),
    'p above 1': () => holm([1.01]),
    'empty side': () => mannWhitney([], [1]),
    'pairs of unequal length': () => pearson([1, 2, 3], [1, 2]),
    'nothing to resample': () => bootstrap([], mean),
    'block longer than the series': () => blockBootstrap([1, 2], mean, { blockLength: 3 }),
    'k above n': () => passAtK(3, 1, 4),
    'cluster ids missing': () => clusteredMean([1, 2], ['a']),
    'no item': () => epochDifference([]),
  };
  for (const [name, call] of Object.entries(wrong)) {
    it(name, () => expect(call).toThrow(RangeError));
  }
});

describe('what a sample cannot tell is absent, with the reason', () => {
  it('the upper limit of p99 below 368 values', () => {
    const few = quantileInterval(range(1, 367), 0.99);
    expect(few.hi).toBeUndefined();
    expect('hi' in few).toBe(false);
    expect(few.lo).toBeDefined();
    expect(few.warnings).toEqual([
      { code: 'interval-open-above', values: { n: 367, need: requiredForQuantile(0.99) } },
    ]);
    const enough = quantileInterval(range(1, 368), 0.99);
    expect([enough.lo, enough.hi]).toEqual([360, 368]);
    expect(enough.warnings).toEqual([]);
  });

  it('a limit among requests that never ended', () => {
    const values = [...range(1, 95), ...Array.from({ length: 5 }, () => Infinity)];
    // n = 100, q = .9: ranks 84 and 96; the 96th never ended.
    const estimate = quantileInterval(values, 0.9);
    expect([estimate.lo, estimate.hi]).toEqual([84, undefined]);
    expect(codes(estimate)).toEqual(['interval-in-censored']);
  });

  it('the interval from one cluster, one unit, or too few values', () => {
    const one = clusteredMean([1, 0, 1], ['a', 'a', 'a']);
    expect([one.lo, one.hi, one.n]).toEqual([undefined, undefined, 1]);
    expect(codes(one)).toEqual(['one-cluster']);
    expect(clusteredDifference([1, 0], ['a', 'a']).p).toBeUndefined();
    expect(codes(bootstrap([5], mean))).toEqual(['one-unit']);
    const shift = hodgesLehmann([1, 2, 3], [4, 5, 6]);
    expect([shift.center, shift.lo]).toEqual([-3, undefined]);
    expect(codes(shift)).toEqual(['interval-open']);
  });

  it('a correlation or line where one side does not vary', () => {
    expect(pearson([1, 1, 1], [1, 2, 3]).kind).toBe('absent');
    expect(stats.kendall([1, 2, 3], [4, 4, 4]).kind).toBe('absent');
    expect(stats.spearman([1, 2, 3], [4, 4, 4]).kind).toBe('absent');
    expect(linearFit([2, 2, 2], [1, 2, 3]).kind).toBe('absent');
  });
});

describe('edges with a meaning of their own', () => {
  it('no flips: p is 1, and the interval is z^2 / (n + z^2) to either side', () => {
    expect(mcnemar({ lost: 0, gained: 0 })).toEqual({ exact: 1, midP: 1 });
    expect(signFlipTest([0, 0, 0]).p).toBe(1);
    const { lo, hi, warnings } = pairedDifference({ ...table, lost: 0, gained: 0, bothRight: 98 });
    // n = 100, z^2 = 3.841459: 3.841459 / 103.841459.
    expect(hi).toBeCloseTo(3.841458820694124 / 103.84145882069413, 10);
    expect(lo).toBeCloseTo(-3.841458820694124 / 103.84145882069413, 10);
    expect(warnings.map((w) => w.code)).toEqual(['few-flips']);
  });

  it('all or none right: Wilson and Clopper-Pearson end exactly at 0 and 1', () => {
    expect([wilson(0, 20).lo, wilson(20, 20).hi]).toEqual([0, 1]);
    expect([clopperPearson(0, 20).lo, clopperPearson(20, 20).hi]).toEqual([0, 1]);
    // 1 - .025^(1/20)
    expect(clopperPearson(0, 20).hi).toBeCloseTo(1 - 0.025 ** (1 / 20), 12);
  });

  it('every item lost', () => {
    const { center, lo, hi } = pairedDifference({
      bothRight: 0,
      lost: 30,
      gained: 0,
      bothWrong: 0,
    });
    expect([center, lo]).toEqual([-1, -1]);
    // With only losses q = (1 - d)/2, so that z^2 = n (1 + d)/(1 - d): d = (r - 1)/(r + 1), r = z^2/n.
    const r = 3.841458820694124 / 30;
    expect(hi).toBeCloseTo((r - 1) / (r + 1), 10);
    expect(nonInferiority({ ...table, bothRight: 0, lost: 50, gained: 0 }, 0.02).verdict).toBe(
      'inferior',
    );
  });

  it('inconclusive tests say how many items would settle them, unless none would', () => {
    const open = nonInferiority({ bothRight: 480, lost: 12, gained: 8, bothWrong: 0 }, 0.02);
    expect(open.verdict).toBe('inconclusive');
    expect(open.needN).toBeGreaterThan(500);
    const lossAtMargin = nonInferiority({ bothRight: 95, lost: 3, gained: 1, bothWrong: 1 }, 0.02);
    expect(lossAtMargin.verdict).toBe('inconclusive');
    expect('needN' in lossAtMargin).toBe(false);
  });

  it('all clusters right: a cluster counts as one item', () => {
    const scores = Array.from({ length: 200 }, () => 1);
    const estimate = clusteredProportion(
      scores,
      scores.map((_, i) => i % 25),
    );
    expect(codes(estimate)).toEqual(['design-effect-unknown']);
    expect(estimate.n).toBe(25);
    expect(estimate.lo).toBeLessThan(wilson(25, 25).lo ?? 0);
  });

  it('equal differences everywhere have no spread', () => {
    const alike = clusteredDifference([1, 1, 1], ['a', 'b', 'c']);
    expect(alike.p).toBe(0);
    expect(codes(alike.delta)).toContain('no-spread');
    expect(clusteredDifference([0, 0, 0], ['a', 'b', 'c']).p).toBe(1);
  });

  it('epochs are averaged before they are compared', () => {
    const items = [
      { baseline: [1, 1, 0, 0], candidate: [1, 0] },
      { baseline: [1, 1, 1, 1], candidate: [1, 1] },
      { baseline: [0, 0, 1, 1], candidate: [0, 0] },
    ];
    // Differences 0, 0 and -.5.
    const { delta } = epochDifference(items);
    expect(delta.center).toBeCloseTo(-0.5 / 3, 12);
    expect(delta.n).toBe(3);
    // Within: baseline variances 1/3, 0, 1/3; candidate 1/2, 0, 0.
    const parts = varianceComponents(items);
    expect(parts.sigma2Baseline).toBeCloseTo(2 / 9, 12);
    expect(parts.sigma2Candidate).toBeCloseTo(1 / 6, 12);
    // Variance of (0, 0, -.5) is 1/12; noise is 2/9/4 + 1/6/2 = 5/36 and exceeds it.
    expect(parts.omega2).toBe(0);
  });

  it('batches and runs: t interval over their statistics', () => {
    // Four blocks of two with means 1, 2, 3, 6: mean 3, variance 14/3; t(3) at 97.5% is 3.182446.
    const series = [0, 2, 1, 3, 2, 4, 5, 7];
    const batches = stats.batchEstimate(series, mean, { batches: 4 });
    const half = 3.182446305 * Math.sqrt(14 / 3 / 4);
    expect(batches.center).toBe(3);
    expect(batches.hi).toBeCloseTo(3 + half, 7);
    expect(stats.runEstimate([1, 2, 3, 6]).lo).toBeCloseTo(3 - half, 7);
    expect(codes(stats.runEstimate([1]))).toEqual(['one-run']);
    const drifting = stats.batchEstimate(range(1, 100), mean);
    expect(codes(drifting)).toEqual(['blocks-correlated']);
    expect(() => stats.batchEstimate([1, 2], mean)).toThrow(RangeError);
  });

  it('no p values give none back, short series no change points', () => {
    expect(holm([])).toEqual([]);
    expect(stats.hommel([0.2])).toEqual([0.2]);
    expect(changePoints([])).toEqual([]);
    expect(changePoints([1, 2, 3])).toEqual([]);
  });

  it('a change point names levels, p and magnitude', () => {
    const series = [10, 11, 10, 11, 10, 20, 21, 20, 21, 20];
    const [point] = changePoints(series);
    expect(point).toMatchObject({ index: 5, before: 10.4, after: 20.4 });
    expect(point?.p).toBeLessThan(1e-6);
    expect(changePoints(series, { minMagnitude: 1 })).toEqual([]);
  });
});
