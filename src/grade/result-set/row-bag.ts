import { type ColumnRule, cellsEqual } from './cell.ts';
import { type Column, isSoft } from './column.ts';

/** A gold column joined to the predicted column that stands for it. */
export interface ColumnPair {
  readonly gold: Column;
  readonly predicted: Column;
  readonly rule: ColumnRule;
}

/** Row numbers of both sides. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

const largestMatching = 400;

/**
 * Whether the rows of both sides are the same bag under `pairs`. Exact cells make buckets; inside a
 * bucket rows with reals are matched one to one within the tolerance.
 */
export function sameRowBag(pairs: readonly ColumnPair[], range: RowRange): boolean {
  return matchRows(pairs, indexes(range), indexes(range)).unmatchedGold === 0;
}

const indexes = ({ from, to }: RowRange): readonly number[] =>
  Array.from({ length: to - from }, (_, i) => from + i);

/** How many rows of each side find no partner. */
export interface RowMatch {
  readonly unmatchedGold: number;
  readonly unmatchedPredicted: number;
}

/** Matches rows one to one, as many as possible; the sides may differ in length. */
export function matchRows(
  pairs: readonly ColumnPair[],
  goldRows: readonly number[],
  predictedRows: readonly number[],
): RowMatch {
  const soft = pairs.filter((p) => isSoft(p.gold, p.predicted));
  const exact = pairs.filter((p) => !isSoft(p.gold, p.predicted));
  const goldBuckets = buckets(
    goldRows,
    [...exact.map((p) => p.gold), ...soft.map((p) => p.gold)],
    exact.length,
  );
  const predictedBuckets = buckets(
    predictedRows,
    [...exact.map((p) => p.predicted), ...soft.map((p) => p.predicted)],
    exact.length,
  );
  let matched = 0;
  for (const [key, golds] of goldBuckets) {
    const candidates = predictedBuckets.get(key);
    if (candidates === undefined) continue;
    matched +=
      soft.length === 0
        ? Math.min(golds.length, candidates.length)
        : matchSoftRows(soft, golds, candidates);
  }
  return {
    unmatchedGold: goldRows.length - matched,
    unmatchedPredicted: predictedRows.length - matched,
  };
}

/** Rows by their exact cells; of a column with reals only the cells that are no numbers count. */
function buckets(
  rows: readonly number[],
  columns: readonly Column[],
  exactCount: number,
): ReadonlyMap<string, number[]> {
  const out = new Map<string, number[]>();
  for (const row of rows) {
    let key = '';
    for (const [i, column] of columns.entries()) {
      const cell = column.cells[row];
      if (cell === undefined) continue;
      const part = i < exactCount || cell.num === undefined ? cell.key : 'number';
      key += `${part.length}:${part}`;
    }
    const bucket = out.get(key);
    if (bucket === undefined) out.set(key, [row]);
    else bucket.push(row);
  }
  return out;
}

function matchSoftRows(
  soft: readonly ColumnPair[],
  golds: readonly number[],
  predicted: readonly number[],
): number {
  const equal = (g: number, p: number): boolean =>
    soft.every(({ gold, predicted: other, rule }) => {
      const a = gold.cells[g];
      const b = other.cells[p];
      return a !== undefined && b !== undefined && cellsEqual(a, b, rule);
    });
  const byGold = sortedBy(
    golds,
    soft.map((p) => p.gold),
  );
  const byPredicted = sortedBy(
    predicted,
    soft.map((p) => p.predicted),
  );
  if (
    byGold.length === byPredicted.length &&
    byGold.every((g, i) => equal(g, byPredicted[i] ?? -1))
  )
    return byGold.length;
  // A noisy first column can put near-equal rows in another order: settle those by a true matching.
  return byGold.length > largestMatching || byPredicted.length > largestMatching
    ? greedyMatching(byGold, byPredicted, equal)
    : augmentingMatching(byGold, byPredicted, equal);
}

const sortedBy = (rows: readonly number[], columns: readonly Column[]): readonly number[] =>
  rows.toSorted((a, b) => {
    for (const column of columns) {
      const difference = (column.cells[a]?.num ?? 0) - (column.cells[b]?.num ?? 0);
      if (difference !== 0) return difference;
    }
    return a - b;
  });

type RowsEqual = (gold: number, predicted: number) => boolean;

const greedyWindow = 64;

/** For large buckets: each gold row takes the first free equal row among its neighbours in the sorted order. */
function greedyMatching(
  golds: readonly number[],
  predicted: readonly number[],
  equal: RowsEqual,
): number {
  const taken = new Set<number>();
  let matched = 0;
  for (const [i, gold] of golds.entries()) {
    const from = Math.max(0, i - greedyWindow);
    for (let j = from; j < Math.min(predicted.length, i + greedyWindow); j++) {
      const row = predicted[j];
      if (row !== undefined && !taken.has(row) && equal(gold, row)) {
        taken.add(row);
        matched++;
        break;
      }
    }
  }
  return matched;
}

/** Maximum matching by augmenting paths (Kuhn). */
function augmentingMatching(
  golds: readonly number[],
  predicted: readonly number[],
  equal: RowsEqual,
): number {
  const partner = new Map<number, number>();
  const place = (gold: number, seen: Set<number>): boolean =>
    predicted.some((row) => {
      if (seen.has(row) || !equal(gold, row)) return false;
      seen.add(row);
      const holder = partner.get(row);
      if (holder !== undefined && !place(holder, seen)) return false;
      partner.set(row, gold);
      return true;
    });
  return golds.filter((gold) => place(gold, new Set())).length;
}
