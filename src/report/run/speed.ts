import type { Cell } from '../../analysis/index.ts';
import { type Block, type Chart, cell, type Table } from '../document/document.ts';
import { number3 } from '../format.ts';
import type { Words } from '../words/index.ts';
import { accuracyCell, figureCell, loadPointText, percentileCell } from './cells.ts';
import type { RunReportInput } from './input.ts';

/** Is it fast: throughput against latency over the load ladder, and every cell as a table. */
export function speedBlocks(input: RunReportInput, words: Words): Block[] {
  const chart = curve(input, words);
  return [...(chart === undefined ? [] : [chart]), cellsTable(input, words)];
}

function curve(input: RunReportInput, words: Words): Chart | undefined {
  const { cells } = input.summary;
  const endpoints = [...new Set(cells.map((c) => c.endpoint))].sort();
  const scenarios = [...new Set(cells.map((c) => c.scenario))];
  const series = endpoints.flatMap((endpoint, box) =>
    scenarios.map((scenario) => ({
      name: scenarios.length === 1 ? endpoint : `${endpoint} · ${scenario}`,
      box,
      joined: true,
      points: byLoad(cells)
        .filter((c) => c.endpoint === endpoint && c.scenario === scenario)
        .flatMap(pointOf),
    })),
  );
  const drawn = series.filter((s) => s.points.length > 0);
  if (drawn.length === 0) return undefined;
  const slo = input.plan.slo?.ttftMs?.p50;
  const fastest = drawn
    .flatMap((s) => s.points.map((p) => ({ name: s.name, x: p.x })))
    .reduce((a, b) => (b.x > a.x ? b : a));
  return {
    kind: 'chart',
    id: 'chart-curve',
    title: words.charts.curve(`${fastest.name} ${number3(fastest.x)} ${words.charts.throughput}`),
    subtitle: words.charts.curveSub(
      `n = ${[...new Set(cells.map((c) => c.requests.completed))].join(', ')}`,
    ),
    plot: {
      kind: 'points',
      xName: words.charts.throughput,
      yName: words.charts.ttftP50,
      xLog: false,
      yLog: true,
      series: drawn,
      ...(slo === undefined ? {} : { limit: { y: slo, name: words.charts.slo } }),
    },
    data: cellsTable(input, words),
  };
}

/** A search tests its loads in another order than that of the curve. */
const byLoad = (cells: readonly Cell[]): readonly Cell[] => {
  const load = ({ loadPoint: p }: Cell): number =>
    Number(p['concurrency'] ?? p['ratePerS'] ?? p.index);
  return [...cells].sort((a, b) => load(a) - load(b));
};

function pointOf(c: Cell) {
  const x = c.tokensPerS.output;
  if (typeof x !== 'number' || !('count' in c.ttftMs) || c.ttftMs.p50 === undefined) return [];
  const ci = c.ttftMs.ci95.p50;
  return [
    {
      x,
      y: c.ttftMs.p50,
      ...(ci === undefined ? {} : { lo: ci[0], hi: ci[1] }),
      hollow: c.validity.verdict !== 'valid',
    },
  ];
}

/** Every cell with its main figures. */
export function cellsTable(input: RunReportInput, words: Words): Table {
  const { columns: c } = words;
  const warnings = [...new Set(input.summary.cells.flatMap((x) => x.warnings))];
  return {
    kind: 'table',
    caption: words.captions.cells,
    columns: [
      { head: c.box, align: 'left' },
      { head: c.scenario, align: 'left' },
      { head: c.load, align: 'left' },
      { head: c.validity, align: 'left' },
      { head: c.n, align: 'right' },
      { head: 'TTFT p50', align: 'right', better: 'lower' },
      { head: c.ttftP95, align: 'right', better: 'lower' },
      { head: c.tpotP50, align: 'right', better: 'lower' },
      { head: c.e2eP95, align: 'right', better: 'lower' },
      { head: c.throughput, unit: words.perS, align: 'right', better: 'higher' },
      { head: c.goodput, unit: words.perS, align: 'right', better: 'higher' },
      { head: c.accuracy, align: 'right', better: 'higher' },
    ],
    rows: input.summary.cells.map((x) => [
      cell(x.endpoint),
      cell(x.scenario),
      cell(loadPointText(x.loadPoint, words)),
      cell(
        words.validity[x.validity.verdict],
        x.validity.findings.length === 0
          ? undefined
          : x.validity.findings.map(words.finding).join(', '),
      ),
      cell(String(x.requests.measured)),
      percentileCell(x.ttftMs, 'p50', words),
      percentileCell(x.ttftMs, 'p95', words),
      percentileCell(x.tpotMs, 'p50', words),
      percentileCell(x.e2eMs, 'p95', words),
      figureCell(x.tokensPerS.output),
      figureCell(x.goodputPerS),
      accuracyCell(x.accuracy, words),
    ]),
    notes: warnings.map(words.warning),
  };
}
