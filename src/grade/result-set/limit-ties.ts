import type { ResultSet } from '../../base/index.ts';
import { cellsEqual } from './cell.ts';
import { searchColumns } from './column-search.ts';
import { compareResultSets } from './compare-result-sets.ts';
import type { OrderKey, ResultSetOptions } from './options.ts';
import { type PreparedPair, preparePair } from './prepared-pair.ts';
import { matchRows } from './row-bag.ts';
import type { ResultSetComparison } from './verdict.ts';

/**
 * Compares with a gold that ends in LIMIT (R7). `full` is the gold without its LIMIT, in its order;
 * `limit` the rows that it keeps. Where the last kept row ties with the next on the keys, any choice
 * among the tied rows is right: all rows before the tie must be there, the rest must be tied ones.
 */
export function compareWithTiesAtLimit(
  full: ResultSet,
  limit: number,
  predicted: ResultSet,
  keys: readonly OrderKey[],
  options: ResultSetOptions = {},
): ResultSetComparison {
  const kept = { columns: full.columns, rows: full.rows.slice(0, limit) };
  const plain = compareResultSets(kept, predicted, options);
  if (plain.verdict !== 'wrong' || full.rows.length <= limit || predicted.rows.length !== limit)
    return plain;
  const keyColumns = keys.map((k) => full.columns.indexOf(k.column));
  if (keyColumns.length === 0 || keyColumns.includes(-1)) return plain;
  const prepared = preparePair(full, predicted, options);
  const tie = tieAround(prepared, keyColumns, full.rows.length, limit);
  if (tie.to <= limit) return plain;
  if (predicted.columns.length < full.columns.length) return plain;
  const firm = range(0, tie.from);
  const tied = range(tie.from, tie.to);
  const all = range(0, limit);
  const found = searchColumns({
    goldCount: full.columns.length,
    predictedCount: prepared.readings.length,
    candidates: (g) => prepared.likely(g),
    classOf: prepared.classOf,
    budget: 4000,
    holds: (mapped) => {
      const pairs = mapped.map(([g, r]) => prepared.pair(g, r));
      return (
        matchRows(pairs, firm, all).unmatchedGold === 0 &&
        matchRows(pairs, [...firm, ...tied], all).unmatchedPredicted === 0
      );
    },
    accepts: () => true,
  });
  if (found.kind !== 'found') return plain;
  return predicted.columns.length > full.columns.length && options.extraColumns !== 'allow'
    ? { verdict: 'superset', why: 'superset: another choice among rows tied at the limit' }
    : { verdict: 'equivalent', why: 'ties-at-limit: another choice among rows tied at the limit' };
}

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, i) => from + i);

/** The run of rows whose keys equal those of the last kept row. */
function tieAround(
  prepared: PreparedPair,
  keyColumns: readonly number[],
  rowCount: number,
  limit: number,
): { from: number; to: number } {
  const columns = keyColumns.map((k) => prepared.pair(k, 0));
  const tied = (row: number): boolean =>
    columns.every(({ gold, rule }) => {
      const last = gold.cells[limit - 1];
      const cell = gold.cells[row];
      return last !== undefined && cell !== undefined && cellsEqual(last, cell, rule);
    });
  let from = limit;
  while (from > 0 && tied(from - 1)) from--;
  let to = limit;
  while (to < rowCount && tied(to)) to++;
  return { from, to };
}
