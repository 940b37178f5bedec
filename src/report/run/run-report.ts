import type { Block, ReportDocument } from '../document/document.ts';
import { cell } from '../document/document.ts';
import { wordsOf } from '../words/index.ts';
import type { Words } from '../words/words.ts';
import { accuracyBlocks } from './accuracy.ts';
import { boxesTable, pairsTable } from './boxes.ts';
import type { RunReportInput } from './input.ts';
import { searchBlocks } from './search.ts';
import { cellsTable, speedBlocks } from './speed.ts';
import { trustBlocks } from './trust.ts';
import { verdictBlocks } from './verdict.ts';

/** The report of a run: verdict, boxes, evidence, what sizing learnt, method and limits, appendix. */
export function runReport(input: RunReportInput): ReportDocument {
  const words = wordsOf(input.lang);
  const { headings } = words;
  const boxes = boxesTable(input, words);
  const section = (id: string, text: string, blocks: readonly Block[]): Block[] =>
    blocks.length === 0 ? [] : [{ kind: 'heading', level: 2, id, text }, ...blocks];
  return {
    lang: input.lang,
    title: words.title(input.name),
    blocks: [
      ...section('verdict', headings.verdict, verdictBlocks(input, words)),
      ...section('boxes', headings.boxes, boxes === undefined ? [] : [boxes]),
      ...section('right', headings.right, [
        ...accuracyBlocks(input, words),
        ...pairsTable(input, words),
      ]),
      ...section('fast', headings.fast, [
        ...searchBlocks(input, words),
        ...speedBlocks(input, words),
      ]),
      ...section('learnt', headings.learnt, input.learnt),
      ...section('trust', headings.trust, trustBlocks(input, words)),
      ...section('method', headings.method, [methodList(input, words)]),
      ...section('appendix', headings.appendix, appendix(input, words)),
    ],
  };
}

/** What a terminal shows at the end of a run: verdict and boxes, no more than a screen. */
export function runDigest(input: RunReportInput): ReportDocument {
  const words = wordsOf(input.lang);
  const boxes = boxesTable(input, words);
  return {
    lang: input.lang,
    title: words.title(input.name),
    blocks: [
      ...verdictBlocks(input, words),
      ...searchBlocks(input, words),
      ...(boxes === undefined ? [cellsTable(input, words)] : [boxes]),
      ...input.learnt,
    ],
  };
}

function methodList(input: RunReportInput, words: Words): Block {
  const { method } = words;
  const { plan, planHash } = input;
  const items = input.bakeoff?.pairs[0]?.items;
  return {
    kind: 'list',
    items: [
      [method.plan(planHash.slice(0, 16), plan.seed)],
      [method.sizes(plan.repeats, plan.epochs, items === undefined ? 'n –' : `n = ${items}`)],
      [method.accuracy],
      [method.latency],
      [method.failures],
      [method.descriptive],
      [method.notProven],
      [method.redo],
    ],
  };
}

function appendix(input: RunReportInput, words: Words): Block[] {
  const { graded, gradedTotal } = input;
  if (graded.length === 0) return [];
  const { columns: c } = words;
  return [
    {
      kind: 'details',
      summary: words.captions.appendix(graded.length, gradedTotal),
      blocks: [
        {
          kind: 'table',
          caption: words.captions.appendix(graded.length, gradedTotal),
          columns: [
            { head: c.record, align: 'right' },
            { head: c.box, align: 'left' },
            { head: c.task, align: 'left' },
            { head: c.result, align: 'left' },
            { head: c.question, align: 'left' },
            { head: c.answer, align: 'left' },
            { head: c.expected, align: 'left' },
            { head: c.why, align: 'left' },
          ],
          rows: graded.map((g) => [
            cell(String(g.record)),
            cell(g.endpoint),
            cell(`${g.scenario}/${g.task}`),
            cell(words.verdictKinds[g.kind]),
            cell(clipped(g.question, 160)),
            cell(clipped(g.extracted ?? g.answer ?? '–', 200)),
            cell(clipped(g.expected, 200)),
            cell(clipped(g.why, 160)),
          ]),
          notes: [],
        },
      ],
    },
  ];
}

/** Cut at a whole character; the full text is in records.jsonl. */
const clipped = (text: string, most: number): string => {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most).join('')}…`;
};
