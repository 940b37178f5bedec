import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gradeAnswer, parseNumber } from '../../../src/grade/index.ts';
import type { Answer } from '../../../src/spec/index.ts';

const answers: readonly Answer[] = [
  { kind: 'number', value: 12, unit: '万元' },
  { kind: 'percent', value: 12.5 },
  { kind: 'text', value: 'a (b)' },
  { kind: 'choice', value: '相关', of: ['相关', '不相关'] },
  { kind: 'ranking', value: ['a', 'b'] },
  { kind: 'set', value: ['a', 'b'] },
  { kind: 'table', columns: ['a'], rows: [[1]] },
  { kind: 'month', value: '2024-11' },
  { kind: 'date', value: '2024-11-03' },
  { kind: 'json', value: { a: [1] } },
  { kind: 'sql', gold: ['select 1'] },
  { kind: 'facts', required: ['12%'] },
  {
    kind: 'constraints',
    value: [
      { kind: 'length', max: 9 },
      { kind: 'format', value: 'json' },
    ],
  },
  { kind: 'spans', value: [{ from: 0, to: 1, label: 'x' }] },
];

const pieces = [
  ...'{}[]()"\'`$%@:：，。、,.;|-*\\\n <>0123456789一二十百千万亿负点分之折成又ab',
  'Final Answer:',
  '答案：',
  '\\boxed{',
  '@x[',
  '<think>',
  '</think>',
  '```json\n',
  '```sql\n',
  '{"answer":',
  'null',
  '2024-11',
  '百分之',
  'select ',
  'million',
  'one',
  '下降',
  'e9',
  '\ud800',
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((p) => p.join('')),
  fc.string({ unit: 'binary', maxLength: 80 }),
);

describe('hostile answers', () => {
  test('never throw, and always get a verdict', () => {
    fc.assert(
      fc.property(text, text, (answerText, question) => {
        for (const answer of answers) {
          const verdict = gradeAnswer(answerText, answer, { question, finishReason: 'stop' });
          expect(verdict.score).toBeGreaterThanOrEqual(0);
          expect(verdict.score).toBeLessThanOrEqual(1);
          expect(verdict.kind === 'correct' ? verdict.score : 1).toBe(1);
        }
        parseNumber(answerText, { question });
      }),
      { numRuns: 300 },
    );
  });

  /**
   * Patterns that make a backtracking matcher or a rescan quadratic. At this length quadratic work is
   * 1e10 steps and would run into the test's deadline; linear work takes well under a second each.
   */
  const length = 100_000;
  const patterns = [
    '1',
    '1,',
    '1.',
    '1 ',
    ' ',
    '\n',
    'a',
    'a, ',
    '{',
    '{"',
    '{"a":',
    '}',
    '[',
    '@a[',
    '\\boxed{',
    '\\frac{1}{',
    '```\n',
    '<think>',
    '</think>',
    'Final Answer: ',
    'answer:\n',
    '一',
    '一百',
    '百分之',
    '5%',
    '-',
    '$',
    '$1 ',
    '*',
    '**a**',
    '"',
    '“a” ',
    '|',
    '|-',
    '| a |\n',
    '1. a\n',
    '(',
    'select\n',
    '--\n',
    '/*',
    ';',
    '2024-11 ',
    'Nov ',
    'http://',
    'one hundred and ',
    '下降了',
    'not ',
    ' is ',
  ];
  test.each(patterns)(
    'of %j, repeated, are graded in linear time',
    (pattern) => {
      const long = pattern.repeat(Math.ceil(length / pattern.length));
      for (const answer of answers) expect(gradeAnswer(long, answer)).toHaveProperty('kind');
    },
    30_000,
  );

  test('deep nesting neither throws nor is read', () => {
    const deep = `{"answer": ${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    for (const answer of answers) expect(gradeAnswer(deep, answer).kind).not.toBe('correct');
  });
});
