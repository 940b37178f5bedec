import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  binomialCdf,
  chiSquaredCdf,
  fCdf,
  logGamma,
  mcnemarPower,
  normalCdf,
  regularizedBeta,
  studentCdf,
  tangoPower,
} from '../../../src/stats/index.ts';
import { mcnemar } from '../../../src/stats/paired/mcnemar.ts';
import { tangoZ } from '../../../src/stats/paired/tango.ts';
import { rankSumCdf } from '../../../src/stats/rank/rank-sum-distribution.ts';

/** The part of jstat (no types of its own) that serves as a second opinion. */
interface Jstat {
  gammaln(x: number): number;
  beta: { cdf(x: number, a: number, b: number): number };
  normal: { cdf(x: number, mean: number, spread: number): number };
  studentt: { cdf(t: number, df: number): number };
  chisquare: { cdf(x: number, df: number): number };
  centralF: { cdf(f: number, df1: number, df2: number): number };
}

const { jStat: jstat } = createRequire(import.meta.url)('jstat') as { jStat: Jstat };

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const degrees = fc.integer({ min: 1, max: 200 });
/** jstat's own precision, not ours: its t distribution is off by 1.8e-8 at 0. */
const near = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThan(1e-7);

describe('an independent library agrees', () => {
  it('on distributions of moderate shape', () => {
    fc.assert(
      fc.property(number(0.001, 0.999), number(0.2, 80), number(0.2, 80), (x, a, b) => {
        near(regularizedBeta(x, a, b), jstat.beta.cdf(x, a, b));
        near(logGamma(a), jstat.gammaln(a));
      }),
    );
    fc.assert(
      fc.property(number(-6, 6), degrees, degrees, (t, df1, df2) => {
        near(studentCdf(t, df1), jstat.studentt.cdf(t, df1));
        near(normalCdf(t), jstat.normal.cdf(t, 0, 1));
        near(chiSquaredCdf(t * t, df1), jstat.chisquare.cdf(t * t, df1));
        near(fCdf(t * t, df1, df2), jstat.centralF.cdf(t * t, df1, df2));
      }),
    );
  });
});

/** n choose k, exactly. */
function choose(n: number, k: number): bigint {
  let ways = 1n;
  for (let i = 0; i < k; i++) ways = (ways * BigInt(n - i)) / BigInt(i + 1);
  return ways;
}

describe('enumeration agrees', () => {
  it('binomial tails at p = 1/2 are counts of subsets', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.nat(), (n, seed) => {
        const k = seed % (n + 1);
        let ways = 0n;
        for (let i = 0; i <= k; i++) ways += choose(n, i);
        // 2^90 exceeds what a double holds exactly, not what it holds to 16 digits.
        expect(binomialCdf(k, n, 0.5) / (Number(ways) / 2 ** n)).toBeCloseTo(1, 11);
      }),
    );
  });

  it('rank sums are counts of subsets of ranks', () => {
    for (const [m, n] of [
      [1, 1],
      [2, 5],
      [4, 3],
      [6, 6],
    ] as const) {
      const counts = new Array<number>(m * n + 1).fill(0);
      for (let mask = 0; mask < 2 ** (m + n); mask++) {
        const ranks = Array.from({ length: m + n }, (_, i) => i + 1).filter(
          (r) => (mask >> (r - 1)) & 1,
        );
        if (ranks.length !== m) continue;
        const u = ranks.reduce((a, b) => a + b, 0) - (m * (m + 1)) / 2;
        counts[u] = (counts[u] ?? 0) + 1;
      }
      const total = counts.reduce((a, b) => a + b, 0);
      let below = 0;
      const cdf = rankSumCdf(m, n);
      for (const [u, count] of counts.entries()) {
        below += count;
        expect(cdf[u]).toBeCloseTo(below / total, 12);
      }
    }
  });

  it('exact power is the plain sum over all tables', () => {
    const n = 40;
    const truth = { drop: 0.15, flipRate: 0.3 };
    const loss = (truth.flipRate + truth.drop) / 2;
    const gain = truth.flipRate - loss;
    let midP = 0;
    let exact = 0;
    let tango = 0;
    for (let lost = 0; lost <= n; lost++) {
      for (let gained = 0; lost + gained <= n; gained++) {
        const ways = Number(choose(n, lost) * choose(n - lost, gained));
        const chance =
          ways * loss ** lost * gain ** gained * (1 - truth.flipRate) ** (n - lost - gained);
        const test = mcnemar({ lost, gained });
        if (test.midP <= 0.05) midP += chance;
        if (test.exact <= 0.05) exact += chance;
        if (normalCdf(-tangoZ({ lost, gained, n }, -0.2)) <= 0.05) tango += chance;
      }
    }
    expect(mcnemarPower(truth)(n)).toBeCloseTo(midP, 10);
    expect(mcnemarPower(truth, 0.05, 'exact')(n)).toBeCloseTo(exact, 10);
    expect(tangoPower(truth, 0.2)(n)).toBeCloseTo(tango, 10);
  });
});
