import type { Floor, FloorFigure, FloorPhase } from '../../analysis/index.ts';
import {
  absentCell,
  type Block,
  cell,
  type ReportDocument,
  type TableCell,
} from '../document/document.ts';
import { duration, number3, percent } from '../format.ts';
import { type FloorWords, floorWords } from './words.ts';

/** The floor as a table, with its doubts before it. */
export function floorBlocks(floor: Floor, lang: 'en' | 'zh'): Block[] {
  const words = floorWords[lang];
  const { idle, loaded } = floor;
  const figures = ['ttftMs', 'gapErrorMs', 'stampErrorMs', 'sendLagMs'] as const;
  const rate = (phase: FloorPhase): TableCell =>
    typeof phase.eventsPerS === 'number'
      ? cell(number3(phase.eventsPerS))
      : absentCell(phase.eventsPerS.absent);
  return [
    { kind: 'paragraph', text: [words.lead(loaded.streams, number3(loaded.ratePerS))] },
    ...floor.warnings.map(({ code, values }): Block => {
      const texts = Object.entries(values ?? {}).map(([name, value]) => [
        name,
        valueText(name, value, words),
      ]);
      return {
        kind: 'callout',
        tone: 'doubt',
        text: [words.warning(code, Object.fromEntries(texts))],
      };
    }),
    {
      kind: 'table',
      caption: words.caption,
      columns: [
        { head: words.figure, align: 'left' },
        { head: words.idle, align: 'right' },
        { head: words.loaded, align: 'right' },
      ],
      rows: [
        ...figures.map((id) => [
          cell(words.rows[id]),
          figureCell(idle[id], words.least),
          figureCell(loaded[id], words.least),
        ]),
        [
          cell(words.loop),
          cell(percent(idle.loopUtilisation)),
          cell(percent(loaded.loopUtilisation)),
        ],
        [cell(words.events), rate(idle), rate(loaded)],
      ],
      notes: [],
    },
  ];
}

/** The floor as a document of its own. */
export const floorDocument = (floor: Floor, lang: 'en' | 'zh'): ReportDocument => ({
  lang,
  title: floorWords[lang].title,
  blocks: floorBlocks(floor, lang),
});

function figureCell(figure: FloorFigure, least: (text: string) => string): TableCell {
  if (!('n' in figure)) return absentCell(figure.absent);
  const { n, min, p50, p99, ci95 } = figure;
  const center = [p50, p99].flatMap((p) => (p === undefined ? [] : [duration(p)])).join(' / ');
  const bounds = ci95.p99;
  const interval = bounds === undefined ? '' : `[${duration(bounds[0])}, ${duration(bounds[1])}] `;
  return center === ''
    ? cell(least(duration(min)), `n=${n}`)
    : cell(center, `${interval}${least(duration(min))}, n=${n}`);
}

function valueText(name: string, value: string | number, words: FloorWords): string {
  if (typeof value === 'string') return name === 'phase' ? words.phases(value) : value;
  if (name === 'utilisation') return percent(value);
  return Number.isInteger(value) ? String(value) : number3(value);
}
