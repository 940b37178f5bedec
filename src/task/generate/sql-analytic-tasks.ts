import type { RandomStream } from '../../base/index.ts';
import {
  centsOf,
  descending,
  groupsOf,
  money,
  monthOf,
  piecesOf,
  type SqlContext,
  sqlDraft,
} from './sql-context.ts';
import type { SqlTaskDraft } from './sql-task-draft.ts';

const time = { category: 'time', difficulty: 'hard' } as const;
const ranking = { category: 'ranking', difficulty: 'hard' } as const;
const exists = { category: 'exists', difficulty: 'hard' } as const;
const share = { category: 'share', difficulty: 'hard' } as const;

/** Windows, ranks within groups, absence, and comparisons of groups with their own average. */
export function analyticTasks(c: SqlContext, pick: RandomStream): SqlTaskDraft[] {
  const { say, sales2024, months2024 } = c;
  const { names, products, sales, refunds, targets } = c.facts;
  const monthly = months2024.map((m) => centsOf(sales2024.filter((s) => monthOf(s) === m)));
  const steps = monthly
    .slice(1)
    .map((v, i) => [months2024[i + 1] ?? '', v - (monthly[i] ?? 0)] as const);
  const month = pick.pick(months2024);
  const soldInMonth = new Set(sales.filter((s) => monthOf(s) === month).map((s) => s.product.id));
  const stores = groupsOf(sales2024, (s) => s.store).map(([store, s]) => ({
    store,
    cents: centsOf(s),
  }));
  const within = groupsOf(stores, (s) => s.store.region);
  const quarters = (list: readonly { date: string }[]): number =>
    new Set(list.map((s) => Math.ceil(Number(s.date.slice(5, 7)) / 3))).size;
  const bestProduct = groupsOf(sales2024, (s) => s.product.category).map(([category, list]) => {
    const best = descending(
      groupsOf(list, (s) => s.product),
      ([, s]) => centsOf(s),
    )[0];
    return [category, best?.[0].name ?? '', money(centsOf(best?.[1] ?? []))];
  });
  const average = monthly.reduce((a, b) => a + b, 0) / 12;
  const brandYear = (brand: string, year: string): number =>
    centsOf(sales.filter((s) => s.product.brand === brand && s.date.startsWith(year)));
  return [
    sqlDraft(
      time,
      'month-steps',
      '',
      say(
        '2024 年 2 月至 12 月，每个月的实付金额合计比上个月增加多少元（减少为负）？返回月份（形如 2024-02）和差额，按月份先后排列。',
        'For February to December 2024, by how much did the total amount paid of each month exceed that of the month before (negative if below)? Return month (like 2024-02) and difference, in order of months.',
      ),
      {},
      ['month', 'difference'],
      steps.map(([m, d]) => [m, money(d)]),
      { orderBy: [{ column: 'month', dir: 'asc' }] },
    ),
    sqlDraft(
      time,
      'brand-growth',
      '',
      say(
        '各品牌 2024 年实付金额比 2023 年增长百分之几？返回品牌和增长率，保留两位小数。',
        'By what percentage did the total amount paid of each brand grow from 2023 to 2024? Return brand and growth, rounded to two decimals.',
      ),
      {},
      ['brand', 'growth'],
      names.brands.map((b) => [b, (brandYear(b, '2024') / brandYear(b, '2023') - 1) * 100]),
      { round: 2 },
    ),
    sqlDraft(
      ranking,
      'best-of-category',
      '',
      say(
        '2024 年每个品类中实付金额最高的商品是什么？返回品类、商品名称和金额。',
        'Which product had the highest total amount paid in 2024 within each category? Return category, product name and amount.',
      ),
      {},
      ['category', 'product_name', 'amount'],
      bestProduct,
    ),
    sqlDraft(
      ranking,
      'top-two-stores',
      '',
      say(
        '2024 年每个区域实付金额最高的前 2 家门店是哪些？返回区域、门店名称和金额。',
        'Which 2 stores had the highest total amount paid in 2024 within each region? Return region, store name and amount.',
      ),
      {},
      ['region', 'store_name', 'amount'],
      within.flatMap(([region, list]) =>
        descending(list, (s) => s.cents)
          .slice(0, 2)
          .map((s) => [region, s.store.name, money(s.cents)]),
      ),
    ),
    sqlDraft(
      time,
      'running-total',
      '',
      say(
        '2024 年各月的累计实付金额（从 1 月起累计）是多少？返回月份（形如 2024-01）和累计金额，按月份先后排列。',
        'What was the running total of the amount paid through 2024 by month, beginning in January? Return month (like 2024-01) and running total, in order of months.',
      ),
      {},
      ['month', 'running'],
      months2024.map((m, i) => [m, money(monthly.slice(0, i + 1).reduce((a, b) => a + b, 0))]),
      { orderBy: [{ column: 'month', dir: 'asc' }] },
    ),
    sqlDraft(
      exists,
      'unsold',
      '',
      say(
        `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月一件都没有卖出的商品有哪些？返回商品名称。`,
        `Which products were not sold at all in ${month}? Return product names.`,
      ),
      { month },
      ['product_name'],
      products.filter((p) => !soldInMonth.has(p.id)).map((p) => [p.name]),
    ),
    sqlDraft(
      exists,
      'every-quarter',
      '',
      say(
        '2024 年四个季度都购买过的会员有多少人？',
        'How many members bought something in each of the four quarters of 2024?',
      ),
      {},
      ['members'],
      [
        [
          groupsOf(
            sales2024.filter((s) => s.member !== undefined),
            (s) => s.member?.id,
          ).filter(([, s]) => quarters(s) === 4).length,
        ],
      ],
    ),
    sqlDraft(
      share,
      'member-share',
      '',
      say(
        '2024 年各门店类型的实付金额中，会员购买的占百分之几？返回门店类型和占比，保留两位小数。',
        'What percentage of the amount paid in 2024 came from members, by kind of store? Return kind and percentage, rounded to two decimals.',
      ),
      {},
      ['channel', 'share'],
      groupsOf(sales2024, (s) => s.store.channel).map(([k, s]) => [
        k,
        (centsOf(s.filter((x) => x.member !== undefined)) / centsOf(s)) * 100,
      ]),
      { round: 2 },
    ),
    sqlDraft(
      time,
      'worst-drop',
      '',
      say(
        '2024 年 2 月至 12 月中，哪个月的实付金额合计比上个月下降的金额最多？返回月份（形如 2024-02）。',
        'Of February to December 2024, in which month did the total amount paid fall most in amount against the month before? Return the month (like 2024-02).',
      ),
      {},
      ['month'],
      [[descending(steps, ([, d]) => -d)[0]?.[0] ?? '']],
    ),
    sqlDraft(
      exists,
      'above-region',
      '',
      say(
        '2024 年实付金额合计高于本区域门店平均值的门店有哪些（只计有销售的门店）？返回区域和门店名称。',
        'Which stores had a total amount paid in 2024 above the average of the stores of their region (stores with sales only)? Return region and store name.',
      ),
      {},
      ['region', 'store_name'],
      within.flatMap(([region, list]) => {
        const mean = list.reduce((sum, s) => sum + s.cents, 0) / list.length;
        return list.filter((s) => s.cents > mean).map((s) => [region, s.store.name]);
      }),
    ),
    sqlDraft(
      share,
      'net-pieces',
      '',
      say(
        '全部销售中，各区域的净销量（销售件数减去退货件数）是多少？返回区域和件数。',
        'Over all sales, what are the net pieces of each region, sold less returned? Return region and pieces.',
      ),
      {},
      ['region', 'quantity'],
      groupsOf(sales, (s) => s.store.region).map(([r, s]) => [
        r,
        piecesOf(s) - piecesOf(refunds.filter((x) => x.sale.store.region === r)),
      ]),
    ),
    sqlDraft(
      time,
      'months-above',
      '',
      say(
        '2024 年哪些月份的实付金额合计高于全年月平均值（全年合计÷12）？返回月份（形如 2024-01）。',
        'Which months of 2024 had a total amount paid above the monthly average (year total / 12)? Return months (like 2024-01).',
      ),
      {},
      ['month'],
      months2024.filter((_, i) => (monthly[i] ?? 0) > average).map((m) => [m]),
    ),
    sqlDraft(
      share,
      'target-completion',
      '',
      say(
        '2024 年各区域的目标完成率（全年实付金额÷全年目标，百分数）是多少？返回区域和完成率，保留两位小数。',
        "What was each region's target completion in 2024, amount paid / target of the whole year in percent? Return region and completion, rounded to two decimals.",
      ),
      {},
      ['region', 'completion'],
      names.regions.map((r) => [
        r,
        (centsOf(sales2024.filter((s) => s.store.region === r)) /
          targets.filter((t) => t.region === r).reduce((sum, t) => sum + t.cents, 0)) *
          100,
      ]),
      { round: 2 },
    ),
  ];
}
