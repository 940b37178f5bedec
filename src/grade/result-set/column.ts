import type { ResultSet, SqlValue } from '../../base/index.ts';
import { type Cell, type ColumnRule, realsEqual, toCell } from './cell.ts';

/** A column ready for comparison, with what decides quickly whether two could be the same. */
export interface Column {
  readonly cells: readonly Cell[];
  /** All keys sorted: equal for columns that are equal as bags, tolerance aside. */
  readonly signature: string;
  /** The same without the numbers. */
  readonly textSignature: string;
  /** The numbers, sorted. */
  readonly numbers: readonly number[];
  readonly hasReals: boolean;
}

export const columnValues = (set: ResultSet, index: number): readonly SqlValue[] =>
  set.rows.map((row) => row[index] ?? null);

export function prepareColumn(values: readonly SqlValue[], rule: ColumnRule, factor = 1): Column {
  const cells = values.map((value) => toCell(factor === 1 ? value : scaled(value, factor), rule));
  const numbers = cells.flatMap((c) => (c.num === undefined ? [] : [c.num])).sort((a, b) => a - b);
  return {
    cells,
    signature: joined(cells.map((c) => c.key)),
    textSignature: joined(cells.flatMap((c) => (c.num === undefined ? [c.key] : []))),
    numbers,
    hasReals: cells.some((c) => c.num !== undefined && !c.integral),
  };
}

const scaled = (value: SqlValue, factor: number): SqlValue =>
  typeof value === 'number'
    ? Number((value * factor).toPrecision(15))
    : typeof value === 'bigint'
      ? Number(value) * factor
      : value;

/** Keys sorted and joined with their lengths, so that no text can imitate a boundary. */
const joined = (keys: readonly string[]): string =>
  keys
    .toSorted()
    .map((key) => `${key.length}:${key}`)
    .join('');

/** Whether tolerance can matter between two columns. */
export const isSoft = (a: Column, b: Column): boolean => a.hasReals || b.hasReals;

/** Whether two columns could be equal as bags: a necessary condition, checked before any rows. */
export function couldMatch(gold: Column, predicted: Column, rule: ColumnRule): boolean {
  if (!isSoft(gold, predicted)) return gold.signature === predicted.signature;
  return (
    gold.textSignature === predicted.textSignature &&
    gold.numbers.length === predicted.numbers.length &&
    gold.numbers.every((n, i) => realsEqual(n, predicted.numbers[i] ?? Number.NaN, rule))
  );
}
