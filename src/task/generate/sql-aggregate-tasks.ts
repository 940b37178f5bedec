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

const aggregate = { category: 'aggregate', difficulty: 'medium' } as const;
const ranking = { category: 'ranking', difficulty: 'medium' } as const;
const time = { category: 'time', difficulty: 'medium' } as const;
const share = { category: 'share', difficulty: 'medium' } as const;

/** Amounts at which "at least" and "more than" part; fuzzed instances put sales on and beside them. */
export const saleThresholdsCents: readonly number[] = [50_000];
const storeThresholdCents = 1_000_000;

/** Joins, groups, conditions on groups, ratios. */
export function aggregateTasks(c: SqlContext, pick: RandomStream): SqlTaskDraft[] {
  const { say, sales2024, months2024 } = c;
  const { names, refunds } = c.facts;
  const byRegion = groupsOf(sales2024, (s) => s.store.region);
  const byChannel = groupsOf(sales2024, (s) => s.store.channel);
  const channel = pick.pick(names.channels);
  const ofChannel = sales2024.filter((s) => s.store.channel === channel);
  const region = pick.pick(names.regions);
  const brand = pick.pick(names.brands);
  const year = centsOf(sales2024);
  const products = groupsOf(sales2024, (s) => s.product);
  const stores = groupsOf(sales2024, (s) => s.store);
  const quarterOf = (date: string): string => `Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
  const goal = (month: string): number =>
    c.facts.targets.find((t) => t.region === region && t.month === month)?.cents ?? 0;
  return [
    sqlDraft(
      aggregate,
      'region-sales',
      '',
      say(
        '2024 年各区域的实付金额合计是多少？返回区域和金额，按金额从高到低排列。',
        'What was the total amount paid in 2024 by region? Return region and amount, highest amount first.',
      ),
      {},
      ['region', 'amount'],
      descending(byRegion, ([, s]) => centsOf(s)).map(([r, s]) => [r, money(centsOf(s))]),
      { orderBy: [{ column: 'amount', dir: 'desc' }] },
    ),
    sqlDraft(
      time,
      'channel-months',
      '',
      say(
        `2024 年门店类型“${channel}”每个月的实付金额合计是多少？返回月份（形如 2024-01）和金额，按月份先后排列。`,
        `What was the total amount paid per month of 2024 in stores of the kind "${channel}"? Return month (like 2024-01) and amount, in order of months.`,
      ),
      { channel },
      ['month', 'amount'],
      months2024.flatMap((m) => {
        const inMonth = ofChannel.filter((s) => monthOf(s) === m);
        return inMonth.length === 0 ? [] : [[m, money(centsOf(inMonth))]];
      }),
      { orderBy: [{ column: 'month', dir: 'asc' }] },
    ),
    sqlDraft(
      ranking,
      'top-products',
      '',
      say(
        '2024 年实付金额最高的前 5 种商品是哪些？返回商品名称和金额，按金额从高到低排列。',
        'Which 5 products had the highest total amount paid in 2024? Return product name and amount, highest first.',
      ),
      {},
      ['product_name', 'amount'],
      descending(products, ([, s]) => centsOf(s))
        .slice(0, 5)
        .map(([p, s]) => [p.name, money(centsOf(s))]),
      { orderBy: [{ column: 'amount', dir: 'desc' }] },
    ),
    sqlDraft(
      ranking,
      'top-stores',
      '',
      say(
        `2024 年${region}区域实付金额最高的前 3 家门店是哪些？返回门店名称和金额，按金额从高到低排列。`,
        `Which 3 stores of the region ${region} had the highest total amount paid in 2024? Return store name and amount, highest first.`,
      ),
      { region },
      ['store_name', 'amount'],
      descending(
        stores.filter(([s]) => s.region === region),
        ([, s]) => centsOf(s),
      )
        .slice(0, 3)
        .map(([s, list]) => [s.name, money(centsOf(list))]),
      { orderBy: [{ column: 'amount', dir: 'desc' }] },
    ),
    sqlDraft(
      share,
      'brand-margin',
      '',
      say(
        '2024 年各品牌的毛利率（(实付金额-成本)÷实付金额，百分数）是多少？返回品牌和毛利率，保留两位小数。',
        'What was the gross margin of each brand in 2024, (amount - cost) / amount in percent? Return brand and margin, rounded to two decimals.',
      ),
      {},
      ['brand', 'margin'],
      groupsOf(sales2024, (s) => s.product.brand).map(([b, s]) => [
        b,
        (1 - s.reduce((sum, x) => sum + x.costCents, 0) / centsOf(s)) * 100,
      ]),
      { round: 2 },
    ),
    sqlDraft(
      share,
      'return-rate',
      '',
      say(
        '全部销售中，各品类的退货率（退货件数÷销售件数，百分数）是多少？返回品类和退货率，保留两位小数；没有退货的品类也要列出，记为 0。',
        'Over all sales, what is the return rate of each category, pieces returned / pieces sold in percent? Return category and rate, rounded to two decimals; list categories without returns as 0.',
      ),
      {},
      ['category', 'rate'],
      groupsOf(c.facts.sales, (s) => s.product.category).map(([k, s]) => [
        k,
        (piecesOf(refunds.filter((r) => r.sale.product.category === k)) / piecesOf(s)) * 100,
      ]),
      { round: 2 },
    ),
    sqlDraft(
      aggregate,
      'tier-buyers',
      '',
      say(
        '2024 年各会员等级有多少位不同的会员购买过？返回等级和人数。',
        'How many different members of each tier bought something in 2024? Return tier and number.',
      ),
      {},
      ['tier', 'members'],
      groupsOf(
        sales2024.flatMap((s) => (s.member === undefined ? [] : [s.member])),
        (m) => m.tier,
      ).map(([t, list]) => [t, new Set(list.map((m) => m.id)).size]),
    ),
    sqlDraft(
      aggregate,
      'stores-above',
      '',
      say(
        '2024 年实付金额合计超过 10000 元的门店有哪些？返回门店名称和金额。',
        'Which stores had a total amount paid of more than 10000 GBP in 2024? Return store name and amount.',
      ),
      { amount: 10_000 },
      ['store_name', 'amount'],
      stores
        .filter(([, s]) => centsOf(s) > storeThresholdCents)
        .map(([s, list]) => [s.name, money(centsOf(list))]),
    ),
    sqlDraft(
      aggregate,
      'mean-sale',
      '',
      say(
        '2024 年各门店类型平均每笔销售的实付金额是多少？返回门店类型和金额，保留两位小数。',
        'What was the average amount paid per sale in 2024 by kind of store? Return kind and amount, rounded to two decimals.',
      ),
      {},
      ['channel', 'amount'],
      byChannel.map(([k, s]) => [k, centsOf(s) / s.length / 100]),
      { round: 2 },
    ),
    sqlDraft(
      share,
      'channel-share',
      '',
      say(
        '2024 年各门店类型的实付金额占全年总额的百分之几？返回门店类型和占比，保留两位小数。',
        'What percentage of the total amount paid in 2024 came from each kind of store? Return kind and percentage, rounded to two decimals.',
      ),
      {},
      ['channel', 'share'],
      byChannel.map(([k, s]) => [k, (centsOf(s) / year) * 100]),
      { round: 2 },
    ),
    sqlDraft(
      aggregate,
      'category-region',
      '',
      say(
        '2024 年各品类在各区域卖出多少件？返回品类、区域和件数，只列有销售的组合。',
        'How many pieces of each category were sold in each region in 2024? Return category, region and pieces, only combinations with sales.',
      ),
      {},
      ['category', 'region', 'quantity'],
      groupsOf(sales2024, (s) => `${s.product.category}|${s.store.region}`).map(([k, s]) => [
        ...k.split('|'),
        piecesOf(s),
      ]),
    ),
    sqlDraft(
      aggregate,
      'big-sales',
      '',
      say(
        '各年分别有多少笔实付金额不低于 500 元的销售？返回年份（如 2024）和笔数。',
        'How many sales of at least 500 GBP were there in each year? Return year (like 2024) and number.',
      ),
      { amount: 500 },
      ['year', 'sales'],
      groupsOf(
        c.facts.sales.filter((s) => s.amountCents >= 50_000),
        (s) => s.date.slice(0, 4),
      ).map(([y, s]) => [Number(y), s.length]),
    ),
    sqlDraft(
      time,
      'months-missed',
      '',
      say(
        `2024 年${region}区域有几个月的实付金额低于当月目标？没有销售的月份也算低于目标。`,
        `In how many months of 2024 was the amount paid in the region ${region} below the month's target? A month without sales is below it too.`,
      ),
      { region },
      ['months'],
      [
        [
          months2024.filter(
            (m) =>
              centsOf(sales2024.filter((s) => s.store.region === region && monthOf(s) === m)) <
              goal(m),
          ).length,
        ],
      ],
    ),
    sqlDraft(
      time,
      'brand-quarters',
      '',
      say(
        `2024 年品牌“${brand}”各季度的实付金额合计是多少？返回季度（Q1 至 Q4）和金额，按季度先后排列。`,
        `What was the total amount paid for the brand ${brand} per quarter of 2024? Return quarter (Q1 to Q4) and amount, in order of quarters.`,
      ),
      { brand },
      ['quarter', 'amount'],
      groupsOf(
        descending(
          sales2024.filter((s) => s.product.brand === brand),
          (s) => -Number(s.date.replaceAll('-', '')),
        ),
        (s) => quarterOf(s.date),
      ).map(([k, s]) => [k, money(centsOf(s))]),
      { orderBy: [{ column: 'quarter', dir: 'asc' }] },
    ),
  ];
}
