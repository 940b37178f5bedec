import { z } from 'zod';
import { positive } from './primitives.ts';

const nonNegative = z.number().nonnegative();
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const tolerances = {
  absTol: nonNegative.optional(),
  relTol: nonNegative.optional(),
};

const number = z.strictObject({
  kind: z.literal('number'),
  value: z.number(),
  unit: z.string().optional(),
  ...tolerances,
  /** Decimals to which the question asks the answer to be rounded. */
  round: z.number().int().min(0).max(12).optional(),
});

/** `value` as shown: 12.5 for 12.5%. */
const percent = z.strictObject({
  kind: z.literal('percent'),
  value: z.number(),
  /** True where the answer is a difference in percentage points. */
  points: z.literal(true).optional(),
  absTol: nonNegative.optional(),
});

const text = z.strictObject({
  kind: z.literal('text'),
  value: z.string().min(1),
  accept: z.array(z.string().min(1)).optional(),
});

const choice = z.strictObject({
  kind: z.literal('choice'),
  value: z.string().min(1),
  of: z.array(z.string().min(1)).min(2),
});

const ranking = z.strictObject({
  kind: z.literal('ranking'),
  value: z.array(z.string().min(1)).min(1),
  /** Only the first so many places are asked for. */
  top: z.number().int().positive().optional(),
});

const set = z.strictObject({ kind: z.literal('set'), value: z.array(z.string().min(1)).min(1) });

const table = z.strictObject({
  kind: z.literal('table'),
  columns: z.array(z.string().min(1)).min(1),
  rows: z.array(z.array(scalar)).min(1),
  /** Columns that identify a row; without it rows are compared as a bag. */
  key: z.array(z.string()).optional(),
  ...tolerances,
});

const month = z.strictObject({
  kind: z.literal('month'),
  value: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month as YYYY-MM'),
});

const date = z.strictObject({
  kind: z.literal('date'),
  value: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date as YYYY-MM-DD'),
});

const json = z.strictObject({
  kind: z.literal('json'),
  value: z.json(),
  subset: z.literal(true).optional(),
});

const sql = z.strictObject({
  kind: z.literal('sql'),
  /** Accepted gold queries; any match counts. */
  gold: z.array(z.string().min(1)).min(1),
  orderBy: z
    .array(z.strictObject({ column: z.string().min(1), dir: z.enum(['asc', 'desc']) }))
    .optional(),
  extraColumns: z.enum(['forbid', 'allow']).optional(),
  round: z
    .union([z.number().int().min(0), z.record(z.string(), z.number().int().min(0))])
    .optional(),
  percent: z.literal('either').optional(),
});

const facts = z.strictObject({
  kind: z.literal('facts'),
  /** Each fact is a list of accepted wordings, or one wording. */
  required: z.array(z.union([z.string().min(1), z.array(z.string().min(1)).min(1)])).min(1),
  forbidden: z.array(z.string().min(1)).optional(),
});

const constraint = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('length'), min: positive.optional(), max: positive.optional() }),
  z.strictObject({ kind: z.literal('must'), value: z.string().min(1) }),
  z.strictObject({ kind: z.literal('must-not'), value: z.string().min(1) }),
  z.strictObject({ kind: z.literal('language'), value: z.enum(['zh', 'en']) }),
  z.strictObject({ kind: z.literal('lines'), min: positive.optional(), max: positive.optional() }),
  z.strictObject({
    kind: z.literal('format'),
    value: z.enum(['json', 'markdown-table', 'bullets']),
  }),
]);

const constraints = z.strictObject({
  kind: z.literal('constraints'),
  value: z.array(constraint).min(1),
});

const spans = z.strictObject({
  kind: z.literal('spans'),
  value: z
    .array(z.strictObject({ from: z.number().int(), to: z.number().int(), label: z.string() }))
    .min(1),
  minOverlap: z.number().min(0).max(1).optional(),
});

/** A golden answer, by kind (docs/glossary.md). */
export const answerSchema = z.discriminatedUnion('kind', [
  number,
  percent,
  text,
  choice,
  ranking,
  set,
  table,
  month,
  date,
  json,
  sql,
  facts,
  constraints,
  spans,
]);

export type Answer = z.output<typeof answerSchema>;
export type AnswerKind = Answer['kind'];
export type AnswerOf<K extends AnswerKind> = Extract<Answer, { kind: K }>;
