import type { Gpu, Need, PriceBook } from '../../spec/index.ts';
import { hardwarePrice } from '../cost/hardware-price.ts';
import { type MoneyRange, scaleMoney } from '../cost/money-range.ts';
import { meanWatts, powerCnyPerYear } from '../cost/power.ts';
import { type CostItem, type TotalCost, totalCost } from '../cost/total-cost.ts';

/** Itemised cost of so many replicas over the need's years; absent where the hardware has no price. */
export function planCost(
  need: Need,
  book: PriceBook,
  gpu: Gpu,
  gpusPerReplica: number,
  replicas: number,
): { readonly cost: TotalCost; readonly watts: number | undefined } | undefined {
  const hardware = hardwarePrice(book, gpu.id, gpusPerReplica);
  if (hardware === undefined) return undefined;
  const watts = meanWatts(gpu, gpusPerReplica * replicas, need.utilisation);
  const extras = book.prices.flatMap((p) => (p.kind === 'extra' ? [p] : []));
  // The guide's data-centre price includes electricity; elsewhere power is an item of its own.
  const powerIncluded = extras.some((p) => p.id === 'data-centre');
  const items: CostItem[] = [
    {
      id: 'hardware',
      amount: scaleMoney(hardware.price, replicas),
      yearly: false,
      source: hardware.source,
    },
    ...extras.map((p) => ({
      id: p.id,
      amount: { minCny: p.minCny, ...(p.maxCny === undefined ? {} : { maxCny: p.maxCny }) },
      yearly: p.yearly,
      source: p.source,
    })),
    ...(watts === undefined || powerIncluded || book.electricityCnyPerKwh === undefined
      ? []
      : [powerItem(powerCnyPerYear(watts, book.electricityCnyPerKwh, book.pue ?? 1.5))]),
  ];
  return { cost: totalCost(items, need.years), watts };
}

function powerItem(cny: number): CostItem {
  const amount: MoneyRange = { minCny: cny, maxCny: cny };
  return { id: 'power', amount, yearly: true, source: 'computed' };
}
