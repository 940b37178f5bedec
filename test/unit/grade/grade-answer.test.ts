import { describe, expect, test } from 'vitest';
import { gradeAnswer, ruleSets } from '../../../src/grade/index.ts';
import { type Answer, answerSchema } from '../../../src/spec/index.ts';

const forty: Answer = { kind: 'number', value: 42 };

describe('what is ungraded', () => {
  test.each([
    ['', {}, 'no-answer'],
    ['<think>41? 42', {}, 'truncated'],
    ['The answer follows <think>41? 42', { finishReason: 'length' }, 'truncated'],
    ['So the total comes to 42', { finishReason: 'length' }, 'truncated'],
    ["I'm sorry, but I cannot answer that.", {}, 'refused'],
    ['抱歉，我无法回答这个问题。', {}, 'refused'],
    ['It depends on many things.', {}, 'no-answer'],
    ['Either 41 apples or 42 pears.', {}, 'no-answer'],
  ])('%j is ungraded with code', (text, options, code) => {
    const verdict = gradeAnswer(text, forty, options);
    expect(verdict.kind).toBe('ungraded');
    expect(verdict.why.startsWith(`${code}:`)).toBe(true);
    expect(verdict.score).toBe(0);
    expect(verdict).not.toHaveProperty('extracted');
  });

  test('a declared answer before the cut still counts', () => {
    const verdict = gradeAnswer('{"answer": 42}\nBecause', forty, { finishReason: 'length' });
    expect(verdict.kind).toBe('correct');
  });
});

describe('extraction', () => {
  test('reasoning is stripped, also behind a stray closing tag', () => {
    expect(gradeAnswer('maybe {"answer": 1}</think>{"answer": 42}', forty)).toMatchObject({
      kind: 'correct',
      rule: 'v1/json',
    });
    expect(gradeAnswer('◁think▷41◁/think▷\\boxed{42}', forty).rule).toBe('v1/boxed');
  });

  test.each([
    ['```json\n{"answer": 42}\n```', 'v1/json-block'],
    ['```\n{"result": 42}\n```', 'v1/json-block'],
    ['so {"answer": 42}', 'v1/json'],
    ['{"答案": "42"}', 'v1/json'],
    ['@total[42]', 'v1/named'],
    ['**Final Answer**: 42', 'v1/final-answer'],
    ['最终答案：42', 'v1/final-answer'],
    ['\\boxed{42}', 'v1/boxed'],
    ['It makes 42.', 'v1/prose'],
  ])('%j is read by %s', (text, rule) => {
    expect(gradeAnswer(text, forty)).toMatchObject({ kind: 'correct', rule });
  });

  test('repairs are logged', () => {
    expect(gradeAnswer("{'answer': 42,}", forty).repairs).toEqual([
      'single-quotes',
      'trailing-comma',
    ]);
    expect(gradeAnswer('｛“answer”：42｝', forty).repairs).toContain('full-width-punctuation');
  });

  test('of answers that disagree the last counts, and is flagged', () => {
    const verdict = gradeAnswer('{"answer": 41}\nWait.\n{"answer": 42}', forty);
    expect(verdict).toMatchObject({ kind: 'correct', repairs: ['multiple-answers'] });
    expect(gradeAnswer('{"answer": 42}\nFinal Answer: 41', forty)).toMatchObject({
      kind: 'incorrect',
      repairs: ['multiple-answers'],
    });
    expect(gradeAnswer('{"answer": 41, "answer": 42}', forty).repairs).toEqual([
      'multiple-answers',
    ]);
    expect(gradeAnswer('{"answer": 42}\nFinal Answer: 42', forty)).not.toHaveProperty('repairs');
  });

  test('an object of data is no answer', () => {
    const text = '{"rows": 17, "columns": 23}\nThe total is 42.';
    expect(gradeAnswer(text, forty).kind).not.toBe('incorrect');
  });

  test('another rule set may refuse prose', () => {
    expect(Object.keys(ruleSets)).toContain('v1');
    expect(gradeAnswer('It makes 42.', forty, { rules: 'v1-declared' })).toMatchObject({
      kind: 'ungraded',
      rule: 'v1-declared/none',
    });
  });
});

