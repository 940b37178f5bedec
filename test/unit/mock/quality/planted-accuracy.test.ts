import { describe, expect, it } from 'vitest';
import { difficulty, type LatentDifficulty } from '../../../../src/mock/quality/index.ts';

const N = 20_000;
const better = 0.98;
const worse = 0.95;

/** Share of items right on A (0.98), on B (0.95), and on both, with errors of the given correlation. */
function joint(correlation: number) {
  const a: LatentDifficulty = { seed: 1 };
  const b: LatentDifficulty = { seed: 2, shared: { with: a, correlation } };
  let rightA = 0;
  let rightB = 0;
  let both = 0;
  for (let i = 0; i < N; i++) {
    const onA = difficulty(a, `s/t${i}`) < better;
    const onB = difficulty(b, `s/t${i}`) < worse;
    if (onA) rightA++;
    if (onB) rightB++;
    if (onA && onB) both++;
  }
  return { a: rightA / N, b: rightB / N, both: both / N };
}

/** Four standard errors of a share p among N. */
const within = (p: number): number => 4 * Math.sqrt((p * (1 - p)) / N);

/**
 * P(Z1 < z1, Z2 < z2) of a bivariate normal, by integrating phi(x) Phi((z2 - r x)/sqrt(1-r^2)) from
 * -8 to z1 in 40,000 steps; Phi by its own series integral. Independent of the mock's code.
 */
function bivariate(z1: number, z2: number, r: number): number {
  const phi = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  const steps = 4000;
  const h = (z1 + 8) / steps;
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    const x = -8 + (i + 0.5) * h;
    const y = (z2 - r * x) / Math.sqrt(1 - r * r);
    sum += phi(x) * cumulative(y) * h;
  }
  return sum;
}

/** Phi by Taylor series: 0.5 + phi(x) (x + x^3/3 + x^5/15 + ...). */
function cumulative(x: number): number {
  if (x < -8) return 0;
  if (x > 8) return 1;
  let sum = x;
  let term = x;
  for (let i = 3; Math.abs(term) > 1e-16 && i < 400; i += 2) {
    term *= (x * x) / i;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

// Quantiles of the standard normal, from any table: 0.98 -> 2.053749, 0.95 -> 1.644854.
const zBetter = 2.053749;
const zWorse = 1.644854;

describe('planted accuracy', () => {
  it('is met by each box at every correlation', () => {
    for (const correlation of [0, 0.5, 1]) {
      const { a, b } = joint(correlation);
      expect(Math.abs(a - better)).toBeLessThan(within(better));
      expect(Math.abs(b - worse)).toBeLessThan(within(worse));
    }
  });

  it('gives independent errors at correlation 0', () => {
    expect(Math.abs(joint(0).both - better * worse)).toBeLessThan(within(better * worse));
  });

  it('gives the joint table of a bivariate normal at correlation 0.5', () => {
    const expected = bivariate(zBetter, zWorse, 0.5);
    expect(expected).toBeGreaterThan(better * worse);
    expect(Math.abs(joint(0.5).both - expected)).toBeLessThan(within(expected));
  });

  it('nests the errors at correlation 1: all that the better box misses is missed by the other', () => {
    const { b, both } = joint(1);
    expect(both).toBe(b);
  });

  it('gives independent boxes other errors from another seed', () => {
    const flags = (seed: number) =>
      Array.from({ length: 500 }, (_, i) => difficulty({ seed }, `s/t${i}`) < 0.5).join();
    expect(flags(1)).toBe(flags(1));
    expect(flags(1)).not.toBe(flags(2));
  });
});
