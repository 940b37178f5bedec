import { describe, expect, test } from 'vitest';
import type { SqlValue } from '../../../../src/base/index.ts';
import {
  compareResultSets,
  compareWithTiesAtLimit,
  type ResultSetOptions,
} from '../../../../src/grade/index.ts';

type Rows = readonly (readonly SqlValue[])[];
const set = (columns: string, rows: Rows) => ({ columns: columns.split(' '), rows });
const column = (...values: readonly SqlValue[]) =>
  set(
    'a',
    values.map((v) => [v]),
  );
const verdict = (
  gold: ReturnType<typeof set>,
  predicted: ReturnType<typeof set>,
  options?: ResultSetOptions,
): string => compareResultSets(gold, predicted, options).verdict;

describe('numbers (R8)', () => {
  test('integers are exact beyond 2^53', () => {
    const big = 9_007_199_254_740_993n;
    expect(verdict(column(big), column(big))).toBe('exact');
    expect(verdict(column(big), column(big + 1n))).toBe('wrong');
    expect(verdict(column(5n), column(5))).toBe('exact');
  });

  test('reals agree within 1e-6 relative and no further', () => {
    expect(verdict(column(1234.5), column(1234.501))).toBe('equivalent');
    expect(verdict(column(1234.5), column(1234.502))).toBe('wrong');
  });

  test('a declared rounding accepts half a unit of its last place', () => {
    expect(verdict(column(2.675), column(2.68), { round: 2 })).toBe('equivalent');
    expect(verdict(column(0.125), column(0.13), { round: 2 })).toBe('equivalent');
    expect(verdict(column(0.004), column(0.011), { round: 2 })).toBe('wrong');
    const two = set('x y', [[1.234, 1.234]]);
    const rounded = set('x y', [[1.23, 1.23]]);
    expect(verdict(two, rounded, { round: { x: 2 } })).toBe('wrong');
  });

  test('a share told in percent passes only where declared, and for a whole column', () => {
    const shares = column(0.25, 0.5);
    expect(verdict(shares, column(25, 50))).toBe('wrong');
    expect(verdict(shares, column(25, 50), { percent: 'either' })).toBe('equivalent');
    expect(verdict(shares, column(0.25, 50), { percent: 'either' })).toBe('wrong');
  });
});

describe('types (R9 to R11)', () => {
  test('codes with leading zeros never equal numbers, lenient or not', () => {
    expect(verdict(column('007'), column(7), { lenientType: true })).toBe('wrong');
    expect(verdict(column('7'), column(7), { lenientType: true })).toBe('equivalent');
  });

  test('dates equal their midnight only in date columns', () => {
    const day = column('2024-01-05');
    expect(verdict(day, column('2024-01-05 00:00:00'))).toBe('wrong');
    const types: ResultSetOptions = { types: { a: 'date' } };
    expect(verdict(day, column('2024-01-05 00:00:00'), types)).toBe('equivalent');
    expect(verdict(day, column('2024-01-05T00:00:00.000'), types)).toBe('equivalent');
    expect(verdict(day, column('2024-01-05 09:00:00'), types)).toBe('wrong');
  });

  test('a gold column of booleans takes 1 and 0, a gold column of numbers no booleans', () => {
    expect(verdict(column(true, false), column(1, 0))).toBe('equivalent');
    expect(verdict(column(1, 0), column(true, false))).toBe('wrong');
  });

  test('text is NFC and otherwise exact; leniencies are declared', () => {
    expect(verdict(column('Ame\u0301lie'), column('Am\u00e9lie'))).toBe('exact');
    expect(verdict(column('North'), column(' north '))).toBe('wrong');
    expect(verdict(column('North'), column(' north '), { trim: true, casefold: ['a'] })).toBe(
      'equivalent',
    );
    expect(verdict(column('A1'), column('Ａ１'), { width: true })).toBe('equivalent');
  });

  test('null equals nothing but null', () => {
    for (const other of ['', 0, false, 'NULL', Number.NaN])
      expect(verdict(column(null, 'x'), column(other, 'x'))).toBe('wrong');
  });
});

