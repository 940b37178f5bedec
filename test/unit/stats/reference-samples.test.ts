import { describe, expect, it } from 'vitest';
import { presentValue } from '../../../src/base/index.ts';
import {
  bootstrap,
  changePoints,
  cliffsDelta,
  clusteredError,
  energyStatistics,
  eProcess,
  hodgesLehmann,
  kendall,
  linearFit,
  majorityAccuracy,
  mannWhitney,
  mean,
  passAtK,
  passHatK,
  pearson,
  requiredItems,
  signFlipTest,
  spearman,
  studentTwoSided,
} from '../../../src/stats/index.ts';
import { jackknifeAcceleration } from '../../../src/stats/resample/bootstrap.ts';
import { closeAll, group, groupNames, limits, range, repeat } from './reference-values.ts';

describe('reference values of samples', () => {
  it('mannWhitney', () => {
    type Row = { x: number[]; y: number[] } & Record<string, number>;
    const [plain, tied] = group<[Row, Row]>('mannWhitney');
    const test = mannWhitney(plain.x, plain.y, { alternative: 'greater' });
    expect(test.u).toBe(plain['W']);
    expect(test.p).toBeCloseTo(plain['p'] ?? 0, 7);
    expect(test.method).toBe('mann-whitney-exact');
    const shift = hodgesLehmann(plain.x, plain.y);
    expect(shift.center).toBeCloseTo(plain['hl'] ?? 0, 12);
    closeAll(limits(shift), [-0.15, 0.76], 12);

    const withTies = mannWhitney(tied.x, tied.y);
    expect(withTies.u).toBe(tied['U']);
    expect(withTies.p).toBeCloseTo(tied['p_asym_cc'] ?? 0, 8);
    expect(mannWhitney(tied.x, tied.y, { continuity: false }).p).toBeCloseTo(
      tied['p_asym'] ?? 0,
      8,
    );
    expect(hodgesLehmann(tied.y, tied.x).center).toBe(tied['hl_y_minus_x']);
    expect(cliffsDelta(tied.y, tied.x)).toBeCloseTo(tied['cliffs_delta'] ?? 0, 9);
  });

  it('signFlipPermutation', () => {
    for (const row of group<{ d: number[]; p: number; ttest?: number }[]>('signFlipPermutation')) {
      const test = signFlipTest(row.d);
      expect(test.p).toBe(row.p);
      expect(test.method).toBe('sign-flip-exact');
      if (row.ttest === undefined) continue;
      const error = clusteredError(row.d, range(1, row.d.length)).naive ?? 0;
      const p = studentTwoSided(mean(row.d) / error, row.d.length - 1);
      expect(p).toBeCloseTo(row.ttest, 6);
      // The file's value is off from its seventh digit on: 30 digits of t = 2.0724663502... give
      expect(p).toBeCloseTo(0.076936111288059, 14);
    }
  });

  it('bcaMean', () => {
    const row = group<{
      x: number[];
      mean: number;
      a: number;
      z0: number;
      bca95: number[];
      percentile95: number[];
      tol: number;
    }>('bcaMean');
    expect(jackknifeAcceleration(row.x, mean)).toBeCloseTo(row.a, 10);
    const bca = bootstrap(row.x, mean, { seed: 1 });
    expect(bca.center).toBeCloseTo(row.mean, 9);
    expect(bca.acceleration).toBeCloseTo(row.a, 10);
    expect(Math.abs((bca.bias ?? 0) - row.z0)).toBeLessThan(0.04);
    const percentile = bootstrap(row.x, mean, { method: 'percentile', seed: 1 });
    for (const [got, want] of [
      [limits(bca), row.bca95],
      [limits(percentile), row.percentile95],
    ] as const) {
      for (const [i, w] of want.entries()) {
        expect(Math.abs((got[i] ?? 0) - w)).toBeLessThan(row.tol);
      }
    }
  });

  it('clusteredSE', () => {
    const row = group<{
      clusters: number[][];
      mean: number;
      naive: number;
      cr0: number;
      inspect: number;
    }>('clusteredSE');
    const values = row.clusters.flat();
    const ids = row.clusters.flatMap((c, i) => c.map(() => i));
    const error = clusteredError(values, ids);
    expect(mean(values)).toBe(row.mean);
    expect(error.naive).toBeCloseTo(row.naive, 10);
    expect(error.cr0).toBeCloseTo(row.cr0, 10);
    expect(error.corrected).toBeCloseTo(row.inspect, 9);
  });

  it('millerN', () => {
    for (const row of group<
      { omega2: number; sigma2: number; K: number; delta: number; power: number; n: number }[]
    >('millerN')) {
      expect(
        requiredItems({
          omega2: row.omega2,
          sigma2Baseline: row.sigma2,
          sigma2Candidate: row.sigma2,
          epochsBaseline: row.K,
          epochsCandidate: row.K,
          delta: row.delta,
          power: row.power,
        }),
      ).toBe(row.n);
    }
  });

  it('passK_n10_c7', () => {
    for (const [k, row] of Object.entries(
      group<Record<string, { passAt: number; passHat: number }>>('passK_n10_c7'),
    )) {
      expect(passAtK(10, 7, Number(k))).toBeCloseTo(row.passAt, 12);
      expect(passHatK(10, 7, Number(k))).toBeCloseTo(row.passHat, 12);
    }
  });

  it('eValueMcNemarUniform', () => {
    for (const { b, c, e } of group<{ b: number; c: number; e: number }[]>(
      'eValueMcNemarUniform',
    )) {
      expect(eProcess({ lost: c, gained: b }) / e).toBeCloseTo(1, 4);
      expect(eProcess({ lost: b, gained: c }) / e).toBeCloseTo(1, 4);
    }
  });

  it('energyDistance', () => {
    const samples = [
      [range(1, 99), range(1, 104)],
      [range(300, 499), range(400, 895, 11)],
    ] as const;
    for (const [i, row] of group<{ e: number; t: number; h: number }[]>(
      'energyDistance',
    ).entries()) {
      const [x, y] = samples[i] ?? [[], []];
      const got = energyStatistics(x, y);
      expect(got.e).toBeCloseTo(row.e, 5);
      expect(got.t).toBeCloseTo(row.t, 5);
      expect(got.h).toBeCloseTo(row.h, 8);
    }
  });

  it('eDivisiveChangePoints_p01', () => {
    const steps = [...repeat(50, 15), ...repeat(100, 15), ...repeat(150, 15)];
    steps[2] = 100;
    const series = [
      [...repeat(50, 15), ...repeat(100, 15)],
      [...repeat(50, 14), 74, ...repeat(100, 15)],
      [...repeat(50, 14), 76, ...repeat(100, 15)],
      repeat(50, 30),
      steps,
    ];
    for (const test of ['student', 'permutation'] as const) {
      for (const [i, row] of group<{ points: number[] }[]>('eDivisiveChangePoints_p01').entries()) {
        const found = changePoints(series[i] ?? [], { maxP: 0.01, test });
        expect(found.map((p) => p.index)).toEqual(row.points);
      }
    }
  });

  it('majority', () => {
    for (const { p, n, acc } of group<{ p: number; n: number; acc: number }[]>('majority')) {
      expect(majorityAccuracy(p, n)).toBeCloseTo(acc, 12);
    }
  });

  it('anscombe1', () => {
    const row = group<Record<string, number>>('anscombe1');
    // Anscombe, The American Statistician 27 (1973), data set I.
    const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
    const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
    expect(presentValue(pearson(x, y))?.r).toBeCloseTo(row['r'] ?? 0, 10);
    expect(presentValue(pearson(x, y))?.p).toBeCloseTo(row['p'] ?? 0, 10);
    expect(presentValue(spearman(x, y))?.r).toBeCloseTo(row['spearman'] ?? 0, 8);
    expect(presentValue(kendall(x, y))?.r).toBeCloseTo(row['kendall'] ?? 0, 8);
    const fit = presentValue(linearFit(x, y));
    expect(fit?.slope.center).toBeCloseTo(row['slope'] ?? 0, 9);
    expect(fit?.intercept.center).toBeCloseTo(row['intercept'] ?? 0, 9);
    // The line's p and the correlation's are the same test.
    expect(fit?.p).toBeCloseTo(row['p'] ?? 0, 10);
  });

  it('no group of the file is left without a test', () => {
    expect(groupNames).toEqual([
      'mcnemar',
      'proportionCI95',
      'pairedDiffCI95_table_a_b_c_d',
      'mcnemarN',
      'nonInferiorityN',
      'tangoNI',
      'multiple',
      'quantileRankCI95',
      'minNForUpperBound975',
      'mannWhitney',
      'signFlipPermutation',
      'bcaMean',
      'clusteredSE',
      'millerN',
      'passK_n10_c7',
      'eValueMcNemarUniform',
      'energyDistance',
      'eDivisiveChangePoints_p01',
      'majority',
      'anscombe1',
    ]);
  });
});
