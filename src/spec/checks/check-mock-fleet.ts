import type { Finding } from '../parse/finding.ts';
import { checkCatalogueNames } from './check-catalogue-names.ts';
import { duplicates } from './duplicates.ts';
import { listOf, memberOf } from './loose.ts';

/** Box ids once, and hardware laws that name GPUs and models of the catalogue. */
export function checkMockFleet(fleet: unknown): Finding[] {
  const boxes = listOf(memberOf(fleet, 'boxes'));
  const ids = boxes.map((box, i) => ({ path: ['boxes', i, 'id'], value: memberOf(box, 'id') }));
  return [
    ...duplicates(ids, 'box id'),
    ...boxes.flatMap((box, i) => checkCatalogueNames(memberOf(box, 'law'), ['boxes', i, 'law'])),
  ];
}
