/**
 * Gold queries of the sql suites, by template, in both dialects, written by hand from the schema and the
 * question. They are the golden answers; what they return on the committed databases is checked against
 * the generator's own arithmetic, which they share nothing with. Where a question asks for two decimals
 * the gold stays unrounded and the task declares `round: 2`: every proper rounding of it is right.
 */
export interface GoldAsk {
  readonly template: string;
  readonly params: Readonly<Record<string, string | number>>;
}

type Params = GoldAsk['params'];
interface Dialect {
  month(column: string): string;
  year(column: string): string;
  /** Day of a date literal, comparable with a date column. */
  day(iso: string): string;
}

const dialects: Readonly<Record<'sqlite' | 'duckdb', Dialect>> = {
  sqlite: {
    month: (c) => `substr(${c}, 1, 7)`,
    year: (c) => `CAST(substr(${c}, 1, 4) AS INTEGER)`,
    day: (iso) => `'${iso}'`,
  },
  duckdb: {
    month: (c) => `strftime(${c}, '%Y-%m')`,
    year: (c) => `year(${c})`,
    day: (iso) => `DATE '${iso}'`,
  },
};

const q = (value: string | number | undefined): string =>
  `'${String(value).replaceAll("'", "''")}'`;
const inYear = (d: Dialect, year: number, table = 'f'): string =>
  `${table}.sale_date >= ${d.day(`${year}-01-01`)} AND ${table}.sale_date < ${d.day(`${year + 1}-01-01`)}`;
const store = 'fact_sales f JOIN dim_store s ON s.store_id = f.store_id';
const product = 'fact_sales f JOIN dim_product p ON p.product_id = f.product_id';

