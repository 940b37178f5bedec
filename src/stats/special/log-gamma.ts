import { requirePositive } from '../preconditions.ts';

const HALF_LOG_TWO_PI = 0.9189385332046728;

/** 1 - Euler's constant. */
const ONE_MINUS_GAMMA = 0.42278433509846713;

/** zeta(k) - 1 for k = 2, 3, ...; beyond the last the terms fall below 2^-70 for |z| <= 1/2. */
const ZETA_MINUS_ONE: readonly number[] = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993,
  0.01734306198444914, 0.008349277381922827, 0.00407735619794434, 0.0020083928260822143,
  0.0009945751278180853, 0.0004941886041194645, 0.0002460865533080483, 0.00012271334757848915,
  6.124813505870483e-5, 3.058823630702049e-5, 1.528225940865187e-5, 7.637197637899763e-6,
  3.81729326499984e-6, 1.908212716553939e-6, 9.539620338727962e-7, 4.769329867878064e-7,
  2.38450502727733e-7, 1.1921992596531106e-7, 5.960818905125948e-8, 2.980350351465228e-8,
  1.4901554828365043e-8, 7.45071178983543e-9, 3.725334024788457e-9, 1.862659723513049e-9,
  9.313274324196682e-10, 4.656629065033784e-10, 2.3283118336765053e-10, 1.164155017270052e-10,
];

/** Coefficients of Stirling's series, B(2k) / (2k (2k - 1)); DLMF 5.11.1. */
const STIRLING: readonly number[] = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
  43867 / 244188,
];

/** From here on nine terms of Stirling's series leave less than 1e-17. */
const STIRLING_FROM = 12;

/**
 * log Γ(x) for x > 0, to about 1e-15 relative, its zeros at 1 and 2 included.
 * Between the zeros by the Taylor series about 2 (DLMF 5.7.3), which does not cancel there.
 */
export function logGamma(x: number): number {
  requirePositive('x of logGamma', x);
  if (x < 0.5) return logGammaNearTwo(x) - Math.log1p(x) - Math.log(x);
  if (x < 1.5) return logGammaNearTwo(x - 1) - Math.log1p(x - 1);
  if (x <= 2.5) return logGammaNearTwo(x - 2);
  if (x < STIRLING_FROM) {
    let shifted = x;
    let product = 1;
    while (shifted > 2.5) {
      shifted -= 1;
      product *= shifted;
    }
    return Math.log(product) + logGammaNearTwo(shifted - 2);
  }
  return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingSeries(x);
}

/** log Γ(2 + z) for |z| <= 1/2. */
function logGammaNearTwo(z: number): number {
  let total = 0;
  for (let k = ZETA_MINUS_ONE.length + 1; k >= 2; k--) {
    const term = (ZETA_MINUS_ONE[k - 2] ?? 0) / k;
    total = total * z + (k % 2 === 0 ? term : -term);
  }
  return z * (ONE_MINUS_GAMMA + z * total);
}

function stirlingSeries(x: number): number {
  const inverseSquare = 1 / (x * x);
  return STIRLING.reduceRight((total, c) => total * inverseSquare + c, 0) / x;
}

/**
 * log Γ(n + 1) - [(n + 1/2) log n - n + log(2π)/2]: what Stirling's formula misses, for n > 0.
 * Kept apart because differences of large log Γ lose digits that differences of this do not
 * (Loader, "Fast and accurate computation of binomial probabilities", 2000).
 */
export function stirlingError(n: number): number {
  if (n >= STIRLING_FROM) return stirlingSeries(n);
  return logGamma(n + 1) - (n + 0.5) * Math.log(n) + n - HALF_LOG_TWO_PI;
}

/** log of the beta function, a, b > 0. */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large < STIRLING_FROM) return logGamma(small) + logGamma(large) - logGamma(small + large);
  // Γ(large) / Γ(small + large) without the difference of two huge logarithms.
  const total = small + large;
  const ratio =
    small +
    stirlingError(large) -
    stirlingError(total) -
    (large - 0.5) * Math.log1p(small / large) -
    small * Math.log(total);
  return logGamma(small) + ratio;
}
