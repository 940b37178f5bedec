import { CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Chart, Plot } from '../document/document.ts';
import { colourOf, markerOf } from './palette.ts';

use([
  SVGRenderer,
  LineChart,
  ScatterChart,
  CustomChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
]);

const WIDTH = 900;
const ROW_HEIGHT = 26;
const LABEL_WIDTH = 320;
const LEGEND_PER_ROW = 3;

const legendHeight = (series: number): number => 22 * Math.ceil(series / LEGEND_PER_ROW);
const FONT = 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

/**
 * The chart as SVG text, drawn by ECharts without a browser. Colours follow the page through
 * `currentColor`; generated ids are renumbered, so that equal charts have equal bytes.
 */
export function chartSvg(chart: Chart): string {
  const { plot } = chart;
  const height =
    plot.kind === 'intervals'
      ? 84 + plot.rows.length * ROW_HEIGHT
      : 320 + legendHeight(plot.series.length);
  const canvas = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  canvas.setOption({
    animation: false,
    textStyle: { fontFamily: FONT, fontSize: 13 },
    ...optionOf(plot),
  });
  const svg = canvas.renderToSVGString();
  canvas.dispose();
  return stableIds(svg, chart.id)
    .replaceAll('#334455', 'currentColor')
    .replace('<svg ', `<svg role="img" aria-labelledby="${chart.id}-title" `);
}

/** A colour that stands for the page's text colour until the SVG is written. */
const INK = '#334455';
/** The palette's black, which must follow the page. */
const INK_COLOUR = 6;
const FAINT = 'rgba(128,128,128,0.35)';

const axis = (name: string, log: boolean) => ({
  type: log ? ('log' as const) : ('value' as const),
  name,
  nameLocation: 'middle' as const,
  nameTextStyle: { color: INK },
  axisLabel: { color: INK },
  axisLine: { show: true, lineStyle: { color: INK } },
  splitLine: { lineStyle: { color: FAINT } },
});

function optionOf(plot: Plot): Record<string, unknown> {
  switch (plot.kind) {
    case 'points':
      return pointsOption(plot);
    case 'intervals':
      return intervalsOption(plot);
    case 'over-time':
      return overTimeOption(plot);
  }
}

function overTimeOption(plot: Extract<Plot, { kind: 'over-time' }>): Record<string, unknown> {
  const legend = legendHeight(plot.series.length);
  return {
    grid: { left: 70, right: 70, top: legend + 18, bottom: 60 },
    legend: { top: 0, textStyle: { color: INK }, data: plot.series.map((s) => s.name) },
    xAxis: { ...axis(plot.xName, false), nameGap: 30 },
    yAxis: [
      { ...axis(plot.yName, false), nameGap: 50, min: 0 },
      { ...axis(plot.rightName, false), nameGap: 40, min: 0, splitLine: { show: false } },
    ],
    series: plot.series.map((s) => ({
      name: s.name,
      type: 'line',
      showSymbol: false,
      yAxisIndex: s.right ? 1 : 0,
      color: s.colour === INK_COLOUR ? INK : colourOf(s.colour),
      lineStyle: { width: 2, type: s.stroke },
      data: s.points.map((p) => [p.x, p.y]),
    })),
  };
}

function pointsOption(plot: Extract<Plot, { kind: 'points' }>): Record<string, unknown> {
  const limit =
    plot.limit === undefined
      ? {}
      : {
          markLine: {
            symbol: 'none',
            silent: true,
            lineStyle: { color: INK, type: 'dashed' },
            label: { formatter: plot.limit.name, color: INK, position: 'insideEndTop' },
            data: [{ yAxis: plot.limit.y }],
          },
        };
  return {
    grid: { left: 70, right: 30, top: 24 + legendHeight(plot.series.length), bottom: 60 },
    legend: {
      top: 0,
      textStyle: { color: INK, width: 210, overflow: 'truncate' },
      itemGap: 12,
      data: plot.series.map((s) => s.name),
    },
    xAxis: { ...axis(plot.xName, plot.xLog), nameGap: 30 },
    yAxis: { ...axis(plot.yName, plot.yLog), nameGap: 50 },
    series: [
      ...plot.series.map((s, i) => ({
        name: s.name,
        type: s.joined ? 'line' : 'scatter',
        symbol: markerOf(s.box),
        symbolSize: 9,
        color: colourOf(s.box),
        lineStyle: { width: 2 },
        data: s.points.map((p) => ({
          value: [p.x, p.y],
          itemStyle:
            p.hollow === true
              ? { color: 'transparent', borderColor: colourOf(s.box), borderWidth: 2 }
              : {},
        })),
        ...(i === 0 ? limit : {}),
      })),
      ...plot.series.map((s) => whiskers(s)),
    ],
  };
}

