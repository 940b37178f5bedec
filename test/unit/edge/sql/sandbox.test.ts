import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SqlDialect, SqlOutcome } from '../../../../src/base/index.ts';
import {
  type SandboxedSqlEngine,
  sandboxedSqlEngine,
  scriptDatabases,
} from '../../../../src/edge/sql/index.ts';
import { duckdbAttacks, duckdbBombs } from './duckdb-attacks.ts';
import { harmlessOnBoth, harmlessOnDuckdb, harmlessOnSqlite } from './harmless.ts';
import { sqliteAttacks, sqliteBombs } from './sqlite-attacks.ts';

const secret = 'canary-6f1c';
let place = '';
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'sandbox-test-'));
  writeFileSync(join(place, 'canary.csv'), `a,b\n${secret},1\n`);
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

const cases = [
  {
    dialect: 'duckdb',
    attacks: duckdbAttacks,
    bombs: duckdbBombs,
    harmless: [...harmlessOnBoth, ...harmlessOnDuckdb],
    least: 75,
  },
  {
    dialect: 'sqlite',
    attacks: sqliteAttacks,
    bombs: sqliteBombs,
    harmless: [...harmlessOnBoth, ...harmlessOnSqlite],
    least: 40,
  },
] as const;

describe.each(cases)('the $dialect sandbox', ({ dialect, attacks, bombs, harmless, least }) => {
  let engine: SandboxedSqlEngine;
  let database = '';
  let instance = '';
  const request = (statement: string, timeoutMs = 10_000, rowCap = 1000) => ({
    dialect: dialect as SqlDialect,
    database,
    statement: statement
      .replaceAll('FILE', join(place, 'canary.csv'))
      .replaceAll('OUT', join(place, 'out')),
    rowCap,
    timeoutMs,
  });
  const rowsOf = (outcome: SqlOutcome | undefined) =>
    outcome?.kind === 'rows' ? outcome.result.rows : outcome;

  beforeAll(() => {
    engine = sandboxedSqlEngine({ spares: 1 });
    const made = scriptDatabases({
      engine: dialect,
      schema: 'create table t(a integer, 名 text, d date);',
      seedData: "insert into t values (1, 'x', '2024-01-31'), (2, 'y', '2024-02-29');",
      instances: ["insert into t values (5, 'z', '2024-12-31');"],
    }).map(engine.add);
    [database = '', instance = ''] = made;
  });
  afterAll(() => engine.close());

  it(`lets none of its ${attacks.length} attacks succeed, and leaks and writes nothing`, async () => {
    expect(attacks.length).toBeGreaterThanOrEqual(least);
    const outcomes = await engine.runAll(attacks.map((statement) => request(statement)));
    const succeeded = attacks.filter((_, i) => outcomes[i]?.kind === 'rows');
    expect(succeeded).toEqual([]);
    expect(JSON.stringify(outcomes)).not.toContain(secret);
    expect(readdirSync(place)).toEqual(['canary.csv']);
    expect(readFileSync(join(place, 'canary.csv'), 'utf8')).toContain(secret);
    expect(rowsOf(await engine.run(request('select count(*), sum(a) from t')))).toEqual([[2, 3]]);
  }, 60_000);

  it('ends endless statements and memory bombs in their time', async () => {
    const outcomes = await engine.runItems(bombs.map((statement) => [request(statement, 700)]));
    const kinds = outcomes.map(([outcome]) => outcome?.kind ?? 'none');
    expect(kinds.filter((kind) => kind !== 'timeout' && kind !== 'error')).toEqual([]);
    expect(rowsOf(await engine.run(request('select max(a) from t')))).toEqual([[2]]);
  }, 60_000);

  it('refuses no harmless query', async () => {
    const outcomes = await engine.runAll(harmless.map((statement) => request(statement)));
    const stopped = harmless.flatMap((statement, i) =>
      outcomes[i]?.kind === 'rows' ? [] : [{ statement, outcome: outcomes[i] }],
    );
    expect(stopped).toEqual([]);
  }, 60_000);

  it('stands still in time, keeps integers exact, and runs on every instance', async () => {
    const [now, big, one, other] = await engine.runAll([
      request('select cast(current_date as varchar), cast(current_timestamp as varchar)'),
      request('select 9007199254740993, -9223372036854775807'),
      request('select max(a) from t'),
      { ...request('select max(a) from t'), database: instance },
    ]);
    // The default clock stands at the last second of 2024.
    const [day, instant] = now?.kind === 'rows' ? (now.result.rows[0] ?? []) : [];
    expect(day).toBe('2024-12-31');
    expect(String(instant)).toMatch(/^2024-12-31 23:59:59/);
    expect(rowsOf(big)).toEqual([[9007199254740993n, -9223372036854775807n]]);
    expect([rowsOf(one), rowsOf(other)]).toEqual([[[2]], [[5]]]);
  });

  it('stops at the row cap and at huge cells', async () => {
    const [rows, cells] = await engine.runAll([
      request(
        'with recursive r(n) as (select 1 union all select n + 1 from r where n < 5000) select n from r',
      ),
      request(
        dialect === 'duckdb' ? "select repeat('x', 20000000)" : 'select hex(zeroblob(10000000))',
      ),
    ]);
    expect(rows).toEqual({ kind: 'too-big', rowCap: 1000 });
    expect(cells?.kind).toBe('too-big');
  });

  it('answers the statements after one that ended its child', async () => {
    const outcomes = await engine.runAll([
      request(bombs[0] ?? '', 300),
      request('select a + 100 from t order by 1'),
    ]);
    expect(outcomes[0]?.kind).toBe('timeout');
    expect(rowsOf(outcomes[1])).toEqual([[101], [102]]);
  });

  it('tells a scenario whose database cannot be built from a model whose query is wrong', async () => {
    const broken = engine.add({ kind: 'scripts', dialect, scripts: ['create tabel t(a)'] });
    await expect(engine.run({ ...request('select 1'), database: broken })).rejects.toThrow(
      /syntax/i,
    );
    expect(await engine.run(request('selec 1 from t'))).toMatchObject({
      kind: dialect === 'duckdb' ? 'error' : 'refused',
    });
    expect(await engine.run(request('select nothing from t'))).toMatchObject({ kind: 'error' });
  });

  it('shows the schema that a model is given', async () => {
    expect(await engine.schemaDdl(database)).toContain('create table t(a integer');
  });
});

it('a probe shows that a bag hangs on the order of unordered rows', async () => {
  const engine = sandboxedSqlEngine({ spares: 0 });
  const [database = ''] = scriptDatabases({
    engine: 'sqlite',
    schema: 'create table t(a integer);',
    seedData: 'insert into t values (1), (2), (3);',
  }).map(engine.add);
  const request = (statement: string) =>
    ({ dialect: 'sqlite', database, statement, rowCap: 10, timeoutMs: 5000 }) as const;
  const first = await engine.run(request('select a from t limit 1'));
  const probed = await engine.probe(request('select a from t limit 1'));
  expect([first, probed].map((o) => o.kind === 'rows' && o.result.rows)).toEqual([[[1]], [[3]]]);
  await engine.close();
});
