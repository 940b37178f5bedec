import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { SqlValue } from '../../../../src/base/index.ts';
import { compareResultSets, type ResultSetOptions } from '../../../../src/grade/index.ts';

interface EdgeCase {
  readonly id: string;
  readonly name: string;
  readonly goldColumns: readonly string[];
  readonly goldRows: readonly (readonly SqlValue[])[];
  readonly predColumns: readonly string[];
  readonly predRows: readonly (readonly SqlValue[])[];
  readonly ordered: boolean;
  /** Y right, n wrong, S superset, V vacuous; with * the default, the other under a declared option. */
  readonly right: string;
}

const cases: readonly EdgeCase[] = JSON.parse(
  readFileSync(
    new URL('../../../../fixtures/reference/sql-edge-cases.json', import.meta.url),
    'utf8',
  ),
);

const letterOf = (verdict: string): string =>
  ({ exact: 'Y', equivalent: 'Y', superset: 'S', vacuous: 'V' })[verdict] ?? 'n';

const compare = (c: EdgeCase, options: ResultSetOptions = {}): string =>
  letterOf(
    compareResultSets(
      { columns: c.goldColumns, rows: c.goldRows },
      { columns: c.predColumns, rows: c.predRows },
      { ordered: c.ordered, ...options },
    ).verdict,
  );

describe('edge cases of result-set comparison', () => {
  test('all 24 pairs are there', () => {
    expect(cases).toHaveLength(24);
  });

  test.each(cases.map((c) => [c.id, c.name, c] as const))('%s %s', (_, __, c) => {
    expect(compare(c)).toBe(c.right.charAt(0));
  });

  const byId = (id: string): EdgeCase => {
    const found = cases.find((c) => c.id === id);
    if (found === undefined) throw new RangeError(id);
    return found;
  };

  test('a declared option turns E09, E13 and E18 to right', () => {
    expect(compare(byId('E09'), { extraColumns: 'allow' })).toBe('Y');
    expect(compare(byId('E13'), { round: 2 })).toBe('Y');
    expect(compare(byId('E18'), { lenientType: true })).toBe('Y');
  });

  test('E03 holds with the key declared, E02 fails with it', () => {
    const key: ResultSetOptions = { ordered: [{ column: 'a', dir: 'asc' }] };
    expect(compare(byId('E03'), key)).toBe('Y');
    expect(compare(byId('E02'), key)).toBe('n');
    // With both columns as keys nothing is tied any more.
    const both: ResultSetOptions = {
      ordered: [
        { column: 'a', dir: 'asc' },
        { column: 'b', dir: 'asc' },
      ],
    };
    expect(compare(byId('E03'), both)).toBe('n');
  });
});
