import { requirePositive, requireShare } from '../preconditions.ts';
import { logBinomialTerm } from './binomial-term.ts';

const TINY = 1e-300;
const EPSILON = 1e-16;
const MOST_STEPS = 200_000;

/**
 * Regularised incomplete beta function I_x(a, b). `y` is 1 - x, given apart where the caller knows it
 * more precisely than the subtraction does (x near 1). Continued fraction DLMF 8.17.22 by Lentz's
 * method, on the side where it converges fast.
 */
export function regularizedBeta(x: number, a: number, b: number, y = 1 - x): number {
  requireShare('x', x);
  requirePositive('a', a);
  requirePositive('b', b);
  if (x === 0) return 0;
  if (y === 0) return 1;
  if (x * (a + b + 2) <= a + 1) return Math.min(1, Math.exp(logLowerBeta(x, a, b, y)));
  return Math.max(0, 1 - Math.exp(logLowerBeta(y, b, a, x)));
}

/** log I_x(a, b), finite far below the smallest double. */
export function logRegularizedBeta(x: number, a: number, b: number, y = 1 - x): number {
  if (x * (a + b + 2) <= a + 1) return logLowerBeta(x, a, b, y);
  return Math.log1p(-Math.exp(logLowerBeta(y, b, a, x)));
}

/** Both coordinates of a point of the beta distribution: x and y = 1 - x, each to full precision. */
export interface BetaPoint {
  readonly x: number;
  readonly y: number;
}

/**
 * The point where I_x(a, b) = p. Newton on log I as a function of logit x: that function is concave,
 * so that from the first step on the iterates approach from one side and cannot run away.
 */
export function inverseRegularizedBeta(p: number, a: number, b: number): BetaPoint {
  requireShare('p', p);
  requirePositive('a', a);
  requirePositive('b', b);
  if (p === 0) return { x: 0, y: 1 };
  if (p === 1) return { x: 1, y: 0 };
  if (p > 0.5) {
    const { x, y } = inverseRegularizedBeta(1 - p, b, a);
    return { x: y, y: x };
  }
  const target = Math.log(p);
  let logit = Math.log(a / b);
  for (let step = 0; step < 300; step++) {
    const x = 1 / (1 + Math.exp(-logit));
    const y = 1 / (1 + Math.exp(logit));
    // Below the smallest double there is nothing to tell apart from 0.
    if (x < 1e-307) return { x: 0, y: 1 };
    if (y < 1e-307) return { x: 1, y: 0 };
    const log = logRegularizedBeta(x, a, b, y);
    // d log I / d logit x = x^a y^b / (B(a, b) I)
    const slope = Math.exp(logBetaFront(x, a, b, y) - log);
    const move = (target - log) / slope;
    logit += Math.max(-50, Math.min(50, move));
    if (Math.abs(move) <= 1e-15 * Math.max(1, Math.abs(logit))) break;
  }
  return { x: 1 / (1 + Math.exp(-logit)), y: 1 / (1 + Math.exp(logit)) };
}

/** log of x^a y^b / B(a, b). */
export function logBetaFront(x: number, a: number, b: number, y: number): number {
  return Math.log(a) + Math.log(b / (a + b)) + logBinomialTerm(a, a + b, x, y);
}

function logLowerBeta(x: number, a: number, b: number, y: number): number {
  return logBetaFront(x, a, b, y) - Math.log(a) + Math.log(betaFraction(x, a, b));
}

function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= MOST_STEPS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    const factor = d * c;
    fraction *= factor;
    if (Math.abs(factor - 1) <= EPSILON) return fraction;
  }
  throw new RangeError(`incomplete beta does not converge at x=${x}, a=${a}, b=${b}`);
}

const nonZero = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
