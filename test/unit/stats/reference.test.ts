import { describe, expect, it } from 'vitest';
import {
  benjaminiHochberg,
  benjaminiYekutieli,
  clopperPearson,
  holm,
  hommel,
  jeffreys,
  mcnemar,
  mcnemarChiSquared,
  mcnemarPower,
  newcombeDifference,
  nonInferiority,
  pairedDifference,
  quantileRanks,
  requiredForQuantile,
  requiredPairs,
  requiredPairsNonInferior,
  requiredPairsNonInferiorNormal,
  requiredPairsNormal,
  tangoPower,
  wilson,
} from '../../../src/stats/index.ts';
import { closeAll, group, limits } from './reference-values.ts';

describe('reference values', () => {
  it('mcnemar', () => {
    for (const row of group<
      {
        b: number;
        c: number;
        exact: number;
        midp: number;
        chi2?: number;
        chi2cc?: number;
      }[]
    >('mcnemar')) {
      const flips = { gained: row.b, lost: row.c };
      const { exact, midP } = mcnemar(flips);
      expect(exact / row.exact).toBeCloseTo(1, 11);
      expect(midP / row.midp).toBeCloseTo(1, 11);
      expect(mcnemar({ lost: row.b, gained: row.c })).toEqual({ exact, midP });
      if (row.chi2 === undefined || row.chi2cc === undefined) continue;
      expect(mcnemarChiSquared(flips).plain / row.chi2).toBeCloseTo(1, 11);
      expect(mcnemarChiSquared(flips).corrected / row.chi2cc).toBeCloseTo(1, 11);
    }
  });

  it('proportionCI95', () => {
    for (const row of group<
      {
        k: number;
        n: number;
        wilson: number[];
        clopperPearson: number[];
        jeffreys: number[];
      }[]
    >('proportionCI95')) {
      closeAll(limits(wilson(row.k, row.n)), row.wilson, 12);
      closeAll(limits(clopperPearson(row.k, row.n)), row.clopperPearson, 12);
      closeAll(limits(jeffreys(row.k, row.n)), row.jeffreys, 12);
    }
  });

  it('pairedDiffCI95', () => {
    for (const row of group<
      {
        t: [number, number, number, number];
        d: number;
        newcombe: number[];
        tango: number[];
      }[]
    >('pairedDiffCI95_table_a_b_c_d')) {
      const [bothRight, gained, lost, bothWrong] = row.t;
      const table = { bothRight, gained, lost, bothWrong };
      expect(pairedDifference(table).center).toBeCloseTo(row.d, 6);
      // Printed to five decimals.
      closeAll(limits(pairedDifference(table)), row.tango, 4);
      closeAll(limits(newcombeDifference(table)), row.newcombe, 4);
    }
  });

  it('mcnemarN', () => {
    for (const row of group<
      {
        drop: number;
        flip: number;
        n_two05_p90: number;
        n_one05_p80: number;
      }[]
    >('mcnemarN')) {
      const truth = { drop: row.drop, flipRate: row.flip };
      expect(requiredPairsNormal(truth)).toBe(row.n_two05_p90);
      expect(requiredPairsNormal({ ...truth, alpha: 0.1, power: 0.8 })).toBe(row.n_one05_p80);
      // The exact plan is the smaller one: mid-p is anything but conservative where flips are rare.
      const exact = requiredPairs(truth);
      expect(exact).toBeLessThanOrEqual(row.n_two05_p90);
      const power = mcnemarPower(truth);
      expect(power(exact)).toBeGreaterThanOrEqual(0.9);
      expect(power(exact - 1)).toBeLessThan(0.9);
    }
  });

  it('nonInferiorityN', () => {
    const rows = group<{
      approx: { margin: number; flip: number; n_a05_p90: number; n_a025_p90: number }[];
      exactPower90_onesided05: { margin: number; flip: number; n: number }[];
    }>('nonInferiorityN');
    for (const row of rows.approx) {
      const plan = { margin: row.margin, flipRate: row.flip };
      expect(requiredPairsNonInferiorNormal(plan)).toBe(row.n_a05_p90);
      expect(requiredPairsNonInferiorNormal({ ...plan, alpha: 0.025 })).toBe(row.n_a025_p90);
    }
    for (const row of rows.exactPower90_onesided05) {
      const power = tangoPower({ drop: 0, flipRate: row.flip }, row.margin);
      expect(power(row.n)).toBeGreaterThanOrEqual(0.9);
      const n = requiredPairsNonInferior({ margin: row.margin, flipRate: row.flip });
      // The reference steps by more than one item, so that it may lie a little above.
      expect(n).toBeLessThanOrEqual(row.n);
      expect(n).toBeGreaterThan(row.n * 0.99);
      expect(power(n)).toBeGreaterThanOrEqual(0.9);
      expect(power(n - 1)).toBeLessThan(0.9);
    }
  });

  it('tangoNI', () => {
    const verdicts = ['inconclusive', 'non-inferior', 'non-inferior'];
    for (const [i, row] of group<
      {
        lost: number;
        gained: number;
        n: number;
        margin: number;
        z: number;
        p: number;
      }[]
    >('tangoNI').entries()) {
      const { lost, gained } = row;
      const table = { bothRight: row.n - lost - gained, lost, gained, bothWrong: 0 };
      const test = nonInferiority(table, row.margin);
      expect(test.z).toBeCloseTo(row.z, 9);
      expect(test.p).toBeCloseTo(row.p, 9);
      expect(test.verdict).toBe(verdicts[i]);
    }
  });

  it('multiple', () => {
    const rows = group<Record<string, number[]>>('multiple');
    const ps = rows['p'] ?? [];
    closeAll(holm(ps), rows['holm'] ?? [], 12);
    closeAll(benjaminiHochberg(ps), rows['bh'] ?? [], 12);
    closeAll(benjaminiYekutieli(ps), rows['by'] ?? [], 8);
    closeAll(hommel(ps), rows['hommel'] ?? [], 12);
  });

  it('quantileRankCI95 and minNForUpperBound975', () => {
    for (const row of group<
      {
        n: number;
        q: number;
        l: number;
        u: number;
        coverage: number;
      }[]
    >('quantileRankCI95')) {
      const ranks = quantileRanks(row.n, row.q);
      expect([ranks.lower, ranks.upper]).toEqual([row.l, row.u]);
      expect(ranks.coverage).toBeCloseTo(row.coverage, 4);
    }
    for (const [q, n] of Object.entries(group<Record<string, number>>('minNForUpperBound975'))) {
      expect(requiredForQuantile(Number(q))).toBe(n);
    }
  });
});