describe('columns (R4, R5)', () => {
  test('each predicted column serves one gold column only', () => {
    // The gold has two columns of the same values; one returned column cannot stand for both.
    const gold = set('a b', [
      [1, 1],
      [2, 2],
    ]);
    expect(
      verdict(
        gold,
        set('a b', [
          [1, 7],
          [2, 8],
        ]),
      ),
    ).toBe('wrong');
  });

  test('twenty equal columns are matched at once', () => {
    const names = Array.from({ length: 20 }, (_, i) => `c${i}`).join(' ');
    const rows = [Array<number>(20).fill(1), Array<number>(20).fill(2)];
    const swapped = [rows[1] ?? [], rows[0] ?? []];
    expect(verdict(set(names, rows), set(names, swapped))).toBe('equivalent');
  });

  test('a column of a superset may stand anywhere', () => {
    const gold = set('a', [['u'], ['v']]);
    const more = set('x y', [
      [1, 'v'],
      [2, 'u'],
    ]);
    expect(verdict(gold, more)).toBe('superset');
    expect(verdict(gold, more, { extraColumns: 'allow' })).toBe('equivalent');
  });

  test('rows whose reals are noisy are still paired one to one', () => {
    // Sorted by the first column the noisy rows would come in another order than the gold's.
    const gold = set('a b', [
      [0.3, 1],
      [0.3, 2],
    ]);
    const noisy = set('a b', [
      [0.3, 2],
      [0.30000000000000004, 1],
    ]);
    expect(verdict(gold, noisy)).toBe('equivalent');
    expect(
      verdict(
        gold,
        set('a b', [
          [0.3, 2],
          [0.30000000000000004, 2],
        ]),
      ),
    ).toBe('wrong');
  });

  test('a timestamp or text that holds a separator does not merge cells', () => {
    expect(verdict(set('a b', [['x', 'y|z']]), set('a b', [['x|y', 'z']]))).toBe('wrong');
  });
});

describe('order (R6)', () => {
  const gold = set('name total', [
    ['x', 9],
    ['y', 9],
    ['z', 1],
  ]);
  const byTotal: ResultSetOptions = { ordered: [{ column: 'total', dir: 'desc' }] };

  test('rows inside a tie group are free, groups are not', () => {
    expect(
      verdict(
        gold,
        set('name total', [
          ['y', 9],
          ['x', 9],
          ['z', 1],
        ]),
        byTotal,
      ),
    ).toBe('equivalent');
    expect(
      verdict(
        gold,
        set('name total', [
          ['z', 1],
          ['x', 9],
          ['y', 9],
        ]),
        byTotal,
      ),
    ).toBe('wrong');
  });

  test('order is not looked at where it was not asked', () => {
    expect(
      verdict(
        gold,
        set('name total', [
          ['z', 1],
          ['x', 9],
          ['y', 9],
        ]),
      ),
    ).toBe('equivalent');
  });

  test('an order by something that is not returned must be kept as it is', () => {
    const unsorted = column('m', 'a', 'z');
    expect(verdict(unsorted, column('m', 'a', 'z'), { ordered: true })).toBe('exact');
    expect(verdict(unsorted, column('a', 'm', 'z'), { ordered: true })).toBe('wrong');
  });
});

describe('ties at a limit (R7)', () => {
  const full = set('name total', [
    ['a', 9],
    ['b', 5],
    ['c', 5],
    ['d', 1],
  ]);
  const keys = [{ column: 'total', dir: 'desc' }] as const;

  test('any choice among the tied rows is right', () => {
    const other = set('name total', [
      ['a', 9],
      ['c', 5],
    ]);
    expect(compareWithTiesAtLimit(full, 2, other, keys, { ordered: keys }).verdict).toBe(
      'equivalent',
    );
  });

  test('a row below the tie, or a missing row above it, is wrong', () => {
    const below = set('name total', [
      ['a', 9],
      ['d', 1],
    ]);
    expect(compareWithTiesAtLimit(full, 2, below, keys, {}).verdict).toBe('wrong');
    const missing = set('name total', [
      ['b', 5],
      ['c', 5],
    ]);
    expect(compareWithTiesAtLimit(full, 2, missing, keys, {}).verdict).toBe('wrong');
  });

  test('without a tie at the cut nothing is free', () => {
    const three = set('name total', [
      ['a', 9],
      ['b', 5],
      ['d', 1],
    ]);
    expect(compareWithTiesAtLimit(full, 3, three, keys, {}).verdict).toBe('wrong');
  });
});

describe('empty results (R12)', () => {
  test('an empty gold is never plainly right', () => {
    expect(verdict(set('a', []), set('b', []))).toBe('vacuous');
    expect(verdict(set('a', []), column(1))).toBe('wrong');
    expect(verdict(column(1), set('a', []))).toBe('wrong');
  });

  test('an empty gold is not a row of nulls', () => {
    expect(verdict(set('a', []), column(null))).toBe('wrong');
  });
});

test('repeated rows count, unless the item says otherwise (R3)', () => {
  expect(verdict(column('x', 'x', 'y'), column('x', 'y'))).toBe('wrong');
  expect(verdict(column('x', 'x', 'y'), column('x', 'y'), { duplicates: 'ignore' })).toBe('exact');
});
