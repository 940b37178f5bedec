import { CholeskyDecomposition, Matrix, SVD } from 'ml-matrix';

/** Residuals, a Gaussian prior and bounds, in coordinates where the prior is normal (logarithms). */
export interface LeastSquaresProblem {
  /** Residuals in units of their standard deviation; a robust weight multiplies their squares. */
  readonly residuals: (x: readonly number[]) => readonly number[];
  readonly priorMean: readonly number[];
  /** Inverse covariance of the prior, positive definite. */
  readonly priorPrecision: Matrix;
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  /** Degrees of freedom of the Student-t likelihood that bounds an outlier's pull; absent: normal. */
  readonly robustNu?: number;
}

/** Where the fit ended, and how sure it is. */
export interface LeastSquaresFit {
  readonly x: readonly number[];
  /** Inverse of the curvature at x. */
  readonly covariance: Matrix;
  /** Half the weighted sum of squares plus the prior's. */
  readonly cost: number;
  readonly residuals: readonly number[];
  readonly iterations: number;
  readonly converged: boolean;
  /** Condition number of the data's own curvature, scaled to unit prior; Infinity if rank deficient. */
  readonly conditionNumber: number;
}

const STEP = 1e-4;
const MAX_ITERATIONS = 30;
const PLAIN_ITERATIONS = 6;

/**
 * Penalised, robust least squares by Levenberg-Marquardt: damped normal equations on the coordinates not
 * held at a bound, robust weights renewed at each accepted step. Derivatives are differences. Far from
 * the end every residual looks like an outlier and a robust cost is flat, so a few plain steps go first,
 * kept where they lower the robust cost.
 */
export function leastSquares(
  problem: LeastSquaresProblem,
  start: readonly number[],
): LeastSquaresFit {
  const begin = start.map((v, i) => clamp(v, problem, i));
  let from: readonly number[] = begin;
  if (problem.robustNu !== undefined) {
    const { robustNu: _, ...plain } = problem;
    const approached = descend(plain, begin, PLAIN_ITERATIONS).x;
    if (leastSquaresCost(problem, approached) < leastSquaresCost(problem, begin)) from = approached;
  }
  const end = descend(problem, from, MAX_ITERATIONS);
  const { curvature, data } = normalEquations(problem, end.x, end.residuals);
  return {
    ...end,
    covariance: inverse(curvature),
    conditionNumber: conditionOf(data, problem.priorPrecision),
  };
}

function descend(
  problem: LeastSquaresProblem,
  start: readonly number[],
  limit: number,
): Omit<LeastSquaresFit, 'covariance' | 'conditionNumber'> {
  let x = [...start];
  let r = problem.residuals(x);
  let cost = costOf(problem, x, r);
  let damping = 1e-3;
  let iterations = 0;
  let converged = false;
  while (iterations < limit && !converged) {
    iterations++;
    const { curvature, gradient } = normalEquations(problem, x, r, iterations < 4);
    let accepted = false;
    for (let attempt = 0; attempt < 12 && !accepted; attempt++) {
      const step = dampedStep(problem, x, curvature, gradient, damping);
      const next = x.map((v, i) => clamp(v + (step[i] ?? 0), problem, i));
      const nextR = problem.residuals(next);
      const nextCost = costOf(problem, next, nextR);
      if (nextCost <= cost) {
        converged = iterations >= 4 && cost - nextCost <= 1e-6 * (1 + cost);
        accepted = true;
        x = next;
        r = nextR;
        cost = nextCost;
        damping = Math.max(damping / 5, 1e-9);
      } else {
        damping *= 6;
      }
    }
    // No downhill step at any damping: a minimum to within rounding.
    if (!accepted) converged = true;
  }
  return { x, cost, residuals: r, iterations, converged };
}

/** The cost that leastSquares minimises, for checks by another optimiser. */
export function leastSquaresCost(problem: LeastSquaresProblem, x: readonly number[]): number {
  return costOf(problem, x, problem.residuals(x));
}

/** Its gradient, from the Jacobian of the residuals. */
export function leastSquaresGradient(problem: LeastSquaresProblem, x: readonly number[]): number[] {
  return normalEquations(problem, x, problem.residuals(x)).gradient;
}

