import { random } from '../../base/index.ts';
import type { Sale, StarFacts } from './star-facts.ts';

/** Dates on which "in 2024", "by month" and "from quarter" go wrong by one. */
const boundaryDays = [
  '2023-12-31',
  '2024-01-01',
  '2024-01-31',
  '2024-03-31',
  '2024-04-01',
  '2024-06-30',
  '2024-07-01',
  '2024-09-30',
  '2024-10-01',
  '2024-12-31',
  '2025-01-01',
];

/**
 * Another instance of the same database, on which a right query must also be right (accuracy rule
 * R14): a fifth of the sales dropped, values drawn anew from their own columns, members nulled, some
 * sales doubled, and dates and thresholds put on and beside their boundaries.
 */
export function fuzzStar(
  base: StarFacts,
  seed: number,
  thresholdsCents: readonly number[],
): StarFacts {
  const draw = random(seed).child('star-fuzz').stream('sales');
  const kept = base.sales.filter(() => draw.uniform() >= 0.2);
  const changed = kept.map((sale): Sale => {
    const u = draw.uniform();
    if (u < 0.1) return { ...sale, store: draw.pick(base.stores) };
    if (u < 0.2) return { ...sale, product: draw.pick(base.products) };
    if (u < 0.27) return { ...sale, member: undefined };
    if (u < 0.37) return { ...sale, date: draw.pick(boundaryDays) };
    if (u < 0.45) return { ...sale, quantity: draw.pick(base.sales).quantity };
    return sale;
  });
  const doubled = changed.filter(() => draw.uniform() < 0.03);
  const edges = thresholdsCents.flatMap((cents) =>
    [-1, 0, 1].map((by): Sale => ({ ...draw.pick(base.sales), amountCents: cents + by })),
  );
  const sales = [...changed, ...doubled, ...edges].map((sale, i) => ({ ...sale, id: i + 1 }));
  const refunds = sales
    .filter(() => draw.uniform() < 0.08)
    .map((sale, i) => ({
      id: i + 1,
      sale,
      date: sale.date,
      quantity: draw.integer(1, sale.quantity),
    }));
  return {
    ...base,
    sales,
    refunds,
    targets: base.targets.map((t) => ({ ...t, cents: t.cents + draw.integer(-3, 3) * 5_000 })),
  };
}
