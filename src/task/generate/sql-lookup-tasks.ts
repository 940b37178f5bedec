import type { RandomStream } from '../../base/index.ts';
import {
  centsOf,
  descending,
  groupsOf,
  money,
  piecesOf,
  type SqlContext,
  sqlDraft,
} from './sql-context.ts';
import type { SqlTaskDraft } from './sql-task-draft.ts';

const lookup = { category: 'lookup', difficulty: 'easy' } as const;
const aggregate = { category: 'aggregate', difficulty: 'easy' } as const;

/** One table or one join, one condition, mostly one figure. */
export function lookupTasks(c: SqlContext, pick: RandomStream): SqlTaskDraft[] {
  const { say } = c;
  const { names, stores, products, members, sales } = c.facts;
  const tasks: SqlTaskDraft[] = [];
  const some = <V>(items: readonly V[], n: number): V[] => pick.shuffled(items).slice(0, n);
  for (const region of some(names.regions, 2))
    tasks.push(
      sqlDraft(
        lookup,
        'store-count',
        String(names.regions.indexOf(region) + 1),
        say(`${region}区域有多少家门店？`, `How many stores are there in the region ${region}?`),
        { region },
        ['stores'],
        [[stores.filter((s) => s.region === region).length]],
      ),
    );
  for (const category of some(names.categories, 2))
    tasks.push(
      sqlDraft(
        lookup,
        'product-count',
        String(names.categories.indexOf(category) + 1),
        say(
          `品类“${category}”有多少种商品？`,
          `How many products are there in the category ${category}?`,
        ),
        { category },
        ['products'],
        [[products.filter((p) => p.category === category).length]],
      ),
    );
  const [kind] = some(
    groupsOf(stores, (s) => `${s.region}|${s.channel}`),
    1,
  );
  const [region = '', channel = ''] = (kind?.[0] ?? '').split('|');
  tasks.push(
    sqlDraft(
      lookup,
      'store-names',
      '',
      say(
        `列出${region}区域类型为“${channel}”的所有门店名称。`,
        `List the names of all stores of the kind "${channel}" in the region ${region}.`,
      ),
      { region, channel },
      ['store_name'],
      (kind?.[1] ?? []).map((s) => [s.name]),
    ),
  );
  for (const year of ['2023', '2024'])
    tasks.push(
      sqlDraft(
        aggregate,
        'sales-year',
        year,
        say(`${year} 年实付金额合计是多少？`, `What was the total amount paid in ${year}?`),
        { year },
        ['amount'],
        [[money(centsOf(sales.filter((s) => s.date.startsWith(year))))]],
      ),
    );
  for (const brand of some(names.brands, 2))
    tasks.push(
      sqlDraft(
        aggregate,
        'brand-pieces',
        String(names.brands.indexOf(brand) + 1),
        say(
          `2024 年品牌“${brand}”共卖出多少件？`,
          `How many pieces of the brand ${brand} were sold in 2024?`,
        ),
        { brand },
        ['quantity'],
        [[piecesOf(c.sales2024.filter((s) => s.product.brand === brand))]],
      ),
    );
  for (const month of some(c.months2024, 2))
    tasks.push(
      sqlDraft(
        aggregate,
        'month-count',
        month,
        say(
          `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月有多少笔销售？`,
          `How many sales were there in ${month}?`,
        ),
        { month },
        ['sales'],
        [[sales.filter((s) => s.date.startsWith(month)).length]],
      ),
    );
  const [category = ''] = some(names.categories, 1);
  const listed = products.filter((p) => p.category === category);
  tasks.push(
    sqlDraft(
      aggregate,
      'mean-price',
      '',
      say(
        `品类“${category}”商品的平均标价是多少？保留两位小数。`,
        `What is the average list price of the products in the category ${category}, rounded to two decimals?`,
      ),
      { category },
      ['price'],
      [[listed.reduce((sum, p) => sum + p.listCents, 0) / listed.length / 100]],
      { round: 2 },
    ),
  );
  tasks.push(
    sqlDraft(
      lookup,
      'dearest',
      '',
      say(
        '标价最高的商品叫什么名称？',
        'What is the name of the product with the highest list price?',
      ),
      {},
      ['product_name'],
      [[descending(products, (p) => p.listCents)[0]?.name ?? '']],
    ),
  );
  const [tier = ''] = some(names.tiers, 1);
  tasks.push(
    sqlDraft(
      lookup,
      'tier-count',
      '',
      say(`等级为“${tier}”的会员有多少人？`, `How many members are of the tier "${tier}"?`),
      { tier },
      ['members'],
      [[members.filter((m) => m.tier === tier).length]],
    ),
  );
  tasks.push(
    sqlDraft(
      aggregate,
      'anonymous',
      '',
      say(
        '2024 年有多少笔销售不是会员购买的？',
        'How many sales of 2024 were not made to members?',
      ),
      {},
      ['sales'],
      [[c.sales2024.filter((s) => s.member === undefined).length]],
    ),
  );
  const [placed = ''] = some(names.regions, 1);
  tasks.push(
    sqlDraft(
      lookup,
      'cities',
      '',
      say(
        `${placed}区域的门店分布在哪些城市？每个城市只列一次。`,
        `In which cities are there stores of the region ${placed}? List each city once.`,
      ),
      { region: placed },
      ['city'],
      groupsOf(
        stores.filter((s) => s.region === placed),
        (s) => s.city,
      ).map(([city]) => [city]),
    ),
  );
  return tasks;
}
