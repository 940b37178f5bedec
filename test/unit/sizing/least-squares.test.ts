import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import {
  type LeastSquaresProblem,
  leastSquares,
  leastSquaresCost,
  leastSquaresGradient,
} from '../../../src/sizing/calibration/least-squares.ts';
import { nelderMead } from '../../support/sizing/nelder-mead.ts';

/** y = a exp(-b t) + c at ten instants, with noise fixed here and one outlier. */
const noise = [0.01, -0.02, 0.015, -0.005, 0.02, -0.01, 0.9, -0.015, 0.005, -0.01];
const problem = (robustNu?: number): LeastSquaresProblem => ({
  residuals: ([a = 0, b = 0, c = 0]) =>
    noise.map((e, t) => (2 * Math.exp(-0.5 * t) + 0.3 + e - (a * Math.exp(-b * t) + c)) / 0.02),
  priorMean: [1, 1, 0],
  priorPrecision: Matrix.diag([1, 1, 1]),
  lower: [-10, 0, -10],
  upper: [10, 10, 10],
  ...(robustNu === undefined ? {} : { robustNu }),
});

describe('least squares', () => {
  it('has the gradient of its own cost, by differences of the cost', () => {
    const p = problem(4);
    const x = [1.7, 0.6, 0.25];
    const gradient = leastSquaresGradient(p, x);
    x.forEach((_, i) => {
      const h = 1e-5;
      const moved = (d: number): number =>
        leastSquaresCost(
          p,
          x.map((v, j) => (j === i ? v + d : v)),
        );
      const slope = (moved(h) - moved(-h)) / (2 * h);
      expect((gradient[i] ?? 0) / slope).toBeCloseTo(1, 4);
    });
  });

  it('ends where an independent Nelder-Mead search ends', () => {
    const p = problem(4);
    const ours = leastSquares(p, [1, 1, 0]);
    const theirs = nelderMead((x) => leastSquaresCost(p, x), [1, 1, 0]);
    expect(ours.cost).toBeLessThanOrEqual(leastSquaresCost(p, theirs) + 1e-4);
    ours.x.forEach((v, i) => {
      expect(v).toBeCloseTo(theirs[i] ?? 0, 2);
    });
  });

  it('is not dragged by an outlier when robust, and is when not', () => {
    const robust = leastSquares(problem(4), [1, 1, 0]).x;
    const plain = leastSquares(problem(), [1, 1, 0]).x;
    expect(Math.abs((robust[2] ?? 0) - 0.3)).toBeLessThan(0.03);
    expect(Math.abs((plain[2] ?? 0) - 0.3)).toBeGreaterThan(0.08);
  });

  it('stays inside its bounds', () => {
    const bounded = { ...problem(4), upper: [1.5, 10, 10] };
    expect(leastSquares(bounded, [1, 1, 0]).x[0]).toBe(1.5);
  });
});
