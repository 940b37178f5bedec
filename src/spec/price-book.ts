import { z } from 'zod';
import { count, identifier, positive } from './primitives.ts';

const priced = {
  id: identifier,
  /** Where the price comes from: an offer, a shop, the guide. */
  source: z.string().min(1),
  /** Day of the price, YYYY-MM-DD: a price without a date cannot grow old. */
  date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date as YYYY-MM-DD'),
  vendor: z.string().min(1).optional(),
  /** One price, or a range; `maxCny` absent means "and up". */
  minCny: z.number().nonnegative(),
  maxCny: z.number().nonnegative().optional(),
};

/** A complete server with so many GPUs. */
const system = z.strictObject({
  ...priced,
  kind: z.literal('system'),
  gpu: z.string().min(1),
  count,
});

/** A part: one GPU card by itself. */
const component = z.strictObject({
  ...priced,
  kind: z.literal('component'),
  gpu: z.string().min(1),
});

/** A cost beside the hardware, once or each year. */
const extra = z.strictObject({
  ...priced,
  kind: z.literal('extra'),
  title: z.string().min(1),
  yearly: z.boolean(),
});

/** prices.yaml: dated prices with their source, of systems, components and extras, all in CNY. */
export const priceBookSchema = z.strictObject({
  name: identifier,
  prices: z.array(z.discriminatedUnion('kind', [system, component, extra])).min(1),
  electricityCnyPerKwh: positive.optional(),
  /** Power usage effectiveness of the room: what is drawn over what the boxes use. */
  pue: z.number().min(1).max(3).optional(),
});

export type PriceBook = z.output<typeof priceBookSchema>;
export type PriceEntry = PriceBook['prices'][number];
