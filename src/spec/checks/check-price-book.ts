import type { Finding } from '../parse/finding.ts';
import { checkCatalogueNames } from './check-catalogue-names.ts';
import { duplicates } from './duplicates.ts';
import { listOf, memberOf, numberOf } from './loose.ts';

/** Ids once, GPUs of the catalogue, and no range whose end lies below its start. */
export function checkPriceBook(book: unknown): Finding[] {
  const prices = listOf(memberOf(book, 'prices'));
  const ids = prices.map((price, i) => ({
    path: ['prices', i, 'id'],
    value: memberOf(price, 'id'),
  }));
  return [
    ...duplicates(ids, 'price id'),
    ...prices.flatMap((price, i): Finding[] => {
      const names = checkCatalogueNames(price, ['prices', i]);
      const [min, max] = [numberOf(memberOf(price, 'minCny')), numberOf(memberOf(price, 'maxCny'))];
      if (min === undefined || max === undefined || min <= max) return names;
      return [
        ...names,
        { path: ['prices', i, 'maxCny'], expected: `at least minCny (${min})`, seen: String(max) },
      ];
    }),
  ];
}
