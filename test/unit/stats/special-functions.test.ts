import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  binomialCdf,
  binomialPmf,
  binomialQuantile,
  binomialUpperTail,
} from '../../../src/stats/special/binomial.ts';
import { chiSquaredQuantile, chiSquaredUpperTail } from '../../../src/stats/special/chi-squared.ts';
import { fQuantile, fUpperTail } from '../../../src/stats/special/f-distribution.ts';
import {
  inverseRegularizedBeta,
  regularizedBeta,
} from '../../../src/stats/special/incomplete-beta.ts';
import {
  inverseRegularizedGamma,
  regularizedGammaP,
  regularizedGammaQ,
} from '../../../src/stats/special/incomplete-gamma.ts';
import { logBeta, logGamma } from '../../../src/stats/special/log-gamma.ts';
import { normalCdf, normalQuantile } from '../../../src/stats/special/normal.ts';
import { studentCdf, studentQuantile } from '../../../src/stats/special/student-t.ts';

// 60-digit values by mpmath 1.3; see fixtures/reference/SOURCE.md.
const reference: Record<string, Record<string, number>[]> = JSON.parse(
  readFileSync('fixtures/reference/special-functions.json', 'utf8'),
);

const TOLERANCE = 1e-10;

/** The largest relative error over a group, with the row that has it. */
function worst(group: string, f: (row: Record<string, number>) => number, expected: string) {
  const rows = reference[group] ?? [];
  expect(rows.length).toBeGreaterThan(5);
  let error = 0;
  let row: Record<string, number> = {};
  for (const r of rows) {
    const want = r[expected] ?? Number.NaN;
    const got = f(r);
    const e = got === want ? 0 : Math.abs(got - want) / Math.max(Math.abs(want), 1e-300);
    if (!(e <= error)) {
      error = e;
      row = { ...r, got };
    }
  }
  return { error, row };
}

const within = (result: { error: number; row: unknown }) => {
  if (!(result.error < TOLERANCE)) throw new Error(JSON.stringify(result));
};

const pick = (row: Record<string, number>, name: string): number => row[name] ?? Number.NaN;

describe('special functions agree with 60-digit values to 1e-10 relative', () => {
  it('log gamma and log beta, at their zeros too', () => {
    within(worst('logGamma', (r) => logGamma(pick(r, 'x')), 'y'));
    within(worst('logBeta', (r) => logBeta(pick(r, 'a'), pick(r, 'b')), 'y'));
  });

  it('regularised incomplete beta from shapes 0.001 to 200,000', () => {
    within(
      worst(
        'regularizedBeta',
        (r) => regularizedBeta(pick(r, 'x'), pick(r, 'a'), pick(r, 'b')),
        'y',
      ),
    );
  });

  it('regularised incomplete gamma, both tails', () => {
    within(worst('regularizedGamma', (r) => regularizedGammaP(pick(r, 'a'), pick(r, 'x')), 'p'));
    within(worst('regularizedGamma', (r) => regularizedGammaQ(pick(r, 'a'), pick(r, 'x')), 'q'));
  });

  it('normal distribution and quantile down to 1e-300', () => {
    within(worst('normal', (r) => normalCdf(pick(r, 'z')), 'cdf'));
    within(worst('normalQuantile', (r) => normalQuantile(pick(r, 'p')), 'z'));
  });

  it('Student t, chi-squared and F', () => {
    within(worst('student', (r) => studentCdf(pick(r, 't'), pick(r, 'df')), 'cdf'));
    within(worst('chiSquared', (r) => chiSquaredUpperTail(pick(r, 'x'), pick(r, 'df')), 'upper'));
    within(worst('f', (r) => fUpperTail(pick(r, 'f'), pick(r, 'df1'), pick(r, 'df2')), 'upper'));
  });

  it('binomial probabilities up to a million trials', () => {
    const arguments_ = (r: Record<string, number>) =>
      [pick(r, 'k'), pick(r, 'n'), pick(r, 'p')] as const;
    within(worst('binomial', (r) => binomialPmf(...arguments_(r)), 'pmf'));
    within(worst('binomial', (r) => binomialCdf(...arguments_(r)), 'cdf'));
    within(worst('binomial', (r) => binomialUpperTail(...arguments_(r)), 'upper'));
  });
});

describe('inverses undo their functions', () => {
  it('incomplete beta, for every tabled point above the rounding of p', () => {
    for (const r of reference['regularizedBeta'] ?? []) {
      const p = pick(r, 'y');
      if (p < 1e-280 || p > 0.999999) continue;
      const { x, y } = inverseRegularizedBeta(p, pick(r, 'a'), pick(r, 'b'));
      expect(x + y).toBeCloseTo(1, 14);
      if (x === 0 || y === 0) continue;
      const back = regularizedBeta(x, pick(r, 'a'), pick(r, 'b'), y);
      expect(Math.abs(back / p - 1), JSON.stringify(r)).toBeLessThan(1e-9);
    }
  });

  it('incomplete gamma', () => {
    for (const a of [0.01, 0.5, 1, 7, 300, 40_000]) {
      for (const p of [1e-200, 1e-9, 0.025, 0.4, 0.5, 0.7, 0.975, 0.999999]) {
        const x = inverseRegularizedGamma(p, a);
        if (x < 1e-290) continue;
        expect(Math.abs(regularizedGammaP(a, x) / p - 1), `${a} ${p}`).toBeLessThan(1e-9);
      }
    }
  });

  it('quantiles agree with printed tables', () => {
    // Any table of the distributions: t(10), chi2(1), chi2(2) = -2 ln .05, F(3, 20).
    expect(studentQuantile(0.975, 10)).toBeCloseTo(2.228138852, 8);
    expect(studentQuantile(0.025, 1)).toBeCloseTo(-12.7062047, 6);
    expect(chiSquaredQuantile(0.95, 1)).toBeCloseTo(3.841458821, 8);
    expect(chiSquaredQuantile(0.95, 2)).toBeCloseTo(-2 * Math.log(0.05), 10);
    expect(fQuantile(0.95, 3, 20)).toBeCloseTo(3.098391, 5);
    expect(binomialQuantile(0.5, 10, 0.5)).toBe(5);
    expect(binomialQuantile(0.5, 3, 0.5)).toBe(1);
  });

  it('Cauchy and exponential closed forms hold', () => {
    // t with one degree of freedom is Cauchy; chi-squared with two is exponential.
    for (const t of [-40, -1, 0.2, 3]) {
      expect(studentCdf(t, 1)).toBeCloseTo(0.5 + Math.atan(t) / Math.PI, 13);
      expect(chiSquaredUpperTail(Math.abs(t), 2)).toBeCloseTo(Math.exp(-Math.abs(t) / 2), 13);
    }
  });
});

describe('arguments outside the domain throw', () => {
  it('RangeError and no NaN', () => {
    expect(() => logGamma(0)).toThrow(RangeError);
    expect(() => regularizedBeta(1.1, 1, 1)).toThrow(RangeError);
    expect(() => regularizedBeta(0.5, 0, 1)).toThrow(RangeError);
    expect(() => normalQuantile(-0.1)).toThrow(RangeError);
    expect(() => normalCdf(Number.NaN)).toThrow(RangeError);
    expect(() => binomialCdf(1, -1, 0.5)).toThrow(RangeError);
    expect(() => binomialPmf(1, 2, 1.5)).toThrow(RangeError);
    expect(() => studentCdf(1, 0)).toThrow(RangeError);
  });
});
