import type { Answer } from '../../spec/index.ts';

type Words = { readonly [K in Answer['kind']]: (answer: Extract<Answer, { kind: K }>) => string };

const fence = '```';
const en: Words = {
  number: (a) =>
    jsonEn(
      '{"answer": 1234.5}',
      `a plain number${a.unit === undefined ? '' : ` in ${a.unit}`}${a.round === undefined ? '' : `, rounded to ${a.round} decimals`}, without separators or unit`,
    ),
  percent: (a) =>
    jsonEn(
      '{"answer": 12.5}',
      a.points
        ? 'the difference in percentage points'
        : 'the percentage as shown: 12.5 means 12.5%',
    ),
  text: () => jsonEn('{"answer": "..."}', 'the name or term only'),
  choice: (a) => jsonEn('{"answer": "..."}', `exactly one of: ${a.of.join(' | ')}`),
  ranking: (a) =>
    jsonEn(
      '{"answer": ["first", "second"]}',
      a.top === undefined ? 'all of them, first place first' : `the first ${a.top}, in order`,
    ),
  set: () => jsonEn('{"answer": ["...", "..."]}', 'all that apply, in any order'),
  table: (a) =>
    jsonEn('{"answer": {"columns": [...], "rows": [[...]]}}', `columns ${a.columns.join(', ')}`),
  month: () => jsonEn('{"answer": "YYYY-MM"}', 'one month'),
  date: () => jsonEn('{"answer": "YYYY-MM-DD"}', 'one date'),
  json: () => jsonEn('{"answer": ...}', 'the value asked for'),
  sql: () =>
    `Answer with exactly one SELECT statement in a ${fence}sql fenced block, and nothing after it.`,
  facts: () => 'Answer in plain text.',
  constraints: () => 'Answer with the text itself and nothing else.',
  spans: () =>
    jsonEn(
      '{"answer": [{"from": 0, "to": 12, "label": "..."}]}',
      'character positions in the text',
    ),
};

const zh: Words = {
  number: (a) =>
    jsonZh(
      '{"answer": 1234.5}',
      `纯数字${a.unit === undefined ? '' : `，单位为${a.unit}`}${a.round === undefined ? '' : `，保留 ${a.round} 位小数`}，不带千分位和单位`,
    ),
  percent: (a) =>
    jsonZh('{"answer": 12.5}', a.points ? '相差的百分点数' : '百分数的数值，12.5 表示 12.5%'),
  text: () => jsonZh('{"answer": "..."}', '只写名称'),
  choice: (a) => jsonZh('{"answer": "..."}', `只能是其中之一：${a.of.join(' | ')}`),
  ranking: (a) =>
    jsonZh(
      '{"answer": ["第一名", "第二名"]}',
      a.top === undefined ? '全部，从第一名起依次排列' : `前 ${a.top} 名，依次排列`,
    ),
  set: () => jsonZh('{"answer": ["...", "..."]}', '所有符合条件的，顺序不限'),
  table: (a) =>
    jsonZh('{"answer": {"columns": [...], "rows": [[...]]}}', `列为 ${a.columns.join('、')}`),
  month: () => jsonZh('{"answer": "YYYY-MM"}', '一个月份'),
  date: () => jsonZh('{"answer": "YYYY-MM-DD"}', '一个日期'),
  json: () => jsonZh('{"answer": ...}', '所求的值'),
  sql: () => `只回答一条 SELECT 语句，放在 ${fence}sql 代码块中，其后不要再写任何内容。`,
  facts: () => '用普通文字作答。',
  constraints: () => '只输出正文。',
  spans: () => jsonZh('{"answer": [{"from": 0, "to": 12, "label": "..."}]}', '原文中的字符位置'),
};

const jsonEn = (example: string, meaning: string): string =>
  `End your reply with one line of JSON of the form ${example} (${meaning}).`;
const jsonZh = (example: string, meaning: string): string =>
  `回答的最后一行写一个 JSON，形如 ${example}（${meaning}）。`;

/** How the answer is to be declared, so that grading need not guess; empty without an answer kind. */
export function answerForm(answer: Answer | undefined, language: 'zh' | 'en'): string {
  if (answer === undefined) return '';
  // One table entry per kind: the cast joins a kind to the function of the same kind.
  const words = (language === 'zh' ? zh : en)[answer.kind] as (a: Answer) => string;
  return words(answer);
}
