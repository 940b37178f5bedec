import type { ResultSet } from '../../base/index.ts';
import { columnRule, toCell } from './cell.ts';
import { couldMatch } from './column.ts';
import { searchColumns } from './column-search.ts';
import type { ResultSetOptions } from './options.ts';
import { orderHolds } from './order.ts';
import { preparePair } from './prepared-pair.ts';
import { sameRowBag } from './row-bag.ts';
import type { ResultSetComparison } from './verdict.ts';

/** Steps of the column search before it gives up and says so; fewer on long results, where each costs more. */
const searchBudget = (rowCount: number): number =>
  Math.max(100, Math.min(4000, Math.floor(4e6 / rowCount)));

/**
 * Compares what a gold and a predicted query returned, by the rules R3 to R12 of
 * docs/methods/grading.md: rows as a bag, columns joined one to one by their values and checked on
 * whole rows, order only where asked, integers exact, reals within 1e-6 relative, NULL equal to NULL
 * only. Verdicts: exact, equivalent, superset, wrong, vacuous. Does not throw.
 */
export function compareResultSets(
  gold: ResultSet,
  predicted: ResultSet,
  options: ResultSetOptions = {},
): ResultSetComparison {
  const goldWidth = gold.columns.length;
  const predictedWidth = predicted.columns.length;
  if (predictedWidth < goldWidth)
    return wrong(`columns: ${predictedWidth} returned, ${goldWidth} expected`);
  const extra = predictedWidth > goldWidth;
  if (gold.rows.length === 0 && predicted.rows.length === 0) {
    if (extra && options.extraColumns !== 'allow')
      return wrong(`columns: ${predictedWidth} returned, ${goldWidth} expected`);
    return { verdict: 'vacuous', why: 'vacuous: both results are empty' };
  }
  if (options.duplicates === 'ignore')
    return compareResultSets(withoutRepeats(gold), withoutRepeats(predicted), {
      ...options,
      duplicates: 'count',
    });
  if (gold.rows.length !== predicted.rows.length)
    return wrong(`rows: ${predicted.rows.length} returned, ${gold.rows.length} expected`);
  if (!extra && identical(gold, predicted))
    return { verdict: 'exact', why: 'the same rows in the same places' };
  return byColumns(gold, predicted, options);
}

const wrong = (why: string): ResultSetComparison => ({ verdict: 'wrong', why });

function byColumns(
  gold: ResultSet,
  predicted: ResultSet,
  options: ResultSetOptions,
): ResultSetComparison {
  const prepared = preparePair(gold, predicted, options);
  const range = { from: 0, to: gold.rows.length };
  const { ordered } = options;
  let orderFailed = false;
  let bagHeld = false;
  const candidates = (g: number): readonly number[] =>
    prepared.likely(g).filter((r) => {
      const { gold: column, predicted: other, rule } = prepared.pair(g, r);
      return couldMatch(column, other, rule);
    });
  const missing = gold.columns.find((_, g) => candidates(g).length === 0);
  if (missing !== undefined)
    return wrong(`values: no returned column holds the values of "${missing}"`);
  type Mapped = readonly (readonly [number, number])[];
  const found = searchColumns({
    goldCount: gold.columns.length,
    predictedCount: prepared.readings.length,
    candidates,
    classOf: prepared.classOf,
    budget: searchBudget(gold.rows.length),
    holds: (mapped: Mapped) =>
      distinctColumns(mapped, prepared.readings) &&
      sameRowBag(
        mapped.map(([g, r]) => prepared.pair(g, r)),
        range,
      ),
    accepts: (mapped: Mapped) => {
      bagHeld = true;
      if (ordered === undefined || ordered === false) return true;
      const pairs = mapped.toSorted(([a], [b]) => a - b).map(([g, r]) => prepared.pair(g, r));
      const holds = orderHolds(pairs, gold.columns, gold.rows.length, ordered);
      if (!holds) orderFailed = true;
      return holds;
    },
  });
  if (found.kind === 'capped')
    return wrong(
      `search-capped: no mapping of columns found in ${searchBudget(gold.rows.length)} steps`,
    );
  if (found.kind === 'none') {
    if (bagHeld && orderFailed) return wrong('order: the right rows, not in the order asked for');
    return wrong('pairing: columns match one by one, but not on whole rows');
  }
  if (predicted.columns.length > gold.columns.length && options.extraColumns !== 'allow') {
    const spare = predicted.columns.length - gold.columns.length;
    return { verdict: 'superset', why: `superset: ${spare} column(s) that were not asked for` };
  }
  return { verdict: 'equivalent', why: 'the same rows under the rules of comparison' };
}

/** Each predicted column serves one gold column only, whatever its reading. */
function distinctColumns(
  mapped: readonly (readonly [number, number])[],
  readings: readonly { readonly column: number }[],
): boolean {
  const columns = mapped.map(([, r]) => readings[r]?.column);
  return new Set(columns).size === columns.length;
}

function identical(gold: ResultSet, predicted: ResultSet): boolean {
  const rule = columnRule('', [], {});
  return gold.rows.every((row, r) =>
    gold.columns.every((_, c) => {
      const a = toCell(row[c] ?? null, rule);
      const b = toCell(predicted.rows[r]?.[c] ?? null, rule);
      return a.key === b.key;
    }),
  );
}

function withoutRepeats(set: ResultSet): ResultSet {
  const rule = columnRule('', [], {});
  const seen = new Set<string>();
  const rows = set.rows.filter((row) => {
    const key = row
      .map((v) => toCell(v, rule).key)
      .map((k) => `${k.length}:${k}`)
      .join('');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return { columns: set.columns, rows };
}
