import { type Estimate, type Warning, warning } from '../../base/index.ts';
import { requireOpenShare, requireSample } from '../preconditions.ts';
import { ascending, at } from '../sample.ts';
import { normalQuantile } from '../special/normal.ts';
import { EXACT_SIZE, rankSumSpread } from './mann-whitney.ts';
import { rankSumCdf } from './rank-sum-distribution.ts';
import { midranks } from './ranks.ts';

/**
 * Shift between two samples: the median of all differences x - y (candidate first for candidate -
 * baseline), with the interval that inverts the Mann-Whitney test (Hodges & Lehmann 1963). Exact ranks
 * up to 49 values a side, else the normal approximation; with ties the level is approximate (`ties`).
 * The interval is absent when the samples are too small for any at this confidence (`interval-open`).
 */
export function hodgesLehmann(
  x: readonly number[],
  y: readonly number[],
  confidence = 0.95,
): Estimate {
  requireSample('x', x);
  requireSample('y', y);
  requireOpenShare('confidence', confidence);
  const m = x.length;
  const n = y.length;
  const differences = orderedDifferences(ascending(x), ascending(y));
  const pairs = m * n;
  const center = (differences(Math.ceil(pairs / 2)) + differences(Math.floor(pairs / 2) + 1)) / 2;
  const { ties } = midranks([...x, ...y]);
  const warnings: Warning[] = ties.length > 0 ? [warning('ties')] : [];
  const shared = { center, confidence, n: Math.min(m, n), method: 'hodges-lehmann' };
  const outside = ranksOutside(m, n, ties, (1 - confidence) / 2);
  if (outside === 0)
    return { ...shared, warnings: [...warnings, warning('interval-open', { m, n })] };
  return {
    ...shared,
    lo: differences(outside),
    hi: differences(pairs - outside + 1),
    warnings,
  };
}

/** Cliff's delta P(x > y) - P(x < y), -1..1. */
export function cliffsDelta(x: readonly number[], y: readonly number[]): number {
  requireSample('x', x);
  requireSample('y', y);
  const sorted = ascending(y);
  let balance = 0;
  for (const value of x)
    balance += countBelow(sorted, value, false) + countBelow(sorted, value, true);
  return balance / (x.length * y.length) - 1;
}

/** Rank of the difference at which the lower limit lies: the largest c with P(U <= c - 1) <= tail; 0 if none. */
function ranksOutside(m: number, n: number, ties: readonly number[], tail: number): number {
  if (m < EXACT_SIZE && n < EXACT_SIZE) {
    return rankSumCdf(m, n).findIndex((p) => p > tail * (1 + 1e-12));
  }
  const z = normalQuantile(1 - tail);
  const rank = Math.floor((m * n) / 2 - z * rankSumSpread(m, n, ties) - 0.5) + 1;
  return Math.max(0, rank);
}

/** The k-th smallest x - y (k from 1) of two ascending samples, without forming all m n differences. */
function orderedDifferences(x: readonly number[], y: readonly number[]): (k: number) => number {
  const least = at(x, 0) - at(y, y.length - 1);
  const most = at(x, x.length - 1) - at(y, 0);
  const countUpTo = (limit: number): number => {
    let count = 0;
    let j = y.length;
    // As x grows, fewer y are large enough; one walk over both samples.
    for (const value of x) {
      let first = y.length - j;
      while (first < y.length && value - at(y, first) > limit) first++;
      j = y.length - first;
      count += j;
    }
    return count;
  };
  return (k) => {
    if (countUpTo(least) >= k) return least;
    let below = least;
    let reached = most;
    // Halves down to neighbouring doubles, one of which is the difference itself.
    for (;;) {
      const middle = below + (reached - below) / 2;
      if (!(middle > below && middle < reached)) return reached;
      if (countUpTo(middle) >= k) reached = middle;
      else below = middle;
    }
  };
}

/** How many of the ascending values are below `limit` (or equal to it, if `inclusive`). */
function countBelow(sorted: readonly number[], limit: number, inclusive: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const value = at(sorted, middle);
    if (value < limit || (inclusive && value === limit)) low = middle + 1;
    else high = middle;
  }
  return low;
}
