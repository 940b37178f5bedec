import { random, type Warning, warning } from '../../base/index.ts';
import { type ClusterId, FEW_CLUSTERS, groupByCluster } from '../cluster/clusters.ts';
import { requireCount, requireSample } from '../preconditions.ts';
import { at, sum } from '../sample.ts';

/** Up to this many non-zero units all sign patterns are enumerated. */
const EXACT_UNITS = 20;

export interface SignFlipOptions {
  /** Cluster of each difference; whole clusters are flipped. Default: each difference by itself. */
  readonly clusters?: readonly ClusterId[];
  readonly alternative?: 'two-sided' | 'greater' | 'less';
  /** Random sign patterns where they are too many to enumerate; default 10,000. */
  readonly draws?: number;
  readonly seed?: number | string;
}

export interface SignFlipTest {
  readonly p: number;
  /** Sum of all differences: what each sign pattern is compared by. */
  readonly statistic: number;
  /** Items or clusters. */
  readonly n: number;
  readonly method: 'sign-flip-exact' | 'sign-flip-monte-carlo';
  /** Sign patterns looked at. */
  readonly draws: number;
  readonly warnings: readonly Warning[];
}

/**
 * Paired permutation test of zero mean: under H0 a unit's difference is as likely with either sign.
 * Exact for at most 20 non-zero units, else (k + 1)/(B + 1) over B seeded patterns. For whole differences
 * of -1, 0 and 1 the exact form is McNemar's exact test. `greater` finds positive means (candidate better).
 * To test a margin, add it to the differences. Without any non-zero unit p is 1.
 */
export function signFlipTest(
  differences: readonly number[],
  options: SignFlipOptions = {},
): SignFlipTest {
  const { clusters, alternative = 'two-sided', draws = 10_000, seed = 0 } = options;
  requireSample('differences', differences);
  requireCount('draws', draws, 1);
  const units =
    clusters === undefined ? differences : groupByCluster(differences, clusters).map((g) => sum(g));
  const moving = units.filter((u) => u !== 0);
  const statistic = sum(units);
  const scale = sum(moving.map(Math.abs));
  // Sums in another order differ in their last bits; a tie must count as one.
  const slack = 1e-9 * scale;
  const extreme = (value: number): boolean =>
    alternative === 'two-sided'
      ? Math.abs(value) >= Math.abs(statistic) - slack
      : alternative === 'greater'
        ? value >= statistic - slack
        : value <= statistic + slack;
  const shared = { statistic, n: units.length };
  if (moving.length <= EXACT_UNITS) {
    const patterns = 2 ** moving.length;
    const p = countPatterns(moving, extreme) / patterns;
    const warnings =
      2 / patterns > 0.05 ? [warning('few-nonzero-units', { n: moving.length })] : [];
    return { ...shared, p, method: 'sign-flip-exact', draws: patterns, warnings };
  }
  const stream = random(seed).stream('sign-flip');
  let hits = 0;
  for (let draw = 0; draw < draws; draw++) {
    let total = 0;
    let bits = 0;
    for (let i = 0; i < moving.length; i++) {
      if (i % 30 === 0) bits = stream.integer(0, 2 ** 30 - 1);
      total += bits & 1 ? at(moving, i) : -at(moving, i);
      bits >>= 1;
    }
    if (extreme(total)) hits++;
  }
  const few = clusters !== undefined && units.length < FEW_CLUSTERS;
  return {
    ...shared,
    p: (hits + 1) / (draws + 1),
    method: 'sign-flip-monte-carlo',
    draws,
    warnings: few ? [warning('few-clusters', { clusters: units.length, least: FEW_CLUSTERS })] : [],
  };
}

/** Number of sign patterns whose sum is extreme; in Gray-code order, one sign changes at a time. */
function countPatterns(units: readonly number[], extreme: (sum: number) => boolean): number {
  const signs = units.map(() => -1);
  let total = -sum(units);
  let hits = extreme(total) ? 1 : 0;
  for (let pattern = 1; pattern < 2 ** units.length; pattern++) {
    const flipped = 31 - Math.clz32(pattern & -pattern);
    const sign = -at(signs, flipped);
    signs[flipped] = sign;
    total += 2 * sign * at(units, flipped);
    if (extreme(total)) hits++;
  }
  return hits;
}
