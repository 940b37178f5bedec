/**
 * Golden answers of the excel suites: the rows of the workbook in SQL tables, one query per template.
 * Shares no code with the generator; only the template's name and parameters are common.
 */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { type LongTables, readRetailWorkbook } from './read-retail-workbook.ts';

export interface SolverAsk {
  readonly template: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export interface Solved {
  readonly value: string | number | readonly string[];
  /** The query that gave it: the source of the golden answer. */
  readonly sql: string;
}

export interface ExcelSolver {
  solve(ask: SolverAsk, choices?: readonly string[]): Promise<Solved>;
  close(): void;
}

const schema = `
create table channel_month(month varchar, channel varchar, amount decimal(18,4));
create table prior_year(month varchar, amount decimal(18,4));
create table brand_region(brand varchar, region varchar, sales decimal(18,4), target decimal(18,4));
create table brand_month(month varchar, brand varchar, amount decimal(18,4));
create table operations(month varchar, traffic double, advertising double, price double, temperature double, returns double, units double);
create view total as select month, sum(amount)::double as amount, row_number() over (order by month) as n from channel_month group by month;
create view step as select a.month, a.amount - b.amount as amount, a.amount / b.amount - 1 as rate from total a join total b on b.n = a.n - 1;
`;

/** What each template asks of the tables; `one`, `list`, and `index` say how the rows become a value. */
const queries: Readonly<
  Record<string, (p: SolverAsk['params']) => { sql: string; as: 'one' | 'list' | 'index' }>
> = {
  'trend-peak': () => one('select month from total order by amount desc limit 1'),
  'trend-trough': () => one('select month from total order by amount limit 1'),
  'trend-jump': () => one('select month from step order by amount desc limit 1'),
  'trend-drop': () => one('select month from step order by amount limit 1'),
  'trend-falls': () => one('select count(*) from step where amount < 0'),
  'trend-halves': () =>
    one(
      "select (sum(amount) filter (month > '2024-06') / sum(amount) filter (month <= '2024-06') - 1) * 100 from total",
    ),
  'trend-quarter': () => ({
    sql: 'select ((n - 1) // 3)::int from total group by 1 order by sum(amount) desc limit 1',
    as: 'index',
  }),
  'trend-channel-peak': (p) =>
    one(
      `select month from channel_month where channel = ${q(p['channel'])} order by amount desc limit 1`,
    ),
  'trend-brand-trough': (p) =>
    one(`select month from brand_month where brand = ${q(p['brand'])} order by amount limit 1`),
  'growth-year': () =>
    one(
      'select ((select sum(amount) from channel_month)::double / (select sum(amount) from prior_year)::double - 1) * 100',
    ),
  'growth-best-month': () =>
    one(
      'select month from total join prior_year p using (month) order by total.amount / p.amount desc limit 1',
    ),
  'growth-yoy': (p) =>
    one(
      `select (t.amount / p.amount::double - 1) * 100 from total t join prior_year p using (month) where month = ${q(p['month'])}`,
    ),
  'growth-mom': (p) => one(`select rate * 100 from step where month = ${q(p['month'])}`),
  'correlation-class': (p) => ({
    sql: `select case when r >= 0.7 then 0 when r >= 0.3 then 1 when r > -0.3 then 2 when r > -0.7 then 3 else 4 end from (select corr(${name(p['metric'])}, units) r from operations)`,
    as: 'index',
  }),
  'correlation-r': (p) => one(`select corr(${name(p['metric'])}, units) from operations`),
  'contribution-channels': () =>
    list('select channel from channel_month group by channel order by sum(amount) desc'),
  'contribution-half': () =>
    list(
      "select channel from channel_month where month >= '2024-07' group by channel order by sum(amount) desc limit 3",
    ),
  'contribution-brands': () =>
    list('select brand from brand_region group by brand order by sum(sales) desc'),
  'contribution-rise': () =>
    one(
      "select channel from channel_month group by channel order by coalesce(sum(amount) filter (month >= '2024-10'), 0) - coalesce(sum(amount) filter (month <= '2024-03'), 0) desc limit 1",
    ),
  'contribution-above': (p) =>
    list(
      `select channel from channel_month group by channel having sum(amount)::double * 100 > ${Number(p['percent'])} * (select sum(amount) from channel_month)::double`,
    ),
  'contribution-share': (p) =>
    one(
      `select sum(amount) filter (channel = ${q(p['channel'])})::double / sum(amount)::double * 100 from channel_month`,
    ),
  'kpi-region-rank': () =>
    list('select region from brand_region group by region order by sum(sales) desc limit 3'),
  'kpi-region-best': () =>
    one(
      'select region from brand_region group by region order by sum(sales)::double / sum(target)::double desc limit 1',
    ),
  'kpi-brand-best': () =>
    one(
      'select brand from brand_region group by brand order by sum(sales)::double / sum(target)::double desc limit 1',
    ),
  'kpi-missed': () =>
    list('select region from brand_region group by region having sum(sales) < sum(target)'),
  'kpi-met-count': () => one('select count(*) from brand_region where sales >= target'),
  'kpi-brand-region': (p) =>
    one(
      `select sales from brand_region where brand = ${q(p['brand'])} and region = ${q(p['region'])}`,
    ),
  'kpi-completion': (p) =>
    one(
      `select sales::double / target::double * 100 from brand_region where brand = ${q(p['brand'])} and region = ${q(p['region'])}`,
    ),
  'kpi-brand-month': (p) =>
    one(
      `select amount from brand_month where brand = ${q(p['brand'])} and month = ${q(p['month'])}`,
    ),
  'kpi-brand-mean': (p) =>
    one(`select avg(amount) from brand_month where brand = ${q(p['brand'])}`),
};

const one = (sql: string) => ({ sql, as: 'one' as const });
const list = (sql: string) => ({ sql, as: 'list' as const });
const q = (value: string | number | undefined): string =>
  `'${String(value).replaceAll("'", "''")}'`;
const name = (value: string | number | undefined): string => {
  if (!/^[a-z]+$/.test(String(value))) throw new Error(`no column ${String(value)}`);
  return String(value);
};

/** Opens the workbook's bytes for solving. */
export async function excelSolver(bytes: Uint8Array): Promise<ExcelSolver> {
  const tables = await readRetailWorkbook(bytes);
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run(schema);
  await load(connection, tables);
  return {
    solve: async (ask, choices) => {
      const query = queries[ask.template]?.(ask.params);
      if (query === undefined) throw new Error(`no query for the template ${ask.template}`);
      const rows = (await connection.runAndReadAll(query.sql)).getRows();
      const values = rows.map((row) => plain(row[0]));
      const first = values[0];
      if (first === undefined) throw new Error(`no row for ${ask.template}: ${query.sql}`);
      switch (query.as) {
        case 'one':
          return { value: first, sql: query.sql };
        case 'list':
          return { value: values.map(String), sql: query.sql };
        case 'index': {
          const choice = choices?.[Number(first)];
          if (choice === undefined) throw new Error(`no choice ${first} for ${ask.template}`);
          return { value: choice, sql: query.sql };
        }
      }
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function load(connection: DuckDBConnection, tables: LongTables): Promise<void> {
  const insert = async (table: string, rows: readonly (readonly (string | number)[])[]) => {
    const text = rows
      .map((row) => `(${row.map((v) => (typeof v === 'number' ? String(v) : q(v))).join(',')})`)
      .join(',');
    await connection.run(`insert into ${table} values ${text}`);
  };
  await insert('channel_month', tables.channelMonths);
  await insert('prior_year', tables.priorYear);
  await insert('brand_region', tables.brandRegions);
  await insert('brand_month', tables.brandMonths);
  await insert('operations', tables.operations);
}

function plain(value: unknown): string | number {
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  // A decimal value prints itself.
  return Number(String(value));
}
