import type { Block, Table } from '../document/document.ts';
import { absentCell, cell } from '../document/document.ts';
import { money, number3, points } from '../format.ts';
import type { Words } from '../words/index.ts';
import { accuracyCell, estimateCell, figureCell, loadPointText } from './cells.ts';
import type { RunReportInput } from './input.ts';

/** One row a box, few columns: what a buyer compares. */
export function boxesTable(input: RunReportInput, words: Words): Table | undefined {
  const { bakeoff, summary, lang } = input;
  if (bakeoff === undefined) return undefined;
  const { columns: c } = words;
  const index = bakeoff.ranking[0]?.loadPoint;
  const loadPoint = summary.cells.find((x) => x.loadPoint.index === index)?.loadPoint;
  const where = loadPoint === undefined ? '' : loadPointText(loadPoint, words);
  return {
    kind: 'table',
    caption: words.captions.boxes(where),
    columns: [
      { head: c.box, align: 'left' },
      { head: c.rank, align: 'right' },
      { head: c.accuracy, align: 'right', better: 'higher' },
      { head: c.correctGoodput, unit: words.perS, align: 'right', better: 'higher' },
      { head: c.ttftP95, align: 'right', better: 'lower' },
      { head: c.tpotP50, align: 'right', better: 'lower' },
      { head: c.e2eP95, align: 'right', better: 'lower' },
      { head: c.costPerTask, align: 'right', better: 'lower' },
    ],
    rows: bakeoff.ranking.map((r) => [
      cell(r.endpoint),
      cell(r.rank[0] === r.rank[1] ? String(r.rank[0]) : `${r.rank[0]}–${r.rank[1]}`),
      accuracyCell(r.accuracy, words),
      figureCell(r.correctGoodputPerS),
      estimateCell(r.ttftP95Ms, words),
      estimateCell(r.tpotP50Ms, words),
      estimateCell(r.e2eP95Ms, words),
      figureCell(r.cnyPerCorrectTask, (n) => money(n, lang)),
    ]),
    notes: [],
  };
}

/** Every pair of boxes: flips, difference with interval, adjusted p, the word for it. */
export function pairsTable(input: RunReportInput, words: Words): Block[] {
  const pairs = input.bakeoff?.pairs ?? [];
  if (pairs.length === 0) return [];
  const { columns: c } = words;
  return [
    { kind: 'heading', level: 3, text: words.headings.pairs },
    {
      kind: 'table',
      caption: words.captions.pairs,
      columns: [
        { head: c.pair, align: 'left' },
        { head: c.n, align: 'right' },
        { head: c.lost, align: 'right' },
        { head: c.gained, align: 'right' },
        { head: c.difference, unit: words.points, align: 'right' },
        { head: c.p, align: 'right' },
        { head: c.result, align: 'left' },
      ],
      rows: pairs.map((p) => [
        cell(`${p.candidate} / ${p.baseline}`),
        cell(String(p.items)),
        cell(countText(p.lost)),
        cell(countText(p.gained)),
        p.delta.ci95 === undefined
          ? absentCell('one cluster has no interval')
          : cell(
              points(p.delta.value),
              words.interval95(points(p.delta.ci95[0]), points(p.delta.ci95[1])),
            ),
        cell(pText(p.pAdjusted)),
        cell(words.results[p.verdict]),
      ]),
      notes: [...new Set(pairs.flatMap((p) => p.warnings))].map(words.warning),
    },
  ];
}

/** A count of items; a fraction only where means of several task runs are compared. */
const countText = (n: number): string => (Number.isInteger(n) ? String(n) : number3(n));

/** A p value as far as it means anything. */
const pText = (p: number): string => (p < 0.0001 ? '<0.0001' : p.toPrecision(2));
