import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ResultSet, SqlValue } from '../../../src/base/index.ts';
import { compareResultSets } from '../../../src/grade/index.ts';

const cell: fc.Arbitrary<SqlValue> = fc.oneof(
  fc.constant(null),
  fc.integer({ min: -5, max: 5 }),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 53n + 3n }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.constantFrom('', 'a', 'b', '1', '007', 'a|b'),
  fc.boolean(),
);

const resultSet: fc.Arbitrary<ResultSet> = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 12 }))
  .chain(([width, height]) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
      minLength: height,
      maxLength: height,
    }),
  )
  .map((rows) => ({ columns: (rows[0] ?? []).map((_, i) => `c${i}`), rows }));

const permuted = (n: number): fc.Arbitrary<number[]> =>
  fc.shuffledSubarray(
    Array.from({ length: n }, (_, i) => i),
    { minLength: n, maxLength: n },
  );

const arranged = (
  set: ResultSet,
  rows: readonly number[],
  columns: readonly number[],
): ResultSet => ({
  columns: columns.map((c) => set.columns[c] ?? ''),
  rows: rows.map((r) => columns.map((c) => set.rows[r]?.[c] ?? null)),
});

describe('result sets', () => {
  test('stay equal when rows are shuffled and columns permuted', () => {
    fc.assert(
      fc.property(
        resultSet.chain((set) =>
          fc.tuple(fc.constant(set), permuted(set.rows.length), permuted(set.columns.length)),
        ),
        ([set, rows, columns]) => {
          const { verdict } = compareResultSets(set, arranged(set, rows, columns));
          expect(['exact', 'equivalent']).toContain(verdict);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('are wrong once one cell holds a value that occurs nowhere', () => {
    fc.assert(
      fc.property(
        resultSet.chain((set) =>
          fc.tuple(
            fc.constant(set),
            fc.nat(set.rows.length - 1),
            fc.nat(set.columns.length - 1),
            fc.constantFrom<SqlValue>('elsewhere', 123_456_789, 0.987654321e7, 2n ** 60n),
            permuted(set.rows.length),
          ),
        ),
        ([set, row, column, value, order]) => {
          const rows = set.rows.map((r, i) => (i === row ? r.with(column, value) : r));
          const changed = arranged(
            { ...set, rows },
            order,
            set.columns.map((_, i) => i),
          );
          expect(compareResultSets(set, changed).verdict).toBe('wrong');
        },
      ),
      { numRuns: 300 },
    );
  });

  test('are wrong with a row more or less, and a superset with a column more', () => {
    fc.assert(
      fc.property(resultSet, (set) => {
        const first = set.rows[0] ?? [];
        expect(compareResultSets(set, { ...set, rows: [...set.rows, first] }).verdict).toBe(
          'wrong',
        );
        const wider = {
          columns: [...set.columns, 'more'],
          rows: set.rows.map((r, i) => [...r, `row ${i}`]),
        };
        expect(compareResultSets(set, wider).verdict).toBe('superset');
        expect(compareResultSets(wider, set).verdict).toBe('wrong');
      }),
      { numRuns: 100 },
    );
  });

  test('agree with a brute force over all column mappings', () => {
    const small: fc.Arbitrary<SqlValue> = fc.constantFrom<SqlValue>(0, 1, 'a', null);
    const pair = fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }))
      .chain(([w, h]) => {
        const rows = fc.array(fc.array(small, { minLength: w, maxLength: w }), {
          minLength: h,
          maxLength: h,
        });
        return fc.tuple(rows, rows);
      });
    const permutations = (n: number): number[][] =>
      n === 0
        ? [[]]
        : permutations(n - 1).flatMap((p) =>
            Array.from({ length: n }, (_, i) => p.toSpliced(i, 0, n - 1)),
          );
    const bag = (rows: readonly (readonly SqlValue[])[]): string =>
      JSON.stringify(rows.map((r) => JSON.stringify(r)).toSorted());
    fc.assert(
      fc.property(pair, ([gold, predicted]) => {
        const width = gold[0]?.length ?? 0;
        const equal = permutations(width).some(
          (p) => bag(predicted.map((r) => p.map((c) => r[c] ?? null))) === bag(gold),
        );
        const columns = Array.from({ length: width }, (_, i) => `c${i}`);
        const { verdict } = compareResultSets(
          { columns, rows: gold },
          { columns, rows: predicted },
        );
        expect(verdict !== 'wrong').toBe(equal);
      }),
      { numRuns: 500 },
    );
  });
});