const clamp = (v: number, p: LeastSquaresProblem, i: number): number =>
  Math.min(p.upper[i] ?? Number.POSITIVE_INFINITY, Math.max(p.lower[i] ?? -Infinity, v));

function costOf(p: LeastSquaresProblem, x: readonly number[], r: readonly number[]): number {
  const nu = p.robustNu;
  let sum = 0;
  for (const value of r) {
    sum += nu === undefined ? value * value : (nu + 1) * Math.log1p((value * value) / nu);
  }
  const d = x.map((v, i) => v - (p.priorMean[i] ?? 0));
  const pd = multiply(p.priorPrecision, d);
  return 0.5 * (sum + d.reduce((acc, v, i) => acc + v * (pd[i] ?? 0), 0));
}

function normalEquations(
  p: LeastSquaresProblem,
  x: readonly number[],
  r: readonly number[],
  oneSided = false,
) {
  const n = x.length;
  const columns = x.map((_, i) => {
    const up = p.residuals(x.map((v, j) => (j === i ? v + STEP : v)));
    // Far from the end half the evaluations point well enough downhill.
    if (oneSided) return up.map((v, k) => (v - (r[k] ?? 0)) / STEP);
    const down = p.residuals(x.map((v, j) => (j === i ? v - STEP : v)));
    return up.map((v, k) => (v - (down[k] ?? 0)) / (2 * STEP));
  });
  const nu = p.robustNu;
  const weights = r.map((v) => (nu === undefined ? 1 : (nu + 1) / (nu + v * v)));
  const data = Matrix.zeros(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < r.length; k++) {
        sum += (weights[k] ?? 0) * (columns[i]?.[k] ?? 0) * (columns[j]?.[k] ?? 0);
      }
      data.set(i, j, sum);
      data.set(j, i, sum);
    }
  }
  const d = x.map((v, i) => v - (p.priorMean[i] ?? 0));
  const pull = multiply(p.priorPrecision, d);
  const gradient = columns.map(
    (column, i) =>
      column.reduce((sum, v, k) => sum + v * (weights[k] ?? 0) * (r[k] ?? 0), 0) + (pull[i] ?? 0),
  );
  return { data, curvature: Matrix.add(data, p.priorPrecision), gradient };
}

function dampedStep(
  p: LeastSquaresProblem,
  x: readonly number[],
  curvature: Matrix,
  gradient: readonly number[],
  damping: number,
): number[] {
  // A coordinate at its bound that the gradient pushes outwards stays there.
  const free = x
    .map((_, i) => i)
    .filter((i) => {
      const g = gradient[i] ?? 0;
      return !(
        ((x[i] ?? 0) <= (p.lower[i] ?? -Infinity) && g > 0) ||
        ((x[i] ?? 0) >= (p.upper[i] ?? Infinity) && g < 0)
      );
    });
  const step = x.map(() => 0);
  if (free.length === 0) return step;
  const a = curvature.selection(free, free);
  for (let i = 0; i < free.length; i++) a.set(i, i, a.get(i, i) * (1 + damping));
  const b = Matrix.columnVector(free.map((i) => -(gradient[i] ?? 0)));
  const solved = new CholeskyDecomposition(a).solve(b);
  free.forEach((i, k) => {
    // A tenfold change of a parameter in one step leaves the region where the line means anything.
    step[i] = Math.max(-2.3, Math.min(2.3, solved.get(k, 0)));
  });
  return step;
}

const multiply = (m: Matrix, v: readonly number[]): number[] =>
  m.mmul(Matrix.columnVector([...v])).to1DArray();

/** Inverse of a symmetric positive definite matrix. */
export const inverse = (m: Matrix): Matrix =>
  new CholeskyDecomposition(m).solve(Matrix.eye(m.rows, m.rows));

function conditionOf(data: Matrix, priorPrecision: Matrix): number {
  const n = data.rows;
  const scaled = Matrix.zeros(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const scale = Math.sqrt(priorPrecision.get(i, i) * priorPrecision.get(j, j));
      scaled.set(i, j, data.get(i, j) / scale);
    }
  }
  return new SVD(scaled).condition;
}
