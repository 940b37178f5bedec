import { requirePositive, requireShare } from '../preconditions.ts';
import { halfDeviance } from './deviance.ts';
import { stirlingError } from './log-gamma.ts';

const MOST_STEPS = 200_000;

/** Regularised lower incomplete gamma function P(a, x), for a > 0 and x >= 0. */
export function regularizedGammaP(a: number, x: number): number {
  requireArguments(a, x);
  if (x === 0) return 0;
  if (x === Infinity) return 1;
  return x < a + 1 ? Math.exp(logSeries(a, x)) : 1 - Math.exp(logFraction(a, x));
}

/** Its complement Q(a, x) = 1 - P(a, x), precise where it is small. */
export function regularizedGammaQ(a: number, x: number): number {
  requireArguments(a, x);
  if (x === 0) return 1;
  if (x === Infinity) return 0;
  return x < a + 1 ? -Math.expm1(logSeries(a, x)) : Math.exp(logFraction(a, x));
}

/** log Q(a, x), finite far below the smallest double. */
export function logRegularizedGammaQ(a: number, x: number): number {
  requireArguments(a, x);
  if (x === 0) return 0;
  return x < a + 1 ? Math.log(-Math.expm1(logSeries(a, x))) : logFraction(a, x);
}

/** The x where P(a, x) = p: Newton on log P (or log Q above the middle) in log x, with bisection as guard. */
export function inverseRegularizedGamma(p: number, a: number): number {
  requireShare('p', p);
  requirePositive('a', a);
  if (p === 0) return 0;
  if (p === 1) return Infinity;
  const upper = p > 0.5;
  const target = Math.log(upper ? 1 - p : p);
  let low = -745;
  let high = Math.log(a + 1) + 8;
  let logX = Math.log(a);
  for (let step = 0; step < 400; step++) {
    const x = Math.exp(logX);
    const log = upper ? logRegularizedGammaQ(a, x) : logRegularizedGammaP(a, x);
    const short = upper ? log > target : log < target;
    if (short) low = logX;
    else high = logX;
    // d log P / d log x = x^a e^-x / (Γ(a) P); the same with a minus sign for Q
    const slope = Math.exp(logGammaFront(a, x) + Math.log(a) - log) * (upper ? -1 : 1);
    let next = logX + (target - log) / slope;
    if (!(next > low && next < high)) next = (low + high) / 2;
    const done = Math.abs(next - logX) <= 1e-15 * Math.max(1, Math.abs(logX));
    logX = next;
    if (done) break;
  }
  return Math.exp(logX);
}

function logRegularizedGammaP(a: number, x: number): number {
  return x < a + 1 ? logSeries(a, x) : Math.log1p(-Math.exp(logFraction(a, x)));
}

/** log of x^a e^-x / Γ(a + 1). */
const logGammaFront = (a: number, x: number): number =>
  -stirlingError(a) - halfDeviance(a, x) - 0.5 * Math.log(2 * Math.PI * a);

/** log P by its power series (DLMF 8.7.1), for x < a + 1. */
function logSeries(a: number, x: number): number {
  let term = 1;
  let total = 1;
  for (let n = 1; n <= MOST_STEPS; n++) {
    term *= x / (a + n);
    total += term;
    if (term <= total * 1e-17) return logGammaFront(a, x) + Math.log(total);
  }
  throw new RangeError(`incomplete gamma does not converge at a=${a}, x=${x}`);
}

/** log Q by Legendre's continued fraction (DLMF 8.9.2), for x >= a + 1. */
function logFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n <= MOST_STEPS; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / nonZero(numerator * d + b);
    c = nonZero(b + numerator / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) <= 1e-16) break;
    if (n === MOST_STEPS)
      throw new RangeError(`incomplete gamma does not converge at a=${a}, x=${x}`);
  }
  // x^a e^-x / Γ(a) = a x^a e^-x / Γ(a + 1)
  return logGammaFront(a, x) + Math.log(a) + Math.log(fraction);
}

const nonZero = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value);

function requireArguments(a: number, x: number): void {
  requirePositive('a', a);
  if (!(x >= 0)) throw new RangeError(`x must be >= 0, saw ${x}`);
}
