import type { Accuracy, Cell } from '../../analysis/index.ts';
import type { Block, Chart, Table } from '../document/document.ts';
import { absentCell, cell } from '../document/document.ts';
import { percent } from '../format.ts';
import type { Words } from '../words/index.ts';
import { accuracyCell, loadPointText } from './cells.ts';
import type { RunReportInput } from './input.ts';

/** Is it right: accuracy per box and scenario as a picture, and by category as a table. */
export function accuracyBlocks(input: RunReportInput, words: Words): Block[] {
  const chart = accuracyChart(input, words);
  const table = categoryTable(input, words);
  return [...(chart === undefined ? [] : [chart]), ...(table === undefined ? [] : [table])];
}

function accuracyChart(input: RunReportInput, words: Words): Chart | undefined {
  const cells = input.summary.cells.filter((c) => c.accuracy?.value !== undefined);
  if (cells.length === 0) return undefined;
  const rows = cells.map((c) => ({
    label: `${c.endpoint} · ${c.scenario} · ${loadPointText(c.loadPoint, words)}`,
    series: c.endpoint,
    center: (c.accuracy?.value ?? 0) * 100,
    ...(c.accuracy?.ci95 === undefined
      ? {}
      : { lo: c.accuracy.ci95[0] * 100, hi: c.accuracy.ci95[1] * 100 }),
    hollow: c.validity.verdict !== 'valid',
  }));
  rows.sort((a, b) => (a.series < b.series ? -1 : a.series > b.series ? 1 : 0));
  const best = input.bakeoff?.ranking[0];
  const headline =
    best === undefined || 'absent' in best.accuracy
      ? words.columns.accuracy
      : `${best.endpoint} ${percent(best.accuracy.value)}`;
  const sizes = [...new Set(cells.map((c) => c.accuracy?.n))].join(', ');
  return {
    kind: 'chart',
    id: 'chart-accuracy',
    title: words.charts.accuracy(headline),
    subtitle: words.charts.accuracySub(`n = ${sizes}`),
    plot: {
      kind: 'intervals',
      xName: words.charts.accuracyAxis,
      rows,
      ...(input.plan.slo?.accuracy === undefined
        ? {}
        : { limit: { x: input.plan.slo.accuracy * 100, name: words.charts.slo } }),
    },
    data: {
      kind: 'table',
      caption: words.columns.accuracy,
      columns: [
        { head: words.columns.box, align: 'left' },
        { head: words.columns.scenario, align: 'left' },
        { head: words.columns.load, align: 'left' },
        { head: words.columns.accuracy, align: 'right' },
      ],
      rows: cells.map((c) => [
        cell(c.endpoint),
        cell(c.scenario),
        cell(loadPointText(c.loadPoint, words)),
        accuracyCell(c.accuracy, words),
      ]),
      notes: [],
    },
  };
}

/** Categories down, boxes across; the cells of the highest load point. */
function categoryTable(input: RunReportInput, words: Words): Table | undefined {
  const { cells } = input.summary;
  const last = Math.max(...cells.map((c) => c.loadPoint.index));
  const top = cells.filter((c) => c.loadPoint.index === last);
  const endpoints = [...new Set(top.map((c) => c.endpoint))];
  const lines = new Map<string, Map<string, Accuracy>>();
  for (const c of top) {
    for (const [category, accuracy] of Object.entries(c.byCategory)) {
      const name = `${c.scenario} · ${category}`;
      const line = lines.get(name) ?? new Map<string, Accuracy>();
      line.set(c.endpoint, accuracy);
      lines.set(name, line);
    }
  }
  if (lines.size === 0) return undefined;
  return {
    kind: 'table',
    caption: `${words.headings.categories} (${loadPointText(loadPointOf(top), words)})`,
    columns: [
      { head: words.columns.category, align: 'left' },
      ...endpoints.map((head) => ({ head, align: 'right' as const })),
    ],
    rows: [...lines].map(([name, line]) => [
      cell(name),
      ...endpoints.map((e) => {
        const accuracy = line.get(e);
        return accuracy === undefined ? absentCell('not asked') : accuracyCell(accuracy, words);
      }),
    ]),
    notes: [],
  };
}

const loadPointOf = (cells: readonly Cell[]): Cell['loadPoint'] =>
  cells[0]?.loadPoint ?? { index: 0, kind: '-' };
