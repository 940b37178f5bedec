import { absent, type Measured, measured } from '../../base/index.ts';
import { requirePairs, requireSample } from '../preconditions.ts';
import { midranks } from '../rank/ranks.ts';
import { at, mean, sum } from '../sample.ts';
import { normalCdf } from '../special/normal.ts';
import { studentTwoSided } from '../special/student-t.ts';
import { kendallCounts } from './kendall-exact.ts';

/** A correlation with the two-sided p of none. */
export interface Correlation {
  readonly r: number;
  readonly p: number;
  readonly n: number;
  readonly method: string;
}

/**
 * Pearson's r with the t(n - 2) test; at least three pairs. Absent when one side does not vary: its
 * correlation is not 0 but undefined.
 */
export function pearson(x: readonly number[], y: readonly number[]): Measured<Correlation> {
  requireXy(x, y);
  return fromT(productMoment(x, y), x.length, 'pearson');
}

/** Spearman's rho: Pearson's r of midranks, with the t approximation. Absent when one side is constant. */
export function spearman(x: readonly number[], y: readonly number[]): Measured<Correlation> {
  requireXy(x, y);
  return fromT(productMoment(midranks(x).ranks, midranks(y).ranks), x.length, 'spearman');
}

/**
 * Kendall's tau-b: exact p without ties up to 50 pairs, else the normal approximation with tie
 * correction. Absent when one side is constant.
 */
export function kendall(x: readonly number[], y: readonly number[]): Measured<Correlation> {
  requireXy(x, y);
  const n = x.length;
  let balance = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      balance += Math.sign(at(x, i) - at(x, j)) * Math.sign(at(y, i) - at(y, j));
    }
  }
  const pairs = (n * (n - 1)) / 2;
  const tiesX = midranks(x).ties;
  const tiesY = midranks(y).ties;
  const tied = (ties: readonly number[]): number => sum(ties.map((t) => (t * (t - 1)) / 2));
  const scale = Math.sqrt((pairs - tied(tiesX)) * (pairs - tied(tiesY)));
  if (scale === 0) return absent('one side does not vary');
  const exact = tiesX.length === 0 && tiesY.length === 0 && n <= 50;
  return measured({
    r: balance / scale,
    p: exact ? exactKendallP(balance, n) : normalKendallP(balance, n, tiesX, tiesY),
    n,
    method: exact ? 'kendall-exact' : 'kendall-normal',
  });
}

function productMoment(x: readonly number[], y: readonly number[]): number | undefined {
  const centerX = mean(x);
  const centerY = mean(y);
  const dx = x.map((v) => v - centerX);
  const dy = y.map((v) => v - centerY);
  const squares = sum(dx.map((v) => v * v)) * sum(dy.map((v) => v * v));
  if (squares === 0) return undefined;
  const r = sum(dx.map((v, i) => v * at(dy, i))) / Math.sqrt(squares);
  return Math.max(-1, Math.min(1, r));
}

function fromT(r: number | undefined, n: number, method: string): Measured<Correlation> {
  if (r === undefined) return absent('one side does not vary');
  const df = n - 2;
  const p = Math.abs(r) === 1 ? 0 : studentTwoSided(r * Math.sqrt(df / ((1 - r) * (1 + r))), df);
  return measured({ r, p, n, method });
}

function exactKendallP(balance: number, n: number): number {
  const counts = kendallCounts(n);
  const total = sum(counts);
  const pairs = (n * (n - 1)) / 2;
  // balance = pairs - 2 x inversions
  const inversions = Math.round((pairs - Math.abs(balance)) / 2);
  const atMost = sum(counts.slice(0, inversions + 1)) / total;
  return Math.min(1, 2 * atMost);
}

function normalKendallP(
  balance: number,
  n: number,
  tiesX: readonly number[],
  tiesY: readonly number[],
): number {
  const total = (ties: readonly number[], f: (t: number) => number): number => sum(ties.map(f));
  const cubic = (t: number): number => t * (t - 1) * (2 * t + 5);
  const pair = (t: number): number => t * (t - 1);
  const triple = (t: number): number => t * (t - 1) * (t - 2);
  const spread =
    (cubic(n) - total(tiesX, cubic) - total(tiesY, cubic)) / 18 +
    (total(tiesX, pair) * total(tiesY, pair)) / (2 * pair(n)) +
    (total(tiesX, triple) * total(tiesY, triple)) / (9 * triple(n));
  return spread <= 0 ? 1 : Math.min(1, 2 * normalCdf(-Math.abs(balance) / Math.sqrt(spread)));
}

function requireXy(x: readonly number[], y: readonly number[]): void {
  requirePairs(x, y);
  requireSample('x', x, 3);
  requireSample('y', y, 3);
}
