import { guideExtraCosts, guideSystemPrices, type PriceBook } from '../../spec/index.ts';

/** Day the buyer's guide carries; its prices are claims of one author, not offers. */
const GUIDE_DATE = '2025-10-27';

/**
 * The guide's prices as a price book, each marked as the guide's. Electricity and PUE are assumptions of
 * sizing (docs/methods/sizing.md, "Money"): the guide gives neither.
 */
export const guidePriceBook: PriceBook = {
  name: 'guide-2025-10',
  prices: [
    ...guideSystemPrices.flatMap((price) =>
      price.anyOf.map(({ gpu, count }) => ({
        kind: 'system' as const,
        id: `guide-${count}x-${gpu}`,
        source: 'guide',
        date: GUIDE_DATE,
        gpu,
        count,
        minCny: price.minCny,
        ...(price.maxCny === undefined ? {} : { maxCny: price.maxCny }),
      })),
    ),
    ...guideExtraCosts.map((extra) => ({
      kind: 'extra' as const,
      id: extra.id,
      source: 'guide',
      date: GUIDE_DATE,
      title: extra.title.en,
      yearly: extra.yearly,
      minCny: extra.minCny,
      ...(extra.maxCny === undefined ? {} : { maxCny: extra.maxCny }),
    })),
  ],
  electricityCnyPerKwh: 0.8,
  pue: 1.5,
};
