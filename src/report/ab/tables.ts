import type { AbFlip, AbPerformance, AbResult, AbSlice } from '../../analysis/index.ts';
import { pText, shortened } from '../comparison/blocks.ts';
import type { ComparisonWords } from '../comparison/words.ts';
import { absentCell, type Block, cell, type TableCell } from '../document/document.ts';
import { duration, number3, percent, points } from '../format.ts';
import type { AbWords } from './words.ts';

/** Flips shown; all of them are in the JSON. */
const MOST_FLIPS = 20;

const interval = (lo: string, hi: string): string => `[${lo}, ${hi}]`;

/** Unreadable, truncated, failed, and output length. */
export function sharesTable(ab: AbResult, words: AbWords, shared: ComparisonWords): Block[] {
  const names = ['unreadableShare', 'truncatedShare', 'errorShare'] as const;
  const rows = names.flatMap((name): TableCell[][] => {
    const share = ab.shares[name];
    if ('absent' in share) return [];
    const ci = share.delta.ci95;
    return [
      [
        cell(shared.metrics[name] ?? name),
        cell(percent(share.baseline)),
        cell(percent(share.candidate)),
        cell(
          points(share.delta.value),
          ci === undefined ? undefined : interval(points(ci[0]), points(ci[1])),
        ),
        cell(pText(share.pAdjusted)),
        cell(shared.verdicts[share.verdict]),
      ],
    ];
  });
  const { outputTokens: tokens } = ab;
  if (!('absent' in tokens)) {
    const ci = tokens.ci95;
    rows.push([
      cell(shared.metrics['outputTokens'] ?? ''),
      cell(number3(tokens.baseline)),
      cell(number3(tokens.candidate)),
      cell(
        `× ${number3(tokens.ratio)}`,
        ci === undefined ? undefined : interval(number3(ci[0]), number3(ci[1])),
      ),
      tokens.p === undefined ? absentCell('one cluster') : cell(pText(tokens.p)),
      cell('–'),
    ]);
  }
  const { columns: c } = words;
  return rows.length === 0
    ? []
    : [
        {
          kind: 'table',
          caption: words.captions.shares,
          columns: [
            { head: c.what, align: 'left' },
            { head: shared.baseline, align: 'right' },
            { head: shared.candidate, align: 'right' },
            { head: c.difference, unit: shared.points, align: 'right' },
            { head: c.p, align: 'right' },
            { head: c.result, align: 'left' },
          ],
          rows,
          notes: [],
        },
      ];
}

export function slicesTable(
  slices: readonly AbSlice[],
  words: AbWords,
  shared: ComparisonWords,
): Block[] {
  if (slices.length === 0) return [];
  const { columns: c } = words;
  return [
    {
      kind: 'table',
      caption: words.captions.slices,
      columns: [
        { head: c.what, align: 'left' },
        { head: c.n, align: 'right' },
        { head: c.lost, align: 'right' },
        { head: c.gained, align: 'right' },
        { head: c.difference, unit: shared.points, align: 'right' },
        { head: c.p, align: 'right' },
        { head: c.result, align: 'left' },
      ],
      rows: slices.map((s) => [
        cell(`${words.by[s.by]} ${s.value}`),
        cell(String(s.items)),
        cell(number3(s.lost)),
        cell(number3(s.gained)),
        cell(
          points(s.delta.value),
          s.delta.ci95 === undefined
            ? undefined
            : interval(points(s.delta.ci95[0]), points(s.delta.ci95[1])),
        ),
        cell(pText(s.pAdjusted)),
        cell(shared.verdicts[s.verdict]),
      ]),
      notes: [],
    },
  ];
}

export function performanceTable(
  rows: readonly AbPerformance[],
  words: AbWords,
  shared: ComparisonWords,
): Block[] {
  if (rows.length === 0) return [];
  const { columns: c } = words;
  return [
    {
      kind: 'table',
      caption: words.captions.performance,
      columns: [
        { head: c.what, align: 'left' },
        { head: shared.baseline, align: 'right' },
        { head: shared.candidate, align: 'right' },
        { head: c.ratio, align: 'right' },
        { head: c.p, align: 'right' },
        { head: c.result, align: 'left' },
      ],
      rows: rows.map((row) => performanceRow(row, words, shared)),
      notes: [],
    },
  ];
}

function performanceRow(
  row: AbPerformance,
  words: AbWords,
  shared: ComparisonWords,
): readonly TableCell[] {
  const { metric, statistic, scenario, load, result } = row;
  const name = [shared.metrics[metric] ?? metric, statistic].filter((x) => x !== undefined);
  const what = cell(name.join(' '), `${scenario} ${load}`);
  if ('absent' in result) {
    const why = absentCell(result.absent);
    return [what, why, why, why, why, cell('–')];
  }
  const text = metric.endsWith('Ms') ? duration : number3;
  return [
    what,
    cell(text(result.baseline)),
    cell(text(result.candidate)),
    cell(
      `× ${number3(result.ratio)}`,
      result.ci95 === undefined
        ? undefined
        : interval(number3(result.ci95[0]), number3(result.ci95[1])),
    ),
    result.pAdjusted === undefined ? cell('–') : cell(pText(result.pAdjusted)),
    cell(
      result.verdict === undefined ? words.descriptiveWord : shared.verdicts[result.verdict],
      result.needRepeats === undefined ? undefined : words.needRepeats(result.needRepeats),
    ),
  ];
}

/** Items with both answers; on paper and screen the first ones, the JSON has all. */
export function flipTable(ab: AbResult, which: 'lost' | 'gained', words: AbWords): Block[] {
  const flips = ab.flips[which];
  if (flips.length === 0) return [];
  const { columns: c } = words;
  const answer = (side: AbFlip['baseline']): string => shortened(side.answer ?? '–', 24);
  return [
    {
      kind: 'table',
      caption: words.captions[which](flips.length),
      columns: [
        { head: c.item, align: 'left' },
        { head: c.question, align: 'left' },
        { head: c.expected, align: 'left' },
        { head: ab.baseline, align: 'left' },
        { head: ab.candidate, align: 'left' },
        { head: c.why, align: 'left' },
      ],
      rows: flips
        .slice(0, MOST_FLIPS)
        .map((f) => [
          cell(f.item),
          cell(shortened(f.question ?? '–', 32)),
          cell(shortened(f.expected, 24)),
          cell(answer(f.baseline)),
          cell(answer(f.candidate)),
          cell(shortened((which === 'lost' ? f.candidate : f.baseline).why, 40)),
        ]),
      notes: [],
    },
  ];
}
