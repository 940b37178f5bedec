import { z } from 'zod';
import {
  addMoney,
  type MoneyRange,
  moneyRangeSchema,
  scaleMoney,
  sumMoney,
} from './money-range.ts';

export const costItemSchema = z.strictObject({
  id: z.string(),
  amount: moneyRangeSchema,
  /** False: once. */
  yearly: z.boolean(),
  source: z.string(),
});
export type CostItem = z.output<typeof costItemSchema>;

export const totalCostSchema = z.strictObject({
  items: z.array(costItemSchema),
  years: z.number(),
  once: moneyRangeSchema,
  perYear: moneyRangeSchema,
  /** Everything paid in the first year. */
  firstYear: moneyRangeSchema,
  /** Over all years. */
  horizon: moneyRangeSchema,
  /** One-off amounts written off in equal parts, plus what runs: a year's true cost. */
  meanYear: moneyRangeSchema,
});
/** Itemised cost of ownership; one-off and yearly amounts are never added without a horizon. */
export type TotalCost = z.output<typeof totalCostSchema>;

/** Totals over a horizon in years, straight-line depreciation. */
export function totalCost(items: readonly CostItem[], years: number): TotalCost {
  if (!(years > 0)) throw new RangeError(`years: expected above 0, saw ${years}`);
  const sumOf = (yearly: boolean): MoneyRange =>
    sumMoney(items.filter((item) => item.yearly === yearly).map((item) => item.amount));
  const once = sumOf(false);
  const perYear = sumOf(true);
  return {
    items: [...items],
    years,
    once,
    perYear,
    firstYear: addMoney(once, perYear),
    horizon: addMoney(once, scaleMoney(perYear, years)),
    meanYear: addMoney(scaleMoney(once, 1 / years), perYear),
  };
}