describe('units', () => {
  const sales: Answer = { kind: 'number', value: 1234.5, unit: '万元' };
  const question = '2024 年线上渠道的销售额是多少万元？';

  test('are converted inside a family only', () => {
    expect(gradeAnswer('1234.5 万元', sales).kind).toBe('correct');
    expect(gradeAnswer('12,345,000 元', sales).kind).toBe('correct');
    expect(gradeAnswer('0.12345 亿元', sales).kind).toBe('correct');
    expect(gradeAnswer('1234.5 元', sales).kind).toBe('incorrect');
    expect(gradeAnswer('1234.5 万美元', sales).kind).toBe('incorrect');
    expect(gradeAnswer('1234.5 万件', sales).kind).not.toBe('correct');
    const mass: Answer = { kind: 'number', value: 2.5, unit: '吨' };
    expect(gradeAnswer('2500 公斤', mass).kind).toBe('correct');
    expect(gradeAnswer('5000 斤', mass).kind).toBe('correct');
  });

  test('a missing unit passes only where the question or the declared form fixed it', () => {
    expect(gradeAnswer('1234.5', sales, { question }).kind).toBe('correct');
    expect(gradeAnswer('1234.5', sales).kind).not.toBe('correct');
    expect(gradeAnswer('1234.5', sales, { question: '销售额是多少？' }).kind).not.toBe('correct');
    expect(gradeAnswer('{"answer": 1234.5}', sales).kind).toBe('correct');
    expect(gradeAnswer('{"answer": 12345000, "unit": "元"}', sales).kind).toBe('correct');
    expect(gradeAnswer('{"answer": 1234.5, "unit": "元"}', sales).kind).toBe('incorrect');
  });

  test("the question's unit is the unit of a bare answer", () => {
    const inYuan: Answer = { kind: 'number', value: 12_345_000, unit: '元' };
    expect(gradeAnswer('1234.5', inYuan, { question }).kind).toBe('correct');
  });

  test('prose may hold figures of other kinds', () => {
    const text = '2024 年共有 12 家门店，占比 35.2%，销售额为 1,234.5 万元。';
    expect(gradeAnswer(text, sales, { question }).kind).toBe('correct');
  });
});

describe('signs in words', () => {
  test('a fall is negative, unless the question asked for its size', () => {
    const change: Answer = { kind: 'percent', value: -5 };
    expect(gradeAnswer('同比下降5%', change).kind).toBe('correct');
    expect(gradeAnswer('同比上升5%', change).kind).toBe('incorrect');
    const size: Answer = { kind: 'percent', value: 5 };
    expect(gradeAnswer('下降了5%', size, { question: '销售额下降了百分之几？' }).kind).toBe(
      'correct',
    );
    expect(gradeAnswer('下降了5%', size, { question: '销售额同比变化多少？' }).kind).toBe(
      'incorrect',
    );
  });
});

