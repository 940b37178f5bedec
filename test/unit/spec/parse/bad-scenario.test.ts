import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../../../src/base/index.ts';
import { parseScenario } from '../../../../src/spec/index.ts';

const head =
  'id: s\ntitle: { en: T, zh: 题 }\nkind: excel\nlanguage: zh\ndata: { workbook: a.xlsx }\n';
const task = (answer: string, id = 't'): string =>
  `  - { id: ${id}, category: c, question: q, answer: ${answer} }\n`;

const messages = (text: string): string[] => {
  const parsed = parseScenario(text, 's.yaml');
  return parsed.ok ? [] : parsed.problems.map(formatProblem);
};

describe('a golden answer', () => {
  it.each([
    [
      'a month that does not exist',
      '{ kind: month, value: 2024-13 }',
      'tasks[0].answer.value: expected a month as YYYY-MM, saw "2024-13"',
    ],
    [
      'a day that does not exist',
      '{ kind: date, value: 2023-02-29 }',
      'tasks[0].answer.value: expected a day of the calendar as YYYY-MM-DD, saw "2023-02-29"',
    ],
    [
      'a number where text belongs',
      '{ kind: text, value: 2024 }',
      'tasks[0].answer.value: expected text that is not empty, saw 2024 (put it in quotes: "2024")',
    ],
    [
      'a number in words',
      '{ kind: number, value: twelve }',
      'tasks[0].answer.value: expected a number, saw "twelve"',
    ],
    ['an unknown kind', '{ kind: nubmer, value: 1 }', 'saw "nubmer" (did you mean number?)'],
    ['no kind', '{ value: 1 }', 'tasks[0].answer.kind: expected one of number, percent,'],
    [
      'a choice that is none',
      '{ kind: choice, value: east, of: [north, south] }',
      'tasks[0].answer.value: expected one of the choices in of: north, south, saw "east"',
    ],
    [
      'a choice given twice',
      '{ kind: choice, value: a, of: [a, a] }',
      'tasks[0].answer.of[1]: expected each choice once, saw "a" (tasks[0].answer.of[0] has it already)',
    ],
    [
      'more places than are ranked',
      '{ kind: ranking, value: [a, b], top: 3 }',
      'tasks[0].answer.top: expected at most the 2 places of value, saw 3',
    ],
    [
      'a place given twice',
      '{ kind: ranking, value: [a, a] }',
      'tasks[0].answer.value[1]: expected each place once',
    ],
    [
      'a row of another width',
      '{ kind: table, columns: [a, b], rows: [[1, 2], [3]] }',
      'tasks[0].answer.rows[1]: expected 2 cells, one a column, saw 1',
    ],
    [
      'a key that is no column',
      '{ kind: table, columns: [a], rows: [[1]], key: [b] }',
      'tasks[0].answer.key[0]: expected a column: a, saw "b"',
    ],
    [
      'a span that runs backwards',
      '{ kind: spans, value: [{ from: 9, to: 3, label: x }] }',
      'tasks[0].answer.value[0].to: expected a position after from (9), saw 3',
    ],
    [
      'a constraint without bounds',
      '{ kind: constraints, value: [{ kind: length }] }',
      'tasks[0].answer.value[0]: expected min, max or both, saw neither',
    ],
    [
      'bounds that exclude all',
      '{ kind: constraints, value: [{ kind: lines, min: 5, max: 2 }] }',
      'tasks[0].answer.value[0].max: expected at least min (5), saw 2',
    ],
    [
      'SQL without a database',
      '{ kind: sql, gold: ["select 1"] }',
      'tasks[0].answer.kind: expected a database in data to run the gold query on',
    ],
    [
      'an old name of a member',
      '{ kind: percent, value: 12.5, tolerance: 0.1 }',
      'tasks[0].answer.tolerance: expected a known key, saw tolerance: 0.1 (known here: kind, value, points, absTol)',
    ],
  ])('%s is told', (_, answer, expected) => {
    const found = messages(`${head}tasks:\n${task(answer)}`);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
    expect(found[0]).toMatch(/^s\.yaml:7:\d+ tasks\[0\]/);
  });

  it('on the 29th of February counts in leap years by the Gregorian rule', () => {
    // 2000 is divisible by 400; 1900 by 100 but not by 400; 2024 by 4.
    const dates = ['2000-02-29', '1900-02-29', '2024-02-29'];
    const found = messages(
      `${head}tasks:\n${dates.map((d, i) => task(`{ kind: date, value: ${d} }`, `t${i}`)).join('')}`,
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toContain('"1900-02-29"');
  });
});

describe('a scenario', () => {
  it.each([
    [
      'a misspelt member of data',
      head.replace('workbook', 'workbok'),
      's.yaml:5:9 data.workbok: expected a known key, saw workbok: "a.xlsx" (did you mean workbook?)',
    ],
    [
      'a workbook that is missing',
      head.replace(/data:.*\n/, ''),
      'data: expected data with a workbook, as the kind is excel, saw nothing',
    ],
    [
      'a database without engine',
      head.replace('excel', 'sql').replace('{ workbook: a.xlsx }', '{ database: a.db }'),
      's.yaml:5:7 data.engine: expected one of sqlite, duckdb, postgres, saw nothing (add engine)',
    ],
    [
      'an engine that does not exist',
      head
        .replace('excel', 'sql')
        .replace('{ workbook: a.xlsx }', '{ engine: mysql, database: a.db }'),
      's.yaml:5:17 data.engine: expected one of sqlite, duckdb, postgres, saw "mysql"',
    ],
    [
      'a strategy without workbook',
      `${head.replace('excel', 'dialogue').replace(/data:.*\n/, '')}strategy: chunked\n`,
      'strategy: expected a workbook in data, saw chunked',
    ],
    [
      'a title in one language of two',
      head.replace(', zh: 题', ''),
      's.yaml:2:8 title.zh: expected text that is not empty, saw nothing (add zh)',
    ],
    [
      'a kind that does not exist',
      head.replace('kind: excel', 'kind: exel'),
      's.yaml:3:7 kind: expected one of excel, sql, summary, classify, intent, contract, dialogue, creative, synthetic, saw "exel" (did you mean excel?)',
    ],
    [
      'a limit of tokens with a unit',
      `${head}generation: { maxTokens: 1k }\n`,
      'generation.maxTokens: expected a whole number of at least 1, saw "1k"',
    ],
  ])('with %s is told', (_, text, expected) => {
    const found = messages(`${text}tasks:\n${task('{ kind: number, value: 1 }')}`);
    expect(found.join('\n')).toContain(expected);
  });

  it('with the same task twice points to both', () => {
    const answer = '{ kind: number, value: 1 }';
    expect(messages(`${head}tasks:\n${task(answer)}${task(answer)}`)).toEqual([
      's.yaml:8:11 tasks[1].id: expected each task id once, saw "t" (tasks[0].id has it already)',
    ]);
  });

  it('that is synthetic needs lengths and no tasks', () => {
    const text = 'id: grid\ntitle: t\nkind: synthetic\nlanguage: en\n';
    expect(messages(`${text}synthetic: { inputTokens: 2048, outputTokens: 256 }\n`)).toEqual([]);
    expect(messages(text)[0]).toContain(
      'synthetic: expected a mapping with inputTokens, outputTokens, items, turns, saw nothing (add synthetic)',
    );
  });

  it('keeps a version as it was written', () => {
    const parsed = parseScenario(
      `${head}version: 1.10\ntasks:\n${task('{ kind: number, value: 1 }')}`,
      's.yaml',
    );
    expect(parsed.ok && parsed.value.version).toBe('1.10');
  });
});
