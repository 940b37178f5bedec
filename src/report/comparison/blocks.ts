import type { KeyDifference } from '../../analysis/index.ts';
import { type Block, cell } from '../document/document.ts';
import type { ComparisonWords } from './words.ts';

/** A table of keys that differ; nothing where none do. */
export function keyBlocks(keys: readonly KeyDifference[], words: ComparisonWords): Block[] {
  if (keys.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: words.keysCaption,
      columns: [
        { head: words.key, align: 'left' },
        { head: words.baseline, align: 'left' },
        { head: words.candidate, align: 'left' },
      ],
      rows: keys.map((k) => [
        cell(k.key),
        cell(shortened(k.baseline)),
        cell(shortened(k.candidate)),
      ]),
      notes: [],
    },
  ];
}

/** One line about the cells that were left out; nothing where none were. */
export function notComparedBlocks(
  cells: readonly { endpoint: string; scenario: string; load: string; verdict: string }[],
  words: ComparisonWords,
): Block[] {
  if (cells.length === 0) return [];
  const list = cells.map((c) => `${c.endpoint} ${c.scenario} ${c.load} (${c.verdict})`).join('; ');
  return [{ kind: 'callout', tone: 'bad', text: [words.notCompared(list)] }];
}

/** Long values (flags, hashes) are cut for the eye; the JSON has them whole. */
export const shortened = (text: string, most = 48): string => {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most).join('')}…`;
};

/** A p value as far as it means anything. */
export const pText = (p: number): string => (p < 0.0001 ? '<0.0001' : p.toPrecision(2));