describe('other kinds', () => {
  test('months in any spelling; the year may come from the question', () => {
    const november: Answer = { kind: 'month', value: '2024-11' };
    const question = '2024 年哪个月的总销售额最高？';
    for (const text of [
      '2024-11',
      '2024年11月',
      '2024/11',
      'Nov 2024',
      'November, 2024',
      '二〇二四年十一月',
      '11/2024',
      '202411',
    ])
      expect(gradeAnswer(text, november).kind, text).toBe('correct');
    for (const text of ['11月', '十一月', 'November', '答案：11', '最高的是 11 月。'])
      expect(gradeAnswer(text, november, { question }).kind, text).toBe('correct');
    expect(gradeAnswer('答案：11月', november).kind).toBe('incorrect');
    expect(gradeAnswer('2023-11', november, { question }).kind).toBe('incorrect');
    expect(gradeAnswer('10月和11月', november, { question }).kind).toBe('ungraded');
  });

  test('a choice must be the only option named, and not negated', () => {
    const none: Answer = { kind: 'choice', value: '不相关', of: ['相关', '不相关', '负相关'] };
    expect(gradeAnswer('单价与销量不相关。', none).kind).toBe('correct');
    expect(gradeAnswer('单价与销量负相关。', none).kind).toBe('incorrect');
    expect(gradeAnswer('可能相关，也可能不相关。', none).kind).toBe('ungraded');
    const up: Answer = { kind: 'choice', value: 'up', of: ['up', 'down'] };
    expect(gradeAnswer('Sales did not go up.', up).kind).not.toBe('correct');
    expect(gradeAnswer('Sales went up.', up).kind).toBe('correct');
    expect(gradeAnswer('Our supplier decides.', up).kind).toBe('ungraded');
  });

  test('tables are bags of rows with columns by value', () => {
    const table: Answer = {
      kind: 'table',
      columns: ['品牌', '销售额'],
      rows: [
        ['安踏', 1234.5],
        ['李宁', 900],
      ],
    };
    const markdown = '| 销售额 | 品牌 |\n| --- | --- |\n| 900 | 李宁 |\n| 1,234.5 | 安踏 |';
    expect(gradeAnswer(markdown, table).kind).toBe('correct');
    const objects = [
      { brand: '李宁', sales: 900 },
      { brand: '安踏', sales: 1234.5 },
    ];
    expect(gradeAnswer(JSON.stringify({ answer: objects }), table).kind).toBe('correct');
    const rows = {
      columns: ['a', 'b'],
      rows: [
        ['安踏', 900],
        ['李宁', 1234.5],
      ],
    };
    expect(gradeAnswer(JSON.stringify({ answer: rows }), table).kind).toBe('incorrect');
  });

  test('a subset of JSON may hold more, equality may not', () => {
    const subset: Answer = { kind: 'json', value: { a: 1, b: [1, 2] }, subset: true };
    expect(gradeAnswer('{"a": 1, "b": [1, 2], "c": 3}', subset).kind).toBe('correct');
    expect(gradeAnswer('{"a": 1, "b": [2, 1]}', subset).kind).toBe('incorrect');
    const whole: Answer = { kind: 'json', value: { a: 1 } };
    expect(gradeAnswer('{"a": 1, "c": 3}', whole).kind).toBe('incorrect');
  });

  test('facts give partial credit and are whole figures', () => {
    const facts: Answer = {
      kind: 'facts',
      required: ['12.5%', ['1,234 万元', '1234万元']],
      forbidden: ['亏损'],
    };
    expect(gradeAnswer('增长 12.5%，达到 1234 万元。', facts)).toMatchObject({
      kind: 'correct',
      score: 1,
    });
    // One of two facts: 112.5% does not say 12.5%.
    expect(gradeAnswer('增长 112.5%，达到 1,234 万元。', facts)).toMatchObject({
      kind: 'incorrect',
      score: 0.5,
    });
    expect(gradeAnswer('增长 12.5%，达到 1234 万元，仍亏损。', facts)).toMatchObject({ score: 0 });
  });

  test('constraints are counted one by one', () => {
    const constraints: Answer = {
      kind: 'constraints',
      value: [
        { kind: 'length', max: 12 },
        { kind: 'must', value: '秋' },
        { kind: 'must-not', value: '冬' },
        { kind: 'language', value: 'zh' },
      ],
    };
    expect(gradeAnswer('秋风起，白云飞。', constraints).kind).toBe('correct');
    // 8 characters, but a forbidden one: three of four hold.
    expect(gradeAnswer('秋风起，冬云飞。', constraints)).toMatchObject({ score: 0.75 });
  });

  test('spans need their label and half of the place', () => {
    const spans: Answer = { kind: 'spans', value: [{ from: 0, to: 10, label: 'risk' }] };
    const say = (from: number, to: number, label = 'risk'): string =>
      JSON.stringify({ answer: [{ from, to, label }] });
    expect(gradeAnswer(say(0, 10), spans).kind).toBe('correct');
    // Intersection 5, union 10: exactly half.
    expect(gradeAnswer(say(5, 10), spans).kind).toBe('correct');
    expect(gradeAnswer(say(6, 10), spans).kind).toBe('incorrect');
    expect(gradeAnswer(say(0, 10, 'term'), spans).kind).toBe('incorrect');
  });

  test('every kind of answer has a grader', () => {
    const examples: Answer[] = [
      forty,
      { kind: 'percent', value: 1 },
      { kind: 'text', value: 'a' },
      { kind: 'choice', value: 'a', of: ['a', 'b'] },
      { kind: 'ranking', value: ['a'] },
      { kind: 'set', value: ['a'] },
      { kind: 'table', columns: ['a'], rows: [[1]] },
      { kind: 'month', value: '2024-11' },
      { kind: 'date', value: '2024-11-03' },
      { kind: 'json', value: 1 },
      { kind: 'sql', gold: ['select 1'] },
      { kind: 'facts', required: ['a'] },
      { kind: 'constraints', value: [{ kind: 'must', value: 'a' }] },
      { kind: 'spans', value: [{ from: 0, to: 1, label: 'a' }] },
    ];
    expect(new Set(examples.map((e) => e.kind)).size).toBe(answerSchema.options.length);
    for (const answer of examples) expect(gradeAnswer('?', answer).kind).not.toBe('excluded');
  });
});