/** Interval bars behind the points, vertical. */
function whiskers(s: Extract<Plot, { kind: 'points' }>['series'][number]): Record<string, unknown> {
  const bars = s.points.flatMap((p) =>
    p.lo === undefined || p.hi === undefined ? [] : [[p.x, p.lo, p.hi]],
  );
  return {
    name: s.name,
    type: 'custom',
    silent: true,
    encode: { x: 0, y: [1, 2] },
    data: bars,
    renderItem: (_: unknown, api: CustomApi) => {
      const [x, top] = api.coord([api.value(0), api.value(2)]);
      const [, bottom] = api.coord([api.value(0), api.value(1)]);
      return line(x ?? 0, top ?? 0, x ?? 0, bottom ?? 0, colourOf(s.box));
    },
  };
}

interface CustomApi {
  value(dimension: number): number;
  coord(point: readonly [number, number]): number[];
}

const line = (x1: number, y1: number, x2: number, y2: number, stroke: string) => ({
  type: 'line',
  shape: { x1, y1, x2, y2 },
  style: { stroke, lineWidth: 2, opacity: 0.7 },
});

function intervalsOption(plot: Extract<Plot, { kind: 'intervals' }>): Record<string, unknown> {
  const boxes = [...new Set(plot.rows.map((r) => r.series))];
  const colour = (series: string): string => colourOf(boxes.indexOf(series));
  const ends = plot.rows.flatMap((r) => [r.center, r.lo ?? r.center, r.hi ?? r.center]);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const margin = (most - least || Math.abs(most) || 1) * 0.08;
  return {
    grid: { left: LABEL_WIDTH + 15, right: 30, top: 30, bottom: 54 },
    xAxis: {
      ...axis(plot.xName, false),
      nameGap: 30,
      // Whole steps of ten per cent of the span, so that the ends carry round numbers.
      min: roundTo(least - margin, most - least, Math.floor),
      max: roundTo(most + margin, most - least, Math.ceil),
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: plot.rows.map((r) => r.label),
      axisLabel: { color: INK, width: LABEL_WIDTH, overflow: 'truncate' },
      axisLine: { lineStyle: { color: INK } },
      axisTick: { show: false },
    },
    series: [
      {
        type: 'custom',
        silent: true,
        encode: { x: [1, 2], y: 0 },
        data: plot.rows.flatMap((r, i) =>
          r.lo === undefined || r.hi === undefined ? [] : [[i, r.lo, r.hi]],
        ),
        renderItem: (_: unknown, api: CustomApi) => {
          const row = plot.rows[api.value(0)];
          const [from, y] = api.coord([api.value(1), api.value(0)]);
          const [to] = api.coord([api.value(2), api.value(0)]);
          return line(from ?? 0, y ?? 0, to ?? 0, y ?? 0, colour(row?.series ?? ''));
        },
      },
      {
        type: 'scatter',
        symbolSize: 11,
        data: plot.rows.map((r, i) => ({
          value: [r.center, i],
          symbol: markerOf(boxes.indexOf(r.series)),
          itemStyle:
            r.hollow === true
              ? { color: 'transparent', borderColor: colour(r.series), borderWidth: 2 }
              : { color: colour(r.series) },
        })),
        ...(plot.limit === undefined
          ? {}
          : {
              markLine: {
                symbol: 'none',
                silent: true,
                lineStyle: { color: INK, type: 'dashed' },
                label: { formatter: plot.limit.name, color: INK, position: 'end' },
                data: [{ xAxis: plot.limit.x }],
              },
            }),
      },
    ],
  };
}

/** An end of the axis, at the next round number of about a tenth of the span. */
function roundTo(value: number, span: number, round: (n: number) => number): number {
  const step = 10 ** Math.floor(Math.log10(span || Math.abs(value) || 1));
  return Number((round(value / step) * step).toPrecision(6));
}

/** ECharts numbers its ids and classes per process; number them per chart instead. */
function stableIds(svg: string, id: string): string {
  const seen = new Map<string, string>();
  return svg.replace(/zr\d+-[a-z]+-?\d+/g, (name) => {
    const stable = seen.get(name) ?? `${id}-${seen.size}`;
    seen.set(name, stable);
    return stable;
  });
}
