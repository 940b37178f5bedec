import { describe, expect, test } from 'vitest';
import type { SqlOutcome, SqlValue } from '../../../../src/base/index.ts';
import {
  extractSql,
  gradeAnswer,
  gradeSql,
  type SqlInstance,
} from '../../../../src/grade/index.ts';
import type { AnswerOf } from '../../../../src/spec/index.ts';

const answer: AnswerOf<'sql'> = { kind: 'sql', gold: ['select a from t'] };
const rows = (...values: readonly SqlValue[]): SqlOutcome => ({
  kind: 'rows',
  result: { columns: ['a'], rows: values.map((v) => [v]) },
  elapsedMs: 1,
});
const instance = (
  name: string,
  gold: SqlOutcome,
  predicted: SqlOutcome,
  rest: Partial<SqlInstance> = {},
): SqlInstance => ({ name, gold: [gold], predicted, ...rest });
const statement = extractSql('```sql\nselect a from t\n```');

const grade = (...instances: readonly SqlInstance[]) => gradeSql(statement, instances, answer);

describe('extractSql', () => {
  test.each([
    ['```sql\nSELECT 1;\n```', 'SELECT 1', 'sql-block'],
    ['Here:\n```\nselect 1\n```\nDone.', 'select 1', 'sql-block'],
    ['{"sql": "select 1"}', 'select 1', 'json'],
    ["SELECT a\nFROM t\nWHERE b = ';';", "SELECT a\nFROM t\nWHERE b = ';'", 'bare'],
    [
      'The query is:\n\nWITH x AS (SELECT 1) SELECT * FROM x;\n\nIt works.',
      'WITH x AS (SELECT 1) SELECT * FROM x',
      'bare',
    ],
    ['-- note\nselect 1', '-- note\nselect 1', 'bare'],
  ])('%j gives the statement', (text, expected, rule) => {
    expect(extractSql(text)).toMatchObject({ kind: 'statement', statement: expected, rule });
  });

  test('several statements: the last, flagged', () => {
    expect(extractSql('```sql\nselect 1; select 2;\n```')).toMatchObject({
      statement: 'select 2',
      repairs: ['multiple-statements'],
    });
    expect(extractSql('```sql\nselect 1\n```\nno:\n```sql\nselect 2\n```')).toMatchObject({
      statement: 'select 2',
      repairs: ['multiple-answers'],
    });
  });

  test.each(['```sql\n\n```', '```sql\n-- nothing\n```', '```sql\n/* ; */ ;\n```', '{"sql": " "}'])(
    '%j is blank and never executed',
    (text) => {
      expect(extractSql(text).kind).toBe('empty');
    },
  );

  test('a cut statement is truncated, no statement is no answer', () => {
    expect(extractSql('```sql\nselect a fr', 'length').kind).toBe('truncated');
    expect(extractSql('<think>select').kind).toBe('truncated');
    expect(extractSql('I would join the tables.').kind).toBe('none');
  });
});

describe('gradeSql', () => {
  test('right on every instance is correct', () => {
    expect(
      grade(instance('base', rows(1), rows(1)), instance('fuzz-1', rows(2), rows(2))),
    ).toMatchObject({
      kind: 'correct',
      score: 1,
      why: expect.stringMatching(/^exact: /),
    });
  });

  test('wrong on one instance is wrong, and names it', () => {
    const verdict = grade(instance('base', rows(1), rows(1)), instance('fuzz-1', rows(2), rows(3)));
    expect(verdict.kind).toBe('incorrect');
    expect(verdict.why).toMatch(/^wrong: on fuzz-1: /);
  });

  test('an instance on which the gold does not run is left out', () => {
    const failing: SqlOutcome = { kind: 'error', message: 'overflow' };
    expect(
      grade(instance('base', rows(1), rows(1)), instance('fuzz-1', failing, rows(3))).kind,
    ).toBe('correct');
  });

  test.each([
    [{ kind: 'error', message: 'no such column' }, 'pred_error'],
    [{ kind: 'refused', reason: 'ATTACH' }, 'refused'],
    [{ kind: 'timeout', afterMs: 5000 }, 'timeout'],
    [{ kind: 'too-big', rowCap: 1000 }, 'too_big'],
  ] as const)('%j is incorrect as %s', (outcome, verdict) => {
    expect(grade(instance('base', rows(1), outcome))).toMatchObject({
      kind: 'incorrect',
      why: expect.stringMatching(new RegExp(`^${verdict}: `)),
    });
  });

  test('a gold that fails excludes the item', () => {
    expect(grade(instance('base', { kind: 'error', message: 'x' }, rows(1)))).toMatchObject({
      kind: 'excluded',
      why: expect.stringMatching(/^gold_error: /),
    });
  });

  test('empty everywhere is vacuous, empty on the base only is not', () => {
    expect(grade(instance('base', rows(), rows()))).toMatchObject({ kind: 'excluded' });
    const telling = instance('fuzz-1', rows(1), rows(1));
    expect(grade(instance('base', rows(), rows()), telling).kind).toBe('correct');
  });

  test('a blank statement is empty_sql even where the gold is empty', () => {
    const blank = extractSql('```sql\n-- nothing\n```');
    expect(gradeSql(blank, [instance('base', rows(), rows())], answer)).toMatchObject({
      kind: 'incorrect',
      why: expect.stringMatching(/^empty_sql: /),
    });
  });

  test('any accepted gold is enough, but one and the same on all instances', () => {
    const two: AnswerOf<'sql'> = { kind: 'sql', gold: ['g0', 'g1'] };
    const on = (
      name: string,
      g0: SqlOutcome,
      g1: SqlOutcome,
      predicted: SqlOutcome,
    ): SqlInstance => ({
      name,
      gold: [g0, g1],
      predicted,
    });
    const first = on('base', rows(1), rows(2), rows(2));
    expect(gradeSql(statement, [first, on('fuzz-1', rows(1), rows(4), rows(4))], two).kind).toBe(
      'correct',
    );
    // g1 on the base, g0 on the fuzz instance: no single gold holds on both.
    expect(gradeSql(statement, [first, on('fuzz-1', rows(4), rows(5), rows(4))], two).kind).toBe(
      'incorrect',
    );
  });

  test('a result that differs when run again is flagged', () => {
    const flaky = instance('base', rows(1), rows(1), { probe: rows(2) });
    expect(grade(flaky).repairs).toEqual(['nondeterministic']);
  });

  test('ties at the limit are free where the gold without limit is at hand', () => {
    const tied: AnswerOf<'sql'> = { ...answer, orderBy: [{ column: 'k', dir: 'desc' }] };
    const result = (...r: readonly (readonly SqlValue[])[]): SqlOutcome => ({
      kind: 'rows',
      result: { columns: ['a', 'k'], rows: r },
      elapsedMs: 1,
    });
    const base: SqlInstance = {
      name: 'base',
      gold: [result(['x', 9])],
      goldUnlimited: [result(['x', 9], ['y', 9], ['z', 1])],
      predicted: result(['y', 9]),
    };
    expect(gradeSql(statement, [base], tied).kind).toBe('correct');
  });

  test('gradeAnswer grades sql from outcomes, and says where there are none', () => {
    const text = '```sql\nselect b from t\n```';
    expect(gradeAnswer(text, answer)).toMatchObject({
      kind: 'ungraded',
      why: expect.stringMatching(/^not-executed: /),
    });
    const instances = [instance('base', rows(1), rows(1))];
    expect(gradeAnswer(text, answer, { instances })).toMatchObject({
      kind: 'correct',
      extracted: 'select b from t',
    });
  });
});
