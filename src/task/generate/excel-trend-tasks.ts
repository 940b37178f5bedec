import type { RandomStream } from '../../base/index.ts';
import { clearBest, clearLeast, draft, type ExcelContext, settled } from './excel-context.ts';
import { sumOf } from './retail-facts.ts';
import { reportMonths } from './retail-names.ts';
import { IllPosed, type TaskDraft } from './task-draft.ts';

const month = { kind: 'month' } as const;
const percent = { kind: 'percent', absTol: 0.06 } as const;
const monthAt = (m: number): string => reportMonths[m] ?? '';

/** Peaks, troughs, steps, halves and quarters of the year. */
export function trendTasks(c: ExcelContext, pick: RandomStream): TaskDraft[] {
  const { names, say, total } = c;
  const steps = total.slice(1).map((v, i) => v - (total[i] ?? 0));
  const half = (from: number): number => sumOf(total.slice(from, from + 6));
  const quarters = [0, 3, 6, 9].map((q) => sumOf(total.slice(q, q + 3)));
  const labels = [0, 1, 2, 3].map((q) => say(`第${'一二三四'.charAt(q)}季度`, `Q${q + 1}`));
  const tasks = [
    draft(
      'trend',
      'trend-peak',
      '',
      say('2024 年哪个月的总销售额最高？', 'In which month of 2024 were total sales highest?'),
      {},
      month,
      monthAt(clearBest(total)),
    ),
    draft(
      'trend',
      'trend-trough',
      '',
      say('2024 年哪个月的总销售额最低？', 'In which month of 2024 were total sales lowest?'),
      {},
      month,
      monthAt(clearLeast(total)),
    ),
    draft(
      'trend',
      'trend-jump',
      '',
      say(
        '2024 年 2 月至 12 月中，哪个月的总销售额比上个月增加的金额最多？',
        'Of February to December 2024, in which month did total sales rise most in amount over the month before?',
      ),
      {},
      month,
      monthAt(1 + clearBest(steps)),
    ),
    draft(
      'trend',
      'trend-drop',
      '',
      say(
        '2024 年 2 月至 12 月中，哪个月的总销售额比上个月减少的金额最多？',
        'Of February to December 2024, in which month did total sales fall most in amount against the month before?',
      ),
      {},
      month,
      monthAt(1 + clearLeast(steps)),
    ),
    draft(
      'trend',
      'trend-falls',
      '',
      say(
        '2024 年 2 月至 12 月中，有几个月的总销售额低于上个月？',
        'In how many months of February to December 2024 were total sales below the month before?',
      ),
      {},
      { kind: 'number', round: 0 },
      steps.filter((s) => s < 0).length,
    ),
    draft(
      'trend',
      'trend-halves',
      '',
      say(
        '2024 年下半年总销售额比上半年增长百分之几？下降用负数表示，保留一位小数。',
        'By what percentage did total sales of the second half of 2024 exceed those of the first half? Negative for a fall, one decimal.',
      ),
      {},
      percent,
      settled((half(6) / half(0) - 1) * 100),
    ),
    draft(
      'trend',
      'trend-quarter',
      '',
      say('2024 年哪个季度的总销售额最高？', 'Which quarter of 2024 had the highest total sales?'),
      {},
      { kind: 'choice', of: labels },
      labels[clearBest(quarters)] ?? '',
    ),
  ];
  if (steps.some((s) => Math.abs(s) < 0.002 * (total[0] ?? 1))) throw new IllPosed('a flat step');
  for (const i of pick.shuffled(names.channels.map((_, k) => k)).slice(0, 2)) {
    const channel = names.channels[i] ?? '';
    tasks.push(
      draft(
        'trend',
        'trend-channel-peak',
        String(i + 1),
        say(
          `2024 年“${channel}”渠道哪个月的销售额最高？`,
          `In which month of 2024 were sales of the channel "${channel}" highest?`,
        ),
        { channel },
        month,
        monthAt(clearBest(c.byChannel[i] ?? [])),
      ),
    );
  }
  for (const i of pick.shuffled(names.brands.map((_, k) => k)).slice(0, 2)) {
    const brand = names.brands[i] ?? '';
    tasks.push(
      draft(
        'trend',
        'trend-brand-trough',
        String(i + 1),
        say(
          `2024 年“${brand}”品牌哪个月的销售额最低？`,
          `In which month of 2024 were sales of the brand "${brand}" lowest?`,
        ),
        { brand },
        month,
        monthAt(clearLeast(c.byBrand[i] ?? [])),
      ),
    );
  }
  return tasks;
}

/** Year on year and month on month. */
export function growthTasks(c: ExcelContext, pick: RandomStream): TaskDraft[] {
  const { say, total } = c;
  const prior = c.facts.priorYear;
  const yoy = total.map((v, m) => (v / (prior[m] ?? 1) - 1) * 100);
  const tasks = [
    draft(
      'growth',
      'growth-year',
      '',
      say(
        '2024 年全年总销售额同比增长百分之几？下降用负数表示，保留一位小数。',
        'By what percentage did total sales of 2024 grow over 2023? Negative for a fall, one decimal.',
      ),
      {},
      percent,
      settled((sumOf(total) / sumOf(prior) - 1) * 100),
    ),
    draft(
      'growth',
      'growth-best-month',
      '',
      say(
        '2024 年哪个月的总销售额同比增长率最高？',
        'In which month of 2024 was the growth rate of total sales over the same month of 2023 highest?',
      ),
      {},
      month,
      monthAt(clearBest(yoy)),
    ),
  ];
  for (const m of pick.shuffled(reportMonths.map((_, i) => i)).slice(0, 3))
    tasks.push(
      draft(
        'growth',
        'growth-yoy',
        monthAt(m),
        say(
          `2024 年 ${m + 1} 月总销售额同比增长百分之几？下降用负数表示，保留一位小数。`,
          `By what percentage did total sales of ${monthAt(m)} grow over the same month of 2023? Negative for a fall, one decimal.`,
        ),
        { month: monthAt(m) },
        percent,
        settled(yoy[m] ?? 0),
      ),
    );
  for (const m of pick.shuffled(reportMonths.map((_, i) => i).slice(1)).slice(0, 3))
    tasks.push(
      draft(
        'growth',
        'growth-mom',
        monthAt(m),
        say(
          `2024 年 ${m + 1} 月总销售额环比（与上月相比）增长百分之几？下降用负数表示，保留一位小数。`,
          `By what percentage did total sales of ${monthAt(m)} grow over the month before? Negative for a fall, one decimal.`,
        ),
        { month: monthAt(m) },
        percent,
        settled(((total[m] ?? 0) / (total[m - 1] ?? 1) - 1) * 100),
      ),
    );
  return tasks;
}
