import { at } from '../sample.ts';

/** Midranks (1-based) of values, ties sharing their mean rank, and the sizes of the tied groups. */
export interface Ranks {
  readonly ranks: readonly number[];
  /** Sizes of groups of equal values, those above 1 only. */
  readonly ties: readonly number[];
}

export function midranks(values: readonly number[]): Ranks {
  const order = values.map((_, i) => i).sort((i, j) => at(values, i) - at(values, j));
  const ranks = new Array<number>(values.length).fill(0);
  const ties: number[] = [];
  let start = 0;
  while (start < order.length) {
    let end = start + 1;
    while (end < order.length && at(values, at(order, end)) === at(values, at(order, start))) end++;
    for (let i = start; i < end; i++) ranks[at(order, i)] = (start + 1 + end) / 2;
    if (end - start > 1) ties.push(end - start);
    start = end;
  }
  return { ranks, ties };
}
