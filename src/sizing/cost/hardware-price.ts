import { type Warning, warning } from '../../base/index.ts';
import type { PriceBook } from '../../spec/index.ts';
import { type MoneyRange, scaleMoney } from './money-range.ts';

/** A price for so many GPUs of a kind, and how it was found. */
export interface HardwarePrice {
  readonly price: MoneyRange;
  /** Id of the entry it comes from, its source and date. */
  readonly entry: string;
  readonly source: string;
  readonly date: string;
  readonly warnings: readonly Warning[];
}

/**
 * Price of `count` GPUs: the book's system of that size; else whole systems that add up to it; else the
 * nearest system in proportion, with a warning. Absent where the book does not know the GPU. Of several
 * entries the newest wins, then the lowest.
 */
export function hardwarePrice(
  book: PriceBook,
  gpu: string,
  count: number,
): HardwarePrice | undefined {
  const systems = book.prices
    .flatMap((p) => (p.kind === 'system' && p.gpu === gpu ? [p] : []))
    .concat()
    .sort((a, b) => b.date.localeCompare(a.date) || a.minCny - b.minCny);
  const described = (p: (typeof systems)[number]) => ({
    entry: p.id,
    source: p.source,
    date: p.date,
  });
  const rangeOf = (p: (typeof systems)[number]): MoneyRange => ({
    minCny: p.minCny,
    ...(p.maxCny === undefined ? {} : { maxCny: p.maxCny }),
  });
  const exact = systems.find((p) => p.count === count);
  if (exact !== undefined) return { price: rangeOf(exact), ...described(exact), warnings: [] };
  const largestFirst = [...systems].sort((a, b) => b.count - a.count);
  const whole = largestFirst.find((p) => count % p.count === 0 && p.count > 1);
  if (whole !== undefined) {
    return {
      price: scaleMoney(rangeOf(whole), count / whole.count),
      ...described(whole),
      warnings: [],
    };
  }
  const nearest = largestFirst.reduce<(typeof systems)[number] | undefined>(
    (best, p) =>
      best === undefined ||
      Math.abs(Math.log(p.count / count)) < Math.abs(Math.log(best.count / count))
        ? p
        : best,
    undefined,
  );
  if (nearest !== undefined) {
    return {
      price: scaleMoney(rangeOf(nearest), count / nearest.count),
      ...described(nearest),
      warnings: [warning('price-scaled', { from: nearest.count, to: count })],
    };
  }
  const card = book.prices.find((p) => p.kind === 'component' && p.gpu === gpu);
  if (card === undefined) return undefined;
  const one = {
    minCny: card.minCny,
    ...(card.maxCny === undefined ? {} : { maxCny: card.maxCny }),
  };
  return {
    price: scaleMoney(one, count),
    entry: card.id,
    source: card.source,
    date: card.date,
    warnings: [warning('cards-without-server', { count })],
  };
}
