import type { SearchResult } from '../../analysis/index.ts';
import { absentCell, type Block, cell, type TableCell } from '../document/document.ts';
import { number3 } from '../format.ts';
import type { Words } from '../words/index.ts';
import type { RunReportInput } from './input.ts';

/** Capacity at the SLO by box, with the bracket it lies in; empty where the plan did not search. */
export function searchBlocks(input: RunReportInput, words: Words): Block[] {
  const results = input.summary.search ?? [];
  if (results.length === 0) return [];
  const { columns: c, search: s } = words;
  return [
    {
      kind: 'table',
      caption: s.caption,
      columns: [
        { head: c.box, align: 'left' },
        { head: c.scenario, align: 'left' },
        { head: s.capacity, align: 'right', better: 'higher' },
        { head: s.between, align: 'left' },
        { head: s.state, align: 'left' },
        { head: s.tested, align: 'left' },
      ],
      rows: results.map((r) => [
        cell(r.endpoint),
        cell(r.scenario),
        capacityCell(r, words),
        cell(bracket(r, words)),
        cell(s.states[r.state]),
        cell(r.steps.map((t) => `${number3(t.load)} ${t.met ? '✓' : '✗'}`).join(', ')),
      ]),
      notes: results.flatMap((r) =>
        r.nonMonotone === undefined
          ? []
          : [
              s.nonMonotone(
                r.endpoint,
                number3(r.nonMonotone.notMetAt),
                number3(r.nonMonotone.metAt),
              ),
            ],
      ),
    },
  ];
}

const capacityCell = ({ capacityAtSlo, of }: SearchResult, words: Words): TableCell =>
  typeof capacityAtSlo === 'number'
    ? cell(words.search.load(of, number3(capacityAtSlo)))
    : absentCell(capacityAtSlo.absent);

const bracket = ({ bracket: { metAt, notMetAt } }: SearchResult, words: Words): string =>
  words.search.bracket(
    metAt === undefined ? undefined : number3(metAt),
    notMetAt === undefined ? undefined : number3(notMetAt),
  );
