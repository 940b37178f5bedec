import type { LoadAt, LoadOverTime } from '../../analysis/index.ts';
import { absentCell, type Chart, cell, type TableCell } from '../document/document.ts';
import { number3, percent } from '../format.ts';
import type { ServerWords } from './server-words.ts';

/** Requests running and waiting in the box beside those in flight at the client, and its KV cache. */
export function loadChart(
  { endpoint, points }: LoadOverTime,
  box: number,
  words: ServerWords,
): Chart {
  const { load } = words;
  const waiting = points.flatMap((p) => (p.waiting === undefined ? [] : [p.waiting]));
  const most = Math.max(0, ...waiting);
  const said = most > 0 ? load.queue(number3(most)) : load.noQueue;
  const line = (name: string, of: (p: LoadAt) => number | undefined, style: LineStyle) => ({
    name,
    ...style,
    points: points.flatMap((p) => {
      const y = of(p);
      return y === undefined ? [] : [{ x: p.atS, y }];
    }),
  });
  const series = [
    line(load.inFlight, (p) => p.inFlight, { colour: 6, stroke: 'solid', right: false }),
    line(load.running, (p) => p.running, { colour: 0, stroke: 'solid', right: false }),
    line(load.waiting, (p) => p.waiting, { colour: 1, stroke: 'dashed', right: false }),
    line(load.kvUse, (p) => percentage(p.kvUse), { colour: 2, stroke: 'dotted', right: true }),
  ].filter((s) => s.points.length > 0);
  return {
    kind: 'chart',
    id: `chart-load-${box}`,
    title: load.title(endpoint, waiting.length === 0 ? load.requests : said),
    subtitle: load.subtitle,
    plot: { kind: 'over-time', xName: load.time, yName: load.requests, rightName: '%', series },
    data: {
      kind: 'table',
      caption: load.subtitle,
      columns: [load.time, load.inFlight, load.running, load.waiting, load.kvUse].map((head) => ({
        head,
        align: 'right' as const,
      })),
      rows: points.map((p) => [
        cell(p.atS.toFixed(1)),
        cell(number3(p.inFlight)),
        shown(p.running, number3),
        shown(p.waiting, number3),
        shown(p.kvUse, percent),
      ]),
      notes: [],
    },
  };
}

interface LineStyle {
  readonly colour: number;
  readonly stroke: 'solid' | 'dashed' | 'dotted';
  readonly right: boolean;
}

const percentage = (share: number | undefined): number | undefined =>
  share === undefined ? undefined : share * 100;

const shown = (value: number | undefined, text: (n: number) => string): TableCell =>
  value === undefined ? absentCell('not on the page') : cell(text(value));
