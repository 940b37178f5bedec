import type { RandomStream } from '../../base/index.ts';
import {
  clearBest,
  clearlyAbove,
  clearOrder,
  draft,
  type ExcelContext,
  settled,
} from './excel-context.ts';
import { sumOf } from './retail-facts.ts';
import { reportMonths } from './retail-names.ts';
import { IllPosed, type TaskDraft } from './task-draft.ts';

/** Key figures by brand, region and month, and how targets were met. */
export function kpiTasks(c: ExcelContext, pick: RandomStream): TaskDraft[] {
  const { names, say, brandRegion } = c;
  const { brands, regions, unit } = names;
  const { target } = c.facts;
  const money = { kind: 'number', unit, round: 1 } as const;
  const byRegion = regions.map((_, r) => sumOf(brandRegion.map((row) => row[r] ?? 0)));
  const regionTarget = regions.map((_, r) => sumOf(target.map((row) => row[r] ?? 0)));
  const completion = regions.map((_, r) => ((byRegion[r] ?? 0) / (regionTarget[r] ?? 1)) * 100);
  const brandCompletion = brands.map(
    (_, b) => (sumOf(brandRegion[b] ?? []) / sumOf(target[b] ?? [])) * 100,
  );
  const missed = clearlyAbove(
    completion.map((v) => -v),
    -100,
  );
  const met = brandRegion.flatMap((row, b) =>
    row.filter((v, r) => {
      const goal = target[b]?.[r] ?? 0;
      if (goal > 0 && Math.abs(v / goal - 1) < 0.003) throw new IllPosed('a target just met');
      return goal > 0 && v >= goal;
    }),
  ).length;
  const tasks = [
    draft(
      'kpi',
      'kpi-region-rank',
      '',
      say(
        '2024 年销售额最高的前 3 个区域依次是哪些？',
        'Which three regions had the highest sales in 2024, in order?',
      ),
      {},
      { kind: 'ranking', top: 3 },
      clearOrder(byRegion, 3)
        .slice(0, 3)
        .map((r) => regions[r] ?? ''),
    ),
    draft(
      'kpi',
      'kpi-region-best',
      '',
      say(
        '2024 年哪个区域的目标完成率（销售额÷目标）最高？',
        'Which region had the highest target completion (sales / target) in 2024?',
      ),
      {},
      { kind: 'text' },
      regions[clearBest(completion)] ?? '',
    ),
    draft(
      'kpi',
      'kpi-brand-best',
      '',
      say(
        '2024 年哪个品牌的总体目标完成率（各区域销售额之和÷目标之和）最高？',
        'Which brand had the highest overall target completion in 2024 (sum of sales over all regions / sum of targets)?',
      ),
      {},
      { kind: 'text' },
      brands[clearBest(brandCompletion)] ?? '',
    ),
    draft(
      'kpi',
      'kpi-missed',
      '',
      say(
        '2024 年哪些区域没有完成区域总目标？',
        'Which regions missed their total target in 2024?',
      ),
      {},
      { kind: 'set' },
      missed.map((r) => regions[r] ?? ''),
    ),
    draft(
      'kpi',
      'kpi-met-count',
      '',
      say(
        '2024 年有多少个“品牌×区域”组合完成了目标（销售额不低于目标）？',
        'How many combinations of brand and region met their target in 2024 (sales at or above target)?',
      ),
      {},
      { kind: 'number', round: 0 },
      met,
    ),
  ];
  const pairs = pick.shuffled(
    brands
      .flatMap((_, b) => regions.map((_, r) => [b, r] as const))
      .filter(([b, r]) => (brandRegion[b]?.[r] ?? 0) > 0),
  );
  for (const [b, r] of pairs.slice(0, 3)) {
    const [brand, region] = [brands[b] ?? '', regions[r] ?? ''];
    tasks.push(
      draft(
        'kpi',
        'kpi-brand-region',
        `${b + 1}${r + 1}`,
        say(
          `2024 年“${brand}”品牌在${region}区域的销售额是多少${unit}？`,
          `What were the sales of the brand "${brand}" in the region ${region} in 2024, in ${unit}?`,
        ),
        { brand, region },
        money,
        settled((brandRegion[b]?.[r] ?? 0) / 10),
      ),
    );
  }
  for (const [b, r] of pairs.slice(3, 6)) {
    const [brand, region] = [brands[b] ?? '', regions[r] ?? ''];
    tasks.push(
      draft(
        'kpi',
        'kpi-completion',
        `${b + 1}${r + 1}`,
        say(
          `2024 年“${brand}”品牌在${region}区域的目标完成率是百分之几？保留一位小数。`,
          `What was the target completion of the brand "${brand}" in the region ${region} in 2024, in percent? One decimal.`,
        ),
        { brand, region },
        { kind: 'percent', absTol: 0.06 },
        settled(((brandRegion[b]?.[r] ?? 0) / (target[b]?.[r] ?? 1)) * 100),
      ),
    );
  }
  const cells = pick.shuffled(
    brands.flatMap((_, b) => reportMonths.map((_, m) => [b, m] as const)),
  );
  for (const [b, m] of cells.slice(0, 3)) {
    const [brand, month] = [brands[b] ?? '', reportMonths[m] ?? ''];
    tasks.push(
      draft(
        'kpi',
        'kpi-brand-month',
        `${b + 1}.${month}`,
        say(
          `“${brand}”品牌 2024 年 ${m + 1} 月的销售额是多少${unit}？`,
          `What were the sales of the brand "${brand}" in ${month}, in ${unit}?`,
        ),
        { brand, month },
        money,
        settled((c.byBrand[b]?.[m] ?? 0) / 10),
      ),
    );
  }
  for (const b of pick.shuffled(brands.map((_, k) => k)).slice(0, 2)) {
    const brand = brands[b] ?? '';
    tasks.push(
      draft(
        'kpi',
        'kpi-brand-mean',
        String(b + 1),
        say(
          `“${brand}”品牌 2024 年平均每月销售额是多少${unit}？保留一位小数。`,
          `What were the average monthly sales of the brand "${brand}" in 2024, in ${unit}? One decimal.`,
        ),
        { brand },
        money,
        settled(sumOf(c.byBrand[b] ?? []) / 120),
      ),
    );
  }
  return tasks;
}
