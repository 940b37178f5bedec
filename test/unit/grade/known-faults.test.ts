import { describe, expect, test } from 'vitest';
import { type GradeOptions, gradeAnswer } from '../../../src/grade/index.ts';
import type { Answer } from '../../../src/spec/index.ts';

/**
 * Answers on which other public graders are known to err, with the right verdict; the sources are in
 * docs/methods/grading.md#faults.
 */
type Row = readonly [text: string, answer: Answer, right: boolean, options?: GradeOptions];

const number = (value: number, rest: object = {}): Answer => ({ kind: 'number', value, ...rest });

const check = (rows: readonly Row[]): void => {
  for (const [text, answer, right, options] of rows) {
    const { kind, why } = gradeAnswer(text, answer, options);
    expect(kind === 'correct', `${text} for ${JSON.stringify(answer)}: ${why}`).toBe(right);
  }
};

describe('faults of other graders', () => {
  test('figures are not rounded to five digits', () => {
    check([
      ['1,234,567', number(1_234_599), false],
      ['1,234,567', number(1_234_567), true],
    ]);
  });

  test('a sign, a point and a comma are part of the number', () => {
    check([
      ['-3.24', number(3.24), false],
      ['Final Answer: -3.24', number(3.24), false],
      ['20.3', number(203), false],
      ['69.75%', number(6975), false],
      ['-5.5', number(5.5), false],
      ['−5.5', number(-5.5), true],
      ['1,5', number(1.5), false],
      ['1,5', number(15), false],
    ]);
  });

  test('a declared tolerance is kept, and none is invented', () => {
    check([
      ['0.96', number(0.9, { relTol: 0.1 }), true],
      ['5', number(5.0), true],
      ['5.0', number(5), true],
      ['0.001', number(0.004), false],
      ['0.0149', number(0.0051, { round: 2 }), false],
      ['2.68', number(2.675, { round: 2 }), true],
      ['0.13', number(0.125, { round: 2 }), true],
      ['12.4', number(12), false],
      ['12.44', number(12.4), false],
      ['34.65', number(34.6512, { round: 2 }), true],
      [' 34.65 ', number(34.65), true],
      ['1,234.5', number(1234.5), true],
    ]);
  });

  test('the last number of a text is not the answer', () => {
    check([
      ['5 (was 7)', number(7), false],
      ['3/4', number(4), false],
      ['3/4', number(0.75), true],
      ['There are 12 shops, of which 3 are new.', number(3), false],
    ]);
  });

  test('Chinese and accounting figures are read', () => {
    check([
      ['营收为12万', number(120_000), true],
      ['营收为 12万', number(20_000), false],
      ['营收为 12万', number(120_000), true],
      ['1.2亿', number(1.2e8), true],
      ['1200元', number(1200, { unit: '元' }), true],
      ['¥1,200', number(1200, { unit: '元' }), true],
      ['(5)', number(-5), true],
      ['\\boxed{42}', number(42), true],
      ['答案是42。', number(42), true],
      ['1 234 567', number(1_234_567), true],
      ['12k', number(12_000), true],
    ]);
  });

  test('percent, share, percentage points and bare numbers are told apart', () => {
    const percent: Answer = { kind: 'percent', value: 12.5 };
    const question = '线上渠道的销售占比是多少？';
    check([
      ['12.5%', percent, true],
      ['百分之十二点五', percent, true],
      ['12.5', percent, false],
      ['12.5', percent, true, { question }],
      ['{"answer": 12.5}', percent, true],
      ['0.125', percent, false, { question }],
      ['{"answer": 0.125}', percent, false],
      ['12.5个百分点', percent, false],
      ['0.2342', { kind: 'percent', value: 23.42 }, false, { question }],
      ['12.5%', number(12.5), false],
      ['12.5%', number(0.125), false],
      ['2.3个百分点', { kind: 'percent', value: 2.3, points: true }, true],
      ['2.3%', { kind: 'percent', value: 2.3, points: true }, false],
    ]);
  });

  test('a subset of words, a range and either of two are no answers', () => {
    check([
      ['SwiftCharge or GlobalCard', { kind: 'text', value: 'SwiftCharge' }, false],
      ['"SwiftCharge" or GlobalCard', { kind: 'text', value: 'SwiftCharge' }, false],
      ['20~30', number(25), false],
      ['20~30', number(30), false],
      ['20 or 30', number(20), false],
    ]);
  });

  test('a ranking is wrong by its order, a list by its length', () => {
    const ranking: Answer = { kind: 'ranking', value: ['A', 'B', 'C'] };
    check([
      ['Final Answer: A, B, C', ranking, true],
      ['Final Answer: C, B, A', ranking, false],
      ['Final Answer: A, B', ranking, false],
      ['Final Answer: C, B, A', { kind: 'set', value: ['A', 'B', 'C'] }, true],
      ['Final Answer: A, B, A', { kind: 'set', value: ['A', 'B', 'C'] }, false],
    ]);
  });

  test('named values hold hyphens, blanks, line breaks and nested lists', () => {
    check([
      ['@mean-fare[34.65]', number(34.65), true],
      ['@x [34.65]', number(34.65), true],
      ['@x[\n34.65\n]', number(34.65), true],
      ['@list[[1, 2], 3]', { kind: 'text', value: '[1, 2], 3' }, true],
    ]);
  });

  test('hours of a day are not rounded away', () => {
    check([
      ['2024-11-03', { kind: 'date', value: '2024-11-03' }, true],
      ['2024-11-04', { kind: 'date', value: '2024-11-03' }, false],
    ]);
  });
});
