import { describe, expect, it } from 'vitest';
import { welchDifference } from '../../../src/stats/index.ts';

// Student's sleep data (Biometrika 6, 1908) as in R's `sleep`; R prints for t.test(extra ~ group):
// t = -1.8608, df = 17.776, p-value = 0.07939, 95 percent interval -3.3654832 0.2054832.
const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

describe("Welch's t", () => {
  it("reproduces R's printed example", () => {
    const { delta, p, df, standardError } = welchDifference(first, second);
    expect(delta.center / standardError).toBeCloseTo(-1.8608, 4);
    expect(df).toBeCloseTo(17.776, 3);
    expect(p).toBeCloseTo(0.07939, 5);
    expect(delta.lo).toBeCloseTo(-3.3654832, 6);
    expect(delta.hi).toBeCloseTo(0.2054832, 6);
  });

  it('agrees with its interval in its one-sided tests', () => {
    const { delta, pBelow, pAbove } = welchDifference(first, second, 0.9);
    expect(pBelow(delta.hi ?? 0)).toBeCloseTo(0.05, 9);
    expect(pAbove(delta.lo ?? 0)).toBeCloseTo(0.05, 9);
    expect(pBelow(0.3) + pAbove(0.3)).toBeCloseTo(1, 12);
  });

  it('does not divide by a spread that is not there', () => {
    const same = welchDifference([2, 2], [2, 2]);
    expect(same).toMatchObject({ p: 1, delta: { center: 0, lo: 0, hi: 0 } });
    const apart = welchDifference([3, 3], [2, 2]);
    expect(apart.p).toBe(0);
    expect(apart.pBelow(0.5)).toBe(1);
    expect(apart.delta.warnings.map((w) => w.code)).toEqual(['no-spread']);
  });
});
