import type { History } from '../../analysis/index.ts';
import { shortened } from '../comparison/blocks.ts';
import { comparisonWords } from '../comparison/words.ts';
import { type Block, cell, type ReportDocument } from '../document/document.ts';
import { duration, number3, percent } from '../format.ts';

const words = {
  en: {
    title: (name: string) => `steelyard baseline: ${name}`,
    runs: (n: number) => `${n} runs, the latest is the baseline.`,
    none: 'No level has changed, as far as these runs can tell.',
    change: (v: { what: string; run: string; before: string; after: string }) =>
      `${v.what}: from ${v.before} to ${v.after}, since ${v.run}.`,
    caption: 'Figures of the latest run, and how many runs have them',
    figure: 'Figure',
    latest: 'Latest',
    first: 'First',
    count: 'Runs',
  },
  zh: {
    title: (name: string) => `steelyard baseline：${name}`,
    runs: (n: number) => `共 ${n} 次运行，最近一次为基线。`,
    none: '就这些运行所见，水平没有变化。',
    change: (v: { what: string; run: string; before: string; after: string }) =>
      `${v.what}：自 ${v.run} 起，由 ${v.before} 变为 ${v.after}。`,
    caption: '最近一次运行的数值，以及有此数值的运行次数',
    figure: '数值',
    latest: '最近',
    first: '最早',
    count: '运行次数',
  },
} as const;

/** The runs of a baseline over time: what changed its level, and when. */
export function historyDocument(history: History, lang: 'en' | 'zh'): ReportDocument {
  const w = words[lang];
  const { metrics } = comparisonWords[lang];
  const text = (metric: string, value: number): string =>
    metric === 'accuracy'
      ? percent(value)
      : metric.endsWith('Ms')
        ? duration(value)
        : number3(value);
  const nameOf = (s: History['series'][number]): string =>
    [s.endpoint, metrics[s.metric] ?? s.metric, s.statistic, s.scenario, s.load]
      .filter((part) => part !== undefined)
      .join(' ');
  const changes = history.series.flatMap((s) =>
    s.changes.map((c) =>
      w.change({
        what: nameOf(s),
        run: c.runId,
        before: text(s.metric, c.before),
        after: text(s.metric, c.after),
      }),
    ),
  );
  return {
    lang,
    title: w.title(history.name),
    blocks: [
      { kind: 'paragraph', text: [w.runs(history.runs.length)] },
      ...(changes.length === 0
        ? [{ kind: 'callout', tone: 'note', text: [w.none] } satisfies Block]
        : changes.map((c): Block => ({ kind: 'callout', tone: 'doubt', text: [c] }))),
      {
        kind: 'table',
        caption: w.caption,
        columns: [
          { head: w.figure, align: 'left' },
          { head: w.first, align: 'right' },
          { head: w.latest, align: 'right' },
          { head: w.count, align: 'right' },
        ],
        rows: history.series.map((s) => [
          cell(shortened(nameOf(s), 60)),
          cell(text(s.metric, s.values[0]?.value ?? 0)),
          cell(text(s.metric, s.values.at(-1)?.value ?? 0)),
          cell(String(s.values.length)),
        ]),
        notes: [],
      },
    ],
  };
}