const golds: Readonly<Record<string, (p: Params, d: Dialect) => readonly string[]>> = {
  'store-count': (p) => [
    `SELECT COUNT(*) AS stores FROM dim_store WHERE region = ${q(p['region'])}`,
  ],
  'product-count': (p) => [
    `SELECT COUNT(*) AS products FROM dim_product WHERE category = ${q(p['category'])}`,
  ],
  'store-names': (p) => [
    `SELECT store_name FROM dim_store WHERE region = ${q(p['region'])} AND channel = ${q(p['channel'])}`,
  ],
  'sales-year': (p, d) => [
    `SELECT SUM(f.amount) AS amount FROM fact_sales f WHERE ${inYear(d, Number(p['year']))}`,
  ],
  'brand-pieces': (p, d) => [
    `SELECT SUM(f.quantity) AS quantity FROM ${product} WHERE p.brand = ${q(p['brand'])} AND ${inYear(d, 2024)}`,
  ],
  'month-count': (p, d) => [
    `SELECT COUNT(*) AS sales FROM fact_sales f WHERE ${d.month('f.sale_date')} = ${q(p['month'])}`,
  ],
  'mean-price': (p) => [
    `SELECT AVG(list_price) AS price FROM dim_product WHERE category = ${q(p['category'])}`,
  ],
  dearest: () => ['SELECT product_name FROM dim_product ORDER BY list_price DESC LIMIT 1'],
  'tier-count': (p) => [`SELECT COUNT(*) AS members FROM dim_member WHERE tier = ${q(p['tier'])}`],
  anonymous: (_, d) => [
    `SELECT COUNT(*) AS sales FROM fact_sales f WHERE f.member_id IS NULL AND ${inYear(d, 2024)}`,
  ],
  cities: (p) => [`SELECT DISTINCT city FROM dim_store WHERE region = ${q(p['region'])}`],
  'region-sales': (_, d) => [
    `SELECT s.region, SUM(f.amount) AS amount FROM ${store} WHERE ${inYear(d, 2024)} GROUP BY s.region ORDER BY amount DESC`,
  ],
  'channel-months': (p, d) => [
    `SELECT ${d.month('f.sale_date')} AS month, SUM(f.amount) AS amount FROM ${store} WHERE s.channel = ${q(p['channel'])} AND ${inYear(d, 2024)} GROUP BY 1 ORDER BY 1`,
  ],
  'top-products': (_, d) => [
    `SELECT p.product_name, SUM(f.amount) AS amount FROM ${product} WHERE ${inYear(d, 2024)} GROUP BY p.product_id, p.product_name ORDER BY amount DESC LIMIT 5`,
  ],
  'top-stores': (p, d) => [
    `SELECT s.store_name, SUM(f.amount) AS amount FROM ${store} WHERE s.region = ${q(p['region'])} AND ${inYear(d, 2024)} GROUP BY s.store_id, s.store_name ORDER BY amount DESC LIMIT 3`,
  ],
  'brand-margin': (_, d) => [
    `SELECT p.brand, 100.0 * (SUM(f.amount) - SUM(f.cost)) / SUM(f.amount) AS margin FROM ${product} WHERE ${inYear(d, 2024)} GROUP BY p.brand`,
  ],
  'return-rate': () => [
    `SELECT p.category, 100.0 * COALESCE(SUM(r.quantity), 0) / SUM(f.quantity) AS rate FROM ${product} LEFT JOIN (SELECT sale_id, SUM(quantity) AS quantity FROM fact_returns GROUP BY sale_id) r ON r.sale_id = f.sale_id GROUP BY p.category`,
  ],
  'tier-buyers': (_, d) => [
    `SELECT m.tier, COUNT(DISTINCT m.member_id) AS members FROM fact_sales f JOIN dim_member m ON m.member_id = f.member_id WHERE ${inYear(d, 2024)} GROUP BY m.tier`,
  ],
  'stores-above': (p, d) => [
    `SELECT s.store_name, SUM(f.amount) AS amount FROM ${store} WHERE ${inYear(d, 2024)} GROUP BY s.store_id, s.store_name HAVING SUM(f.amount) > ${Number(p['amount'])}`,
  ],
  'mean-sale': (_, d) => [
    `SELECT s.channel, AVG(f.amount) AS amount FROM ${store} WHERE ${inYear(d, 2024)} GROUP BY s.channel`,
  ],
  'channel-share': (_, d) => [
    `SELECT s.channel, 100.0 * SUM(f.amount) / (SELECT SUM(g.amount) FROM fact_sales g WHERE ${inYear(d, 2024, 'g')}) AS share FROM ${store} WHERE ${inYear(d, 2024)} GROUP BY s.channel`,
  ],
  'category-region': (_, d) => [
    `SELECT p.category, s.region, SUM(f.quantity) AS quantity FROM ${store} JOIN dim_product p ON p.product_id = f.product_id WHERE ${inYear(d, 2024)} GROUP BY p.category, s.region`,
  ],
  // A year is a number or a text: the question leaves it open, so both are right.
  'big-sales': (p, d) =>
    [d.year('f.sale_date'), `CAST(${d.year('f.sale_date')} AS VARCHAR(4))`].map(
      (year) =>
        `SELECT ${year} AS year, COUNT(*) AS sales FROM fact_sales f WHERE f.amount >= ${Number(p['amount'])} GROUP BY 1`,
    ),
  'months-missed': (p, d) => [
    `SELECT COUNT(*) AS months FROM target_month t LEFT JOIN (SELECT ${d.month('f.sale_date')} AS month, SUM(f.amount) AS amount FROM ${store} WHERE s.region = ${q(p['region'])} GROUP BY 1) a ON a.month = t.month WHERE t.region = ${q(p['region'])} AND t.month LIKE '2024-%' AND COALESCE(a.amount, 0) < t.target_amount`,
  ],
  'brand-quarters': (p, d) => [
    `SELECT CASE WHEN ${d.month('f.sale_date')} <= '2024-03' THEN 'Q1' WHEN ${d.month('f.sale_date')} <= '2024-06' THEN 'Q2' WHEN ${d.month('f.sale_date')} <= '2024-09' THEN 'Q3' ELSE 'Q4' END AS quarter, SUM(f.amount) AS amount FROM ${product} WHERE p.brand = ${q(p['brand'])} AND ${inYear(d, 2024)} GROUP BY 1 ORDER BY 1`,
  ],
  'month-steps': (_, d) => [
    `WITH m AS (${monthly(d)}), w AS (SELECT month, amount - LAG(amount) OVER (ORDER BY month) AS difference FROM m) SELECT month, difference FROM w WHERE difference IS NOT NULL ORDER BY month`,
  ],
  'brand-growth': (_, d) => [
    `SELECT p.brand, 100.0 * (SUM(CASE WHEN ${d.year('f.sale_date')} = 2024 THEN f.amount ELSE 0 END) / SUM(CASE WHEN ${d.year('f.sale_date')} = 2023 THEN f.amount ELSE 0 END) - 1) AS growth FROM ${product} GROUP BY p.brand`,
  ],
  'best-of-category': (_, d) => [
    `WITH t AS (SELECT p.category, p.product_name, SUM(f.amount) AS amount, RANK() OVER (PARTITION BY p.category ORDER BY SUM(f.amount) DESC) AS place FROM ${product} WHERE ${inYear(d, 2024)} GROUP BY p.category, p.product_id, p.product_name) SELECT category, product_name, amount FROM t WHERE place = 1`,
  ],
  'top-two-stores': (_, d) => [
    `WITH t AS (SELECT s.region, s.store_name, SUM(f.amount) AS amount, RANK() OVER (PARTITION BY s.region ORDER BY SUM(f.amount) DESC) AS place FROM ${store} WHERE ${inYear(d, 2024)} GROUP BY s.region, s.store_id, s.store_name) SELECT region, store_name, amount FROM t WHERE place <= 2`,
  ],
  'running-total': (_, d) => [
    `WITH m AS (${monthly(d)}) SELECT month, SUM(amount) OVER (ORDER BY month) AS running FROM m ORDER BY month`,
  ],
  unsold: (p, d) => [
    `SELECT p.product_name FROM dim_product p WHERE NOT EXISTS (SELECT 1 FROM fact_sales f WHERE f.product_id = p.product_id AND ${d.month('f.sale_date')} = ${q(p['month'])})`,
  ],
  'every-quarter': (_, d) => [
    `SELECT COUNT(*) AS members FROM (SELECT f.member_id FROM fact_sales f WHERE f.member_id IS NOT NULL AND ${inYear(d, 2024)} GROUP BY f.member_id HAVING COUNT(DISTINCT CASE WHEN ${d.month('f.sale_date')} <= '2024-03' THEN 1 WHEN ${d.month('f.sale_date')} <= '2024-06' THEN 2 WHEN ${d.month('f.sale_date')} <= '2024-09' THEN 3 ELSE 4 END) = 4) t`,
  ],
  'member-share': (_, d) => [
    `SELECT s.channel, 100.0 * SUM(CASE WHEN f.member_id IS NOT NULL THEN f.amount ELSE 0 END) / SUM(f.amount) AS share FROM ${store} WHERE ${inYear(d, 2024)} GROUP BY s.channel`,
  ],
  'worst-drop': (_, d) => [
    `WITH m AS (${monthly(d)}), w AS (SELECT month, amount - LAG(amount) OVER (ORDER BY month) AS difference FROM m) SELECT month FROM w WHERE difference IS NOT NULL ORDER BY difference LIMIT 1`,
  ],
  'above-region': (_, d) => [
    `WITH t AS (SELECT s.region, s.store_name, SUM(f.amount) AS amount FROM ${store} WHERE ${inYear(d, 2024)} GROUP BY s.region, s.store_id, s.store_name) SELECT t.region, t.store_name FROM t JOIN (SELECT region, AVG(amount) AS mean FROM t GROUP BY region) a ON a.region = t.region WHERE t.amount > a.mean`,
  ],
  'net-pieces': () => [
    `SELECT s.region, SUM(f.quantity) - COALESCE(SUM(r.quantity), 0) AS quantity FROM ${store} LEFT JOIN (SELECT sale_id, SUM(quantity) AS quantity FROM fact_returns GROUP BY sale_id) r ON r.sale_id = f.sale_id GROUP BY s.region`,
  ],
  'months-above': (_, d) => [
    `WITH m AS (${monthly(d)}) SELECT month FROM m WHERE amount > (SELECT SUM(amount) / 12.0 FROM m)`,
  ],
  'target-completion': (_, d) => [
    `WITH a AS (SELECT s.region, SUM(f.amount) AS amount FROM ${store} WHERE ${inYear(d, 2024)} GROUP BY s.region), t AS (SELECT region, SUM(target_amount) AS target_amount FROM target_month WHERE month LIKE '2024-%' GROUP BY region) SELECT a.region, 100.0 * a.amount / t.target_amount AS completion FROM a JOIN t ON t.region = a.region`,
  ],
};

const monthly = (d: Dialect): string =>
  `SELECT ${d.month('f.sale_date')} AS month, SUM(f.amount) AS amount FROM fact_sales f WHERE ${inYear(d, 2024)} GROUP BY 1`;

/** The accepted gold queries of an ask in a dialect. */
export function goldSql(ask: GoldAsk, dialect: 'sqlite' | 'duckdb'): readonly string[] {
  const gold = golds[ask.template]?.(ask.params, dialects[dialect]);
  if (gold === undefined) throw new Error(`no gold query for the template ${ask.template}`);
  return gold;
}
