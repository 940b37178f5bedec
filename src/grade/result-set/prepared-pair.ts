import type { ResultSet } from '../../base/index.ts';
import { type ColumnRule, columnRule } from './cell.ts';
import { type Column, columnValues, prepareColumn } from './column.ts';
import type { ResultSetOptions } from './options.ts';
import type { ColumnPair } from './row-bag.ts';

/** One way to read a predicted column: as it is, or scaled where percent and share may be exchanged. */
interface Reading {
  readonly column: number;
  readonly factor: number;
}

/**
 * Both sides read under the gold's column rules. Predicted columns are numbered as readings: with
 * `percent: either` each column has three of them, of which only one may be used.
 */
export interface PreparedPair {
  readonly goldColumns: readonly string[];
  readonly readings: readonly Reading[];
  readonly classOf: (reading: number) => number;
  readonly pair: (gold: number, reading: number) => ColumnPair;
  /** Readings ordered by likeness of name and place. */
  readonly likely: (gold: number) => readonly number[];
}

export function preparePair(
  gold: ResultSet,
  predicted: ResultSet,
  options: ResultSetOptions,
): PreparedPair {
  const rules = gold.columns.map((name, i) => columnRule(name, columnValues(gold, i), options));
  const goldPrepared = rules.map((rule, i) => prepareColumn(columnValues(gold, i), rule));
  const factors = options.percent === 'either' ? [1, 100, 0.01] : [1];
  const readings = predicted.columns.flatMap((_, column) =>
    factors.map((factor) => ({ column, factor })),
  );
  const cache = new Map<string, Column>();
  const read = (reading: Reading, rule: ColumnRule): Column => {
    const key = `${reading.column}/${reading.factor}/${rule.type ?? ''}/${rule.lenient}/${rule.trim}/${rule.casefold}/${rule.width}`;
    const known = cache.get(key);
    if (known !== undefined) return known;
    const column = prepareColumn(columnValues(predicted, reading.column), rule, reading.factor);
    cache.set(key, column);
    return column;
  };
  return {
    goldColumns: gold.columns,
    readings,
    classOf: classes(predicted, readings),
    pair: (g, r) => {
      const rule = rules[g];
      const reading = readings[r];
      const goldColumn = goldPrepared[g];
      if (rule === undefined || reading === undefined || goldColumn === undefined)
        throw new RangeError(`no column ${g} or reading ${r}`);
      return { gold: goldColumn, predicted: read(reading, rule), rule };
    },
    likely: (g) => {
      const name = gold.columns[g]?.toLowerCase();
      const rank = ({ column, factor }: Reading): number =>
        (predicted.columns[column]?.toLowerCase() === name ? 0 : 2) +
        (column === g ? 0 : 1) +
        (factor === 1 ? 0 : 4);
      return readings
        .map((reading, r) => ({ r, rank: rank(reading) }))
        .sort((a, b) => a.rank - b.rank || a.r - b.r)
        .map(({ r }) => r);
    },
  };
}

function classes(predicted: ResultSet, readings: readonly Reading[]): (reading: number) => number {
  const byContent = new Map<string, number>();
  const plain = {
    lenient: false,
    trim: false,
    casefold: false,
    width: false,
    absTol: 0,
    relTol: 0,
  };
  const ofColumn = predicted.columns.map((_, i) => {
    const cells = prepareColumn(columnValues(predicted, i), plain).cells;
    const content = cells.map((c) => `${c.key.length}:${c.key}`).join('');
    const known = byContent.get(content) ?? byContent.size;
    byContent.set(content, known);
    return known;
  });
  return (r) => {
    const reading = readings[r];
    if (reading === undefined) return -1;
    return (
      (ofColumn[reading.column] ?? -1) * 3 + (reading.factor === 1 ? 0 : reading.factor > 1 ? 1 : 2)
    );
  };
}
