import type { StarFacts } from './star-facts.ts';

type Dialect = 'sqlite' | 'duckdb';

const words = {
  zh: {
    store: '门店',
    region: '区域',
    city: '城市',
    channel: '门店类型',
    opened: '开业日期',
    product: '商品',
    brand: '品牌',
    category: '品类',
    list: '标价（元）',
    member: '会员',
    tier: '会员等级',
    joined: '入会日期',
    sale: '销售明细，每行一笔',
    noMember: '非会员购买时为 NULL',
    quantity: '数量（件）',
    amount: '实付金额（元）',
    cost: '成本（元）',
    refund: '退货明细',
    target: '各区域 2024 年月度销售目标',
    month: '月份，形如 2024-01',
    goal: '目标销售额（元）',
    values: '取值',
  },
  en: {
    store: 'stores',
    region: 'region',
    city: 'city',
    channel: 'kind of store',
    opened: 'opening date',
    product: 'products',
    brand: 'brand',
    category: 'category',
    list: 'list price (GBP)',
    member: 'loyalty members',
    tier: 'tier',
    joined: 'date of joining',
    sale: 'sales, one row each',
    noMember: 'NULL where the buyer is no member',
    quantity: 'pieces',
    amount: 'amount paid (GBP)',
    cost: 'cost (GBP)',
    refund: 'returned goods',
    target: 'monthly sales targets of 2024 by region',
    month: 'month, like 2024-01',
    goal: 'target amount (GBP)',
    values: 'values',
  },
} as const;

/** The DDL that a model is shown, with comments that say what columns mean and hold. */
export function starSchema(facts: StarFacts, dialect: Dialect): string {
  const w = words[facts.names.language];
  const { regions, channels, brands, categories, tiers } = facts.names;
  const date = dialect === 'sqlite' ? 'TEXT' : 'DATE';
  const money = dialect === 'sqlite' ? 'REAL' : 'DECIMAL(12, 2)';
  const text = dialect === 'sqlite' ? 'TEXT' : 'VARCHAR';
  const of = (label: string, values: readonly string[]): string =>
    `${label}; ${w.values}: ${values.join(', ')}`;
  const dated = dialect === 'sqlite' ? ' (YYYY-MM-DD)' : '';
  return `-- ${w.store}
CREATE TABLE dim_store (
  store_id INTEGER PRIMARY KEY,
  store_name ${text} NOT NULL,
  region ${text} NOT NULL, -- ${of(w.region, regions)}
  city ${text} NOT NULL, -- ${w.city}
  channel ${text} NOT NULL, -- ${of(w.channel, channels)}
  opened_on ${date} NOT NULL -- ${w.opened}${dated}
);
-- ${w.product}
CREATE TABLE dim_product (
  product_id INTEGER PRIMARY KEY,
  product_name ${text} NOT NULL,
  brand ${text} NOT NULL, -- ${of(w.brand, brands)}
  category ${text} NOT NULL, -- ${of(w.category, categories)}
  list_price ${money} NOT NULL -- ${w.list}
);
-- ${w.member}
CREATE TABLE dim_member (
  member_id INTEGER PRIMARY KEY,
  tier ${text} NOT NULL, -- ${of(w.tier, tiers)}
  joined_on ${date} NOT NULL -- ${w.joined}${dated}
);
-- ${w.sale}
CREATE TABLE fact_sales (
  sale_id INTEGER PRIMARY KEY,
  sale_date ${date} NOT NULL, -- 2023-01-01 .. 2024-12-31${dated}
  store_id INTEGER NOT NULL REFERENCES dim_store(store_id),
  product_id INTEGER NOT NULL REFERENCES dim_product(product_id),
  member_id INTEGER REFERENCES dim_member(member_id), -- ${w.noMember}
  quantity INTEGER NOT NULL, -- ${w.quantity}
  amount ${money} NOT NULL, -- ${w.amount}
  cost ${money} NOT NULL -- ${w.cost}
);
-- ${w.refund}
CREATE TABLE fact_returns (
  return_id INTEGER PRIMARY KEY,
  sale_id INTEGER NOT NULL REFERENCES fact_sales(sale_id),
  return_date ${date} NOT NULL,
  quantity INTEGER NOT NULL -- ${w.quantity}
);
-- ${w.target}
CREATE TABLE target_month (
  region ${text} NOT NULL,
  month ${text} NOT NULL, -- ${w.month}
  target_amount ${money} NOT NULL -- ${w.goal}
);
`;
}

/** The rows as INSERT statements, the same text for both dialects. */
export function starRows(facts: StarFacts): string {
  const q = (value: string): string => `'${value.replaceAll("'", "''")}'`;
  const money = (cents: number): string =>
    `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
  const insert = (table: string, rows: readonly string[]): string =>
    rows.length === 0
      ? ''
      : `INSERT INTO ${table} VALUES\n${rows.map((row) => `(${row})`).join(',\n')};\n`;
  return [
    insert(
      'dim_store',
      facts.stores.map((s) =>
        [s.id, q(s.name), q(s.region), q(s.city), q(s.channel), q(s.openedOn)].join(','),
      ),
    ),
    insert(
      'dim_product',
      facts.products.map((p) =>
        [p.id, q(p.name), q(p.brand), q(p.category), money(p.listCents)].join(','),
      ),
    ),
    insert(
      'dim_member',
      facts.members.map((m) => [m.id, q(m.tier), q(m.joinedOn)].join(',')),
    ),
    insert(
      'fact_sales',
      facts.sales.map((s) =>
        [
          s.id,
          q(s.date),
          s.store.id,
          s.product.id,
          s.member?.id ?? 'NULL',
          s.quantity,
          money(s.amountCents),
          money(s.costCents),
        ].join(','),
      ),
    ),
    insert(
      'fact_returns',
      facts.refunds.map((r) => [r.id, r.sale.id, q(r.date), r.quantity].join(',')),
    ),
    insert(
      'target_month',
      facts.targets.map((t) => [q(t.region), q(t.month), money(t.cents)].join(',')),
    ),
  ].join('');
}
