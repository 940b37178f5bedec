import type { ResultSet, SqlValue } from '../../base/index.ts';
import type { AnswerOf } from '../../spec/index.ts';
import { markdownTables } from '../extraction/markdown-table.ts';
import { plainText } from '../extraction/plain-text.ts';
import type { JsonValue } from '../extraction/repair-json.ts';
import { parseNumber } from '../numbers/parse-number.ts';
import { compareResultSets } from '../result-set/compare-result-sets.ts';
import { answerValue, isJsonArray, isJsonObject } from './answer-value.ts';
import { type Grader, type Judged, judged } from './grader.ts';
import { normalText } from './normal-text.ts';

/** Tables as bags of rows, columns by value, by the rules of result sets. */
export const tableGrader: Grader<'table'> = {
  expected: (answer) => JSON.stringify({ columns: answer.columns, rows: answer.rows }),
  read: (payload, answer) => {
    if (payload.kind === 'text') return fromMarkdown(payload.text, answer);
    const whole = tableIn(payload.value);
    const inner = whole === undefined ? answerValue(payload) : undefined;
    const table =
      whole ??
      (inner?.kind === 'json' ? (tableIn(inner.value) ?? markdownIn(inner.value)) : undefined);
    return table === undefined ? undefined : judgeTable(table, answer);
  },
  prose: (text, answer) => fromMarkdown(text, answer) ?? { unread: 'prose holds no single table' },
};

function fromMarkdown(text: string, answer: AnswerOf<'table'>): Judged | undefined {
  const [only, second] = markdownTables(text);
  return only === undefined || second !== undefined ? undefined : judgeTable(only, answer);
}

const markdownIn = (value: JsonValue): ResultSet | undefined =>
  typeof value === 'string' ? markdownTables(value)[0] : undefined;

const scalar = (value: JsonValue): SqlValue | undefined =>
  typeof value === 'object' && value !== null ? undefined : (value as SqlValue);

function tableIn(value: JsonValue): ResultSet | undefined {
  if (isJsonObject(value)) {
    const { columns, rows } = value;
    if (columns === undefined || rows === undefined) return undefined;
    if (!isJsonArray(columns) || !isJsonArray(rows)) return undefined;
    const names = columns.map(String);
    const read = rows.map((row) =>
      isJsonArray(row)
        ? row.map(scalar)
        : isJsonObject(row)
          ? names.map((n) => scalar(row[n] ?? null))
          : [],
    );
    return complete(names, read);
  }
  if (!isJsonArray(value) || value.length === 0 || !value.every(isJsonObject)) return undefined;
  const names = [...new Set(value.flatMap((row) => Object.keys(row)))];
  return complete(
    names,
    value.map((row) => names.map((n) => scalar(row[n] ?? null))),
  );
}

function complete(
  columns: readonly string[],
  rows: readonly (readonly (SqlValue | undefined)[])[],
): ResultSet | undefined {
  const sound: SqlValue[][] = [];
  for (const row of rows) {
    const cells = row.flatMap((cell) => (cell === undefined ? [] : [cell]));
    if (cells.length !== columns.length) return undefined;
    sound.push(cells);
  }
  return { columns, rows: sound };
}

function judgeTable(answered: ResultSet, answer: AnswerOf<'table'>): Judged {
  const gold: ResultSet = {
    columns: answer.columns,
    rows: answer.rows.map((row) => row.map((v) => (typeof v === 'string' ? normalText(v) : v))),
  };
  const numeric = answer.columns.some((_, c) =>
    answer.rows.some((row) => typeof row[c] === 'number'),
  );
  const read: ResultSet = {
    columns: answered.columns,
    rows: answered.rows.map((row) => row.map((v) => cellValue(v, numeric))),
  };
  const { verdict, why } = compareResultSets(gold, read, {
    ...(answer.absTol === undefined ? {} : { absTol: answer.absTol }),
    ...(answer.relTol === undefined ? {} : { relTol: answer.relTol }),
  });
  const shown = JSON.stringify({ columns: answered.columns, rows: answered.rows }).slice(0, 4000);
  return judged(verdict === 'exact' || verdict === 'equivalent', shown, `table ${verdict}: ${why}`);
}

/** A cell as told: figures in text become numbers where the golden table holds numbers. */
function cellValue(value: SqlValue, numeric: boolean): SqlValue {
  if (typeof value !== 'string') return value;
  const plain = plainText(value);
  if (plain === '') return null;
  if (numeric && /^[-+(¥$€£]{0,3}[\d.]/.test(plain) && plain.length < 60) {
    const number = parseNumber(plain);
    if ('value' in number) return number.value;
  }
  return normalText(plain);
}
