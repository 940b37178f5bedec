import type { Cell } from './cell.ts';
import type { OrderKey } from './options.ts';
import { type ColumnPair, sameRowBag } from './row-bag.ts';

/**
 * Whether the predicted rows come in the gold's order (R6): the sequence of tie groups must be the
 * gold's, rows inside a group are a bag. With `keys` the groups are runs of equal keys. Without known
 * keys (`true`, or a key that is not among the columns) the order holds if it is the gold's own, or if
 * it holds for one column by which the gold is sorted; declare keys where more than that is asked.
 */
export function orderHolds(
  pairs: readonly ColumnPair[],
  goldColumns: readonly string[],
  rowCount: number,
  ordered: true | readonly OrderKey[],
): boolean {
  const keyed = ordered === true ? undefined : keyColumns(ordered, goldColumns);
  if (keyed !== undefined) return groupsHold(pairs, keyed, rowCount);
  const all = pairs.map((_, i) => i);
  if (groupsHold(pairs, all, rowCount)) return true;
  return all.some((i) => isSorted(pairs[i], rowCount) && groupsHold(pairs, [i], rowCount));
}

function keyColumns(
  keys: readonly OrderKey[],
  goldColumns: readonly string[],
): readonly number[] | undefined {
  const found = keys.map((key) => {
    const exact = goldColumns.indexOf(key.column);
    if (exact >= 0) return exact;
    return goldColumns.findIndex((c) => c.toLowerCase() === key.column.toLowerCase());
  });
  return found.length === 0 || found.includes(-1) ? undefined : found;
}

function groupsHold(
  pairs: readonly ColumnPair[],
  keys: readonly number[],
  rowCount: number,
): boolean {
  let from = 0;
  for (let to = 1; to <= rowCount; to++) {
    const tied =
      to < rowCount &&
      keys.every((k) => {
        const pair = pairs[k];
        const first = pair?.gold.cells[from];
        const next = pair?.gold.cells[to];
        if (pair === undefined || first === undefined || next === undefined) return false;
        return first.key === next.key || nearlyEqual(first, next);
      });
    if (tied) continue;
    if (!sameRowBag(pairs, { from, to })) return false;
    from = to;
  }
  return true;
}

/** Sums of the same reals can differ in the last bit and tie all the same. */
const nearlyEqual = (a: Cell, b: Cell): boolean =>
  a.num !== undefined &&
  b.num !== undefined &&
  !(a.integral && b.integral) &&
  Math.abs(a.num - b.num) <= 1e-12 * Math.max(Math.abs(a.num), Math.abs(b.num));

/** Whether a gold column is sorted either way and not constant. */
function isSorted(pair: ColumnPair | undefined, rowCount: number): boolean {
  if (pair === undefined) return false;
  const { cells } = pair.gold;
  let up = false;
  let down = false;
  for (let i = 1; i < rowCount; i++) {
    const before = cells[i - 1];
    const cell = cells[i];
    if (before === undefined || cell === undefined || before.key === cell.key) continue;
    const rising =
      before.num !== undefined && cell.num !== undefined
        ? before.num < cell.num
        : before.key < cell.key;
    if (rising) up = true;
    else down = true;
  }
  return up !== down;
}
