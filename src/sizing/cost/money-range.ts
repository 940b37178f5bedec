import { z } from 'zod';

/** An amount of CNY known as a range; `maxCny` is absent where a price says "and up". */
export const moneyRangeSchema = z.strictObject({
  minCny: z.number(),
  maxCny: z.number().optional(),
});

export type MoneyRange = z.output<typeof moneyRangeSchema>;

export const noMoney: MoneyRange = { minCny: 0, maxCny: 0 };

const range = (minCny: number, maxCny: number | undefined): MoneyRange =>
  maxCny === undefined ? { minCny } : { minCny, maxCny };

/** Sum; open above when either is. */
export const addMoney = (a: MoneyRange, b: MoneyRange): MoneyRange =>
  range(
    a.minCny + b.minCny,
    a.maxCny === undefined || b.maxCny === undefined ? undefined : a.maxCny + b.maxCny,
  );

export const scaleMoney = (a: MoneyRange, factor: number): MoneyRange =>
  range(a.minCny * factor, a.maxCny === undefined ? undefined : a.maxCny * factor);

export const sumMoney = (all: readonly MoneyRange[]): MoneyRange => all.reduce(addMoney, noMoney);

/** Middle of the range; its lower end where it is open above. */
export const middleOf = (a: MoneyRange): number => (a.minCny + (a.maxCny ?? a.minCny)) / 2;
