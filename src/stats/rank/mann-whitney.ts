import { type Warning, warning } from '../../base/index.ts';
import { requireSample } from '../preconditions.ts';
import { at, sum } from '../sample.ts';
import { normalCdf } from '../special/normal.ts';
import { rankSumCdf } from './rank-sum-distribution.ts';
import { midranks } from './ranks.ts';

/** Up to this size of both samples the exact distribution is used. */
export const EXACT_SIZE = 50;

export interface MannWhitneyOptions {
  /** `greater`: x tends to be larger than y. Default two-sided. */
  readonly alternative?: 'two-sided' | 'greater' | 'less';
  /** Default: exact without ties up to 50 values a side, else the normal approximation. */
  readonly exact?: boolean;
  /** Continuity correction of the normal approximation; default true. */
  readonly continuity?: boolean;
}

export interface MannWhitneyTest {
  /** Pairs (x, y) with x > y, ties counted half: R's W. */
  readonly u: number;
  readonly p: number;
  /** P(x > y) + P(x = y) / 2. */
  readonly superiority: number;
  readonly n: readonly [x: number, y: number];
  readonly method: 'mann-whitney-exact' | 'mann-whitney-normal';
  readonly warnings: readonly Warning[];
}

/** Mann and Whitney's rank-sum test (1947), with tie correction where values are tied. */
export function mannWhitney(
  x: readonly number[],
  y: readonly number[],
  options: MannWhitneyOptions = {},
): MannWhitneyTest {
  requireSample('x', x);
  requireSample('y', y);
  const { alternative = 'two-sided', continuity = true } = options;
  const m = x.length;
  const n = y.length;
  const { ranks, ties } = midranks([...x, ...y]);
  const u = sum(ranks.slice(0, m)) - (m * (m + 1)) / 2;
  const exact = (options.exact ?? (m < EXACT_SIZE && n < EXACT_SIZE)) && ties.length === 0;
  const p = exact
    ? exactP(u, m, n, alternative)
    : normalP(u, m, n, ties, alternative, continuity ? 0.5 : 0);
  const warnings: Warning[] = [];
  if (ties.length > 0 && options.exact === true) warnings.push(warning('ties-no-exact'));
  // The smallest two-sided p there is, 2 / C(m + n, m): 0.1 for three runs a side.
  const least = 2 * rarestOrder(m, n);
  if (least > 0.05) warnings.push(warning('cannot-be-significant', { least }));
  return {
    u,
    p,
    superiority: u / (m * n),
    n: [m, n],
    method: exact ? 'mann-whitney-exact' : 'mann-whitney-normal',
    warnings,
  };
}

/** Chance of complete separation, 1 / C(m + n, m). */
function rarestOrder(m: number, n: number): number {
  let chance = 1;
  for (let i = 1; i <= Math.min(m, n); i++) chance *= i / (m + n - i + 1);
  return chance;
}

type Alternative = 'two-sided' | 'greater' | 'less';

function exactP(u: number, m: number, n: number, alternative: Alternative): number {
  const cdf = rankSumCdf(m, n);
  const atMost = at(cdf, u);
  // The distribution is symmetric: P(U >= u) = P(U <= mn - u).
  const atLeast = at(cdf, m * n - u);
  if (alternative === 'greater') return atLeast;
  if (alternative === 'less') return atMost;
  return Math.min(1, 2 * Math.min(atMost, atLeast));
}

/** Standard deviation of U under H0, corrected for ties. */
export function rankSumSpread(m: number, n: number, ties: readonly number[]): number {
  const total = m + n;
  const tied = sum(ties.map((t) => t * t * t - t));
  return Math.sqrt(((m * n) / 12) * (total + 1 - tied / (total * (total - 1))));
}

function normalP(
  u: number,
  m: number,
  n: number,
  ties: readonly number[],
  alternative: Alternative,
  correction: number,
): number {
  const spread = rankSumSpread(m, n, ties);
  if (!(spread > 0)) return 1;
  const distance = u - (m * n) / 2;
  if (alternative === 'greater') return normalCdf(-(distance - correction) / spread);
  if (alternative === 'less') return normalCdf((distance + correction) / spread);
  const z = Math.max(0, Math.abs(distance) - correction) / spread;
  return Math.min(1, 2 * normalCdf(-z));
}
