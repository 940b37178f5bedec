import { draft, type ExcelContext, settled } from './excel-context.ts';
import { correlation, type OperationsMonth } from './retail-facts.ts';
import { IllPosed, type TaskDraft } from './task-draft.ts';

interface Metric {
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  readonly of: (month: OperationsMonth) => number;
}

const metrics: readonly Metric[] = [
  { key: 'traffic', zh: '客流', en: 'traffic', of: (m) => m.trafficThousands },
  { key: 'advertising', zh: '广告费', en: 'advertising', of: (m) => m.advertisingTenths },
  { key: 'price', zh: '平均单价', en: 'average price', of: (m) => m.priceCents },
  { key: 'temperature', zh: '平均气温', en: 'mean temperature', of: (m) => m.temperatureTenths },
  { key: 'returns', zh: '退货率', en: 'return rate', of: (m) => m.returnPermille },
];

/** What moves with the units sold, against them, or not at all ("none" is a right answer here). */
export function correlationTasks(c: ExcelContext): TaskDraft[] {
  const { say } = c;
  const units = c.facts.operations.map((m) => m.unitsSold);
  const r = metrics.map((metric) => correlation(c.facts.operations.map(metric.of), units));
  if (r.some((v) => [0.3, 0.7].some((edge) => Math.abs(Math.abs(v) - edge) < 0.03)))
    throw new IllPosed('a correlation on the edge of a class');
  const classes = [
    say('强正相关', 'strong positive'),
    say('中等正相关', 'moderate positive'),
    say('无明显相关', 'none'),
    say('中等负相关', 'moderate negative'),
    say('强负相关', 'strong negative'),
  ];
  const classOf = (v: number): string =>
    classes[v >= 0.7 ? 0 : v >= 0.3 ? 1 : v > -0.3 ? 2 : v > -0.7 ? 3 : 4] ?? '';
  const tasks = metrics.map((metric, i) =>
    draft(
      'correlation',
      'correlation-class',
      metric.key,
      say(
        `按 2024 年 12 个月的皮尔逊相关系数 r，“${metric.zh}”与“销量”属于哪一类？（|r|≥0.7 为强，0.3≤|r|<0.7 为中等，|r|<0.3 为无明显相关）`,
        `By Pearson's r over the 12 months of 2024, how are ${metric.en} and units sold correlated? (|r| of 0.7 or more: strong; 0.3 to 0.7: moderate; below 0.3: none)`,
      ),
      { metric: metric.key },
      { kind: 'choice', of: classes },
      classOf(r[i] ?? 0),
    ),
  );
  for (const key of ['traffic', 'advertising', 'temperature']) {
    const i = metrics.findIndex((metric) => metric.key === key);
    const metric = metrics[i];
    if (metric === undefined) continue;
    tasks.push(
      draft(
        'correlation',
        'correlation-r',
        key,
        say(
          `2024 年 12 个月中，“${metric.zh}”与“销量”的皮尔逊相关系数是多少？保留两位小数。`,
          `What is Pearson's correlation coefficient of ${metric.en} and units sold over the 12 months of 2024? Two decimals.`,
        ),
        { metric: key },
        // Twelve products by hand are long: the second decimal may be off by one.
        { kind: 'number', absTol: 0.011, round: 2 },
        settled(r[i] ?? 0),
      ),
    );
  }
  return tasks;
}
