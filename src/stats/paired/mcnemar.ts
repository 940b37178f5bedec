import { requireCount } from '../preconditions.ts';
import { binomialCdf, binomialPmf } from '../special/binomial.ts';
import { chiSquaredUpperTail } from '../special/chi-squared.ts';

/** The discordant pairs of two endpoints on the same items. */
export interface Flips {
  /** Baseline right, candidate wrong. */
  readonly lost: number;
  /** Baseline wrong, candidate right. */
  readonly gained: number;
}

/** Two-sided p values of McNemar's test. */
export interface McnemarTest {
  /** Binomial test of the flips; never above its level, and well below it when flips are few. */
  readonly exact: number;
  /** Exact minus half of the observed table's probability on each side: the default. */
  readonly midP: number;
}

/**
 * McNemar's test by the exact binomial and its mid-p form (Fagerland, Lydersen, Laake 2013).
 * With lost = gained the mid-p is 1 - P(X = lost); without any flip both are 1 by definition.
 */
export function mcnemar({ lost, gained }: Flips): McnemarTest {
  requireFlips({ lost, gained });
  const flips = lost + gained;
  if (flips === 0) return { exact: 1, midP: 1 };
  const fewer = Math.min(lost, gained);
  const exact = Math.min(1, 2 * binomialCdf(fewer, flips, 0.5));
  return { exact, midP: exact - binomialPmf(fewer, flips, 0.5) };
}

/**
 * Chi-squared forms of the test: wrong below about 25 flips, kept for comparison with other tools. The
 * corrected one is (abs(lost - gained) - 1)^2 / flips even where lost = gained, as those tools have it.
 */
export function mcnemarChiSquared({ lost, gained }: Flips): {
  readonly plain: number;
  readonly corrected: number;
} {
  requireFlips({ lost, gained });
  const flips = lost + gained;
  if (flips === 0) return { plain: 1, corrected: 1 };
  const difference = Math.abs(lost - gained);
  return {
    plain: chiSquaredUpperTail(difference ** 2 / flips, 1),
    corrected: chiSquaredUpperTail((difference - 1) ** 2 / flips, 1),
  };
}

export function requireFlips({ lost, gained }: Flips): void {
  requireCount('lost', lost);
  requireCount('gained', gained);
}
