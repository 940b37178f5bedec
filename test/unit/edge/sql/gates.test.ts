import { describe, expect, it } from 'vitest';
import type { SqlOutcome } from '../../../../src/base/index.ts';
import { duckdbVerdict } from '../../../../src/edge/sql/duckdb-gate.ts';
import { freezeClock } from '../../../../src/edge/sql/freeze-clock.ts';
import {
  decodeSqlResult,
  encodeSqlResult,
  memoryResultCache,
  sqlResultKey,
} from '../../../../src/edge/sql/index.ts';
import { sqliteRefusal } from '../../../../src/edge/sql/sqlite-gate.ts';

describe('the SQLite gate', () => {
  it('says why it refuses', () => {
    expect(sqliteRefusal('drop table t')).toBe('DROP is not a SELECT');
    expect(sqliteRefusal('select 1; select 2')).toBe('more than one statement');
    expect(sqliteRefusal('with a as (select 1) delete from t')).toBe('DELETE is not a SELECT');
    expect(sqliteRefusal("select load_extension('x')")).toBe('load_extension is not allowed here');
    expect(sqliteRefusal('-- only a comment')).toBe('empty statement');
  });

  it('is not fooled by words inside strings, names and comments', () => {
    for (const fine of [
      "select 'a; drop'",
      'select "delete" from t',
      'select a -- ; drop\n from t',
      "select 'it''s; fine'",
      'select (select 1) /* delete */',
    ])
      expect(sqliteRefusal(fine)).toBeUndefined();
  });
});

describe('the DuckDB gate', () => {
  const select = (from: unknown) =>
    JSON.stringify({
      error: false,
      statements: [{ node: { type: 'SELECT_NODE', from_table: from } }],
    });

  it('passes tables of the main schema and refuses files and system tables', () => {
    expect(duckdbVerdict(select({ type: 'BASE_TABLE', table_name: '销售' }))).toEqual({
      kind: 'pass',
      clockAt: [],
    });
    for (const name of ['/etc/passwd', 'a.csv', 'duckdb_settings', 'x/y'])
      expect(duckdbVerdict(select({ type: 'BASE_TABLE', table_name: name })).kind).toBe('refused');
  });

  it('finds a forbidden call however deep it stands', () => {
    const call = {
      type: 'TABLE_FUNCTION',
      function: { class: 'FUNCTION', function_name: 'read_text' },
    };
    const deep = {
      type: 'SUBQUERY',
      subquery: { node: { from_table: { type: 'JOIN', left: call } } },
    };
    expect(duckdbVerdict(select(deep))).toEqual({
      kind: 'refused',
      reason: 'table function read_text is not allowed here',
    });
  });

  it('tells a syntax error from a statement that is no SELECT', () => {
    expect(duckdbVerdict('{"error":true,"error_type":"parser","error_message":"x"}')).toEqual({
      kind: 'error',
      message: 'Parser Error: x',
    });
    expect(
      duckdbVerdict('{"error":true,"error_type":"not implemented","error_message":"x"}').kind,
    ).toBe('refused');
  });
});

describe('a frozen clock', () => {
  const nowMs = Date.UTC(2024, 11, 31, 23, 59, 59);
  it('replaces each use at its byte offset', () => {
    // 7 bytes of "select ", then '中文' is 8 bytes (two quotes, two characters of 3), then ", ".
    expect(freezeClock("select '中文', now()", [{ name: 'now', byteOffset: 17 }], nowMs)).toBe(
      "select '中文', CAST('2024-12-31 23:59:59+00' AS TIMESTAMPTZ)",
    );
    expect(
      freezeClock(
        'select current_date, age(d)',
        [
          { name: 'current_date', byteOffset: 7 },
          { name: 'age', byteOffset: 21 },
        ],
        nowMs,
      ),
    ).toBe("select CAST('2024-12-31' AS DATE), age(TIMESTAMP '2024-12-31 00:00:00', d)");
  });

  it('gives up where the text is not what the tree said', () => {
    expect(freezeClock('select 1', [{ name: 'now', byteOffset: 7 }], nowMs)).toBeUndefined();
  });
});

describe('kept results', () => {
  const outcomes: readonly SqlOutcome[] = [
    {
      kind: 'rows',
      result: {
        columns: ['a', 'a'],
        rows: [
          [1, 'x'],
          [null, true],
          [2n ** 80n, -0.5],
          [Number.NaN, Number.POSITIVE_INFINITY],
        ],
      },
      elapsedMs: 1.5,
    },
    { kind: 'error', message: 'no such table' },
    { kind: 'refused', reason: 'empty statement' },
    { kind: 'timeout', afterMs: 100 },
    { kind: 'too-big', rowCap: 10 },
  ];
  it('come back from their lines exactly', () => {
    for (const outcome of outcomes)
      expect(decodeSqlResult(encodeSqlResult('k', outcome))).toEqual(['k', outcome]);
  });

  it('ignore torn lines, and a cache tells of each new result once', () => {
    expect(decodeSqlResult('{"key":"k","outc')).toBeUndefined();
    expect(decodeSqlResult('[]')).toBeUndefined();
    const lines: string[] = [];
    const cache = memoryResultCache(
      ['{"torn', encodeSqlResult('old', { kind: 'timeout', afterMs: 1 })],
      (line) => lines.push(line),
    );
    expect(cache.get('old')).toEqual({ kind: 'timeout', afterMs: 1 });
    cache.set('new', { kind: 'error', message: 'e' });
    cache.set('new', { kind: 'error', message: 'other' });
    expect(lines).toEqual([encodeSqlResult('new', { kind: 'error', message: 'e' })]);
  });

  it('are told apart by statement, database, dialect, limits and clock', () => {
    const request = {
      dialect: 'sqlite',
      database: 'd',
      statement: 's',
      rowCap: 1,
      timeoutMs: 1,
    } as const;
    const keys = [
      sqlResultKey(request, 0),
      sqlResultKey(request, 1),
      sqlResultKey({ ...request, statement: 's2' }, 0),
      sqlResultKey({ ...request, database: 'e' }, 0),
      sqlResultKey({ ...request, dialect: 'duckdb' }, 0),
      sqlResultKey({ ...request, rowCap: 2 }, 0),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});
