import type { AaEndpoint, AaResult } from '../../analysis/index.ts';
import { notComparedBlocks, pText } from '../comparison/blocks.ts';
import { comparisonWords } from '../comparison/words.ts';
import { absentCell, type Block, cell, type ReportDocument } from '../document/document.ts';
import { number3, percent, points } from '../format.ts';

const words = {
  en: {
    title: (run: string) => `steelyard aa: ${run} against itself`,
    verdict: {
      quiet: (v: { tests: number; rejections: number }) =>
        `Quiet: ${v.rejections} of ${v.tests} comparisons of a box with itself found a difference, no more than chance makes at 5%.`,
      loud: (v: { tests: number; rejections: number }) =>
        `Loud: ${v.rejections} of ${v.tests} comparisons of a box with itself found a difference, more than chance makes at 5%. Something drifts that the tests take for noise: do not trust comparisons of this campaign.`,
      'nothing-tested': () =>
        'Nothing could be compared with itself: plan epochs, or four repeats and more.',
    },
    accuracy: 'Accuracy of a box against itself',
    speed: 'Speed between repeats',
    box: 'Box',
    split: { 'task-runs': 'halves of the answers', items: 'halves of the items' },
    splitHead: 'Split',
    difference: 'Difference',
    flips: 'Flips of single answers',
    p: 'p',
    metric: 'Metric',
    repeats: 'Repeats',
    variation: 'Spread between repeats',
    resolvable: 'Smallest change found',
    ratio: 'Half against half',
  },
  zh: {
    title: (run: string) => `steelyard aa：${run} 与自身比较`,
    verdict: {
      quiet: (v: { tests: number; rejections: number }) =>
        `安静：设备与自身的 ${v.tests} 次比较中有 ${v.rejections} 次发现差异，未超出 5% 水平下的偶然。`,
      loud: (v: { tests: number; rejections: number }) =>
        `嘈杂：设备与自身的 ${v.tests} 次比较中有 ${v.rejections} 次发现差异，超出 5% 水平下的偶然。存在被检验当作噪声的漂移：本次测试的比较不可信。`,
      'nothing-tested': () => '没有可与自身比较的数据：请安排多轮作答，或四次以上的重复。',
    },
    accuracy: '设备与自身的准确率比较',
    speed: '各次重复之间的速度',
    box: '设备',
    split: { 'task-runs': '作答对半', items: '题目对半' },
    splitHead: '拆分',
    difference: '差值',
    flips: '单次回答翻转率',
    p: 'p',
    metric: '指标',
    repeats: '重复次数',
    variation: '重复间离散',
    resolvable: '可发现的最小变化',
    ratio: '对半比值',
  },
} as const;

/** The noise floor of a campaign: what each box differs from itself by. */
export function aaDocument(aa: AaResult, lang: 'en' | 'zh'): ReportDocument {
  const w = words[lang];
  const shared = comparisonWords[lang];
  const tone = { quiet: 'good', loud: 'bad', 'nothing-tested': 'doubt' } as const;
  return {
    lang,
    title: w.title(aa.runId),
    blocks: [
      { kind: 'callout', tone: tone[aa.verdict], text: [w.verdict[aa.verdict](aa)] },
      ...notComparedBlocks(aa.notCompared, shared),
      {
        kind: 'table',
        caption: w.accuracy,
        columns: [
          { head: w.box, align: 'left' },
          { head: w.splitHead, align: 'left' },
          { head: 'n', align: 'right' },
          { head: w.difference, unit: shared.points, align: 'right' },
          { head: w.p, align: 'right' },
          { head: w.flips, align: 'right' },
        ],
        rows: aa.endpoints.map(({ endpoint, accuracy: a }) =>
          'absent' in a
            ? [cell(endpoint), ...[0, 1, 2, 3, 4].map(() => absentCell(a.absent))]
            : [
                cell(endpoint),
                cell(w.split[a.split]),
                cell(String(a.items)),
                cell(
                  points(a.delta.value),
                  a.delta.ci95 === undefined
                    ? undefined
                    : `[${points(a.delta.ci95[0])}, ${points(a.delta.ci95[1])}]`,
                ),
                cell(pText(a.p)),
                typeof a.flipRate === 'number'
                  ? cell(percent(a.flipRate))
                  : absentCell(a.flipRate.absent),
              ],
        ),
        notes: [],
      },
      ...aa.endpoints.flatMap((e) => speedTable(e, lang)),
    ],
  };
}

function speedTable({ endpoint, speed }: AaEndpoint, lang: 'en' | 'zh'): Block[] {
  const w = words[lang];
  const shared = comparisonWords[lang];
  const rows = speed.flatMap(({ metric, statistic, scenario, load, result }) =>
    'absent' in result
      ? []
      : [
          [
            cell(
              [shared.metrics[metric] ?? metric, statistic]
                .filter((x) => x !== undefined)
                .join(' '),
              `${scenario} ${load}`,
            ),
            cell(String(result.repeats)),
            cell(percent(result.variation)),
            cell(percent(result.resolvable)),
            result.ratio === undefined || result.p === undefined
              ? absentCell('fewer than four repeats')
              : cell(`× ${number3(result.ratio)}`, `p = ${pText(result.p)}`),
          ],
        ],
  );
  return rows.length === 0
    ? []
    : [
        {
          kind: 'table',
          caption: `${w.speed}: ${endpoint}`,
          columns: [
            { head: w.metric, align: 'left' },
            { head: w.repeats, align: 'right' },
            { head: w.variation, align: 'right' },
            { head: w.resolvable, align: 'right' },
            { head: w.ratio, align: 'right' },
          ],
          rows,
          notes: [],
        },
      ];
}
