import { requirePairs } from '../preconditions.ts';
import { sum } from '../sample.ts';
import { chiSquaredUpperTail } from '../special/chi-squared.ts';

/** Result of Cochran's test over k endpoints on the same items. */
export interface CochranTest {
  readonly q: number;
  readonly df: number;
  readonly p: number;
  /** Items on which the endpoints differ; only these speak. */
  readonly n: number;
}

/**
 * Cochran's Q (1950): do k endpoints, each right or wrong on the same items, differ at all? The first
 * step before pairwise McNemar with Holm. `rows` are items, one boolean per endpoint. When no item
 * tells endpoints apart, q is 0 and p is 1.
 */
export function cochranQ(rows: readonly (readonly boolean[])[]): CochranTest {
  const first = rows[0];
  if (first === undefined) throw new RangeError('Cochran Q needs at least one item');
  const k = first.length;
  if (k < 2) throw new RangeError(`Cochran Q needs at least two endpoints, saw ${k}`);
  for (const row of rows) requirePairs(first, row);
  const totals = first.map((_, j) => rows.filter((row) => row[j] === true).length);
  const perItem = rows.map((row) => row.filter((right) => right).length);
  const all = sum(perItem);
  const spread = k * all - sum(perItem.map((t) => t * t));
  const df = k - 1;
  const n = perItem.filter((t) => t > 0 && t < k).length;
  if (spread === 0) return { q: 0, df, p: 1, n };
  const q = ((k - 1) * (k * sum(totals.map((t) => t * t)) - all * all)) / spread;
  return { q, df, p: chiSquaredUpperTail(q, df), n };
}
