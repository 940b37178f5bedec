import { z } from 'zod';
import { contentHash } from '../base/index.ts';
import { answerSchema } from './answer.ts';
import { identifier } from './primitives.ts';

const keyTask = z.strictObject({
  category: identifier,
  /** The question as the scenario has it; the final prompt of every strategy contains it verbatim. */
  question: z.string().min(1),
  /** `questionFingerprint(question)`; checked where it is given. */
  fingerprint: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'a SHA-256 of the normalised question')
    .optional(),
  /** The golden answer, of the same shape as in the scenario file. */
  right: answerSchema,
  /** Plausible wrong answers, most plausible first: a neighbour, a slip of unit, a wrong column. */
  wrong: z.array(answerSchema).min(1),
});

/**
 * What the mock fleet knows about one scenario, and nothing else reads: per task its question, the
 * right answer and plausible wrong ones. One file a scenario:
 *
 * ```yaml
 * schema: steelyard.answer-key/1
 * suite: excel-sales-zh          # id of the scenario
 * language: zh                   # zh | en: the language of the rendered answers
 * tasks:
 *   trend-peak-month:            # id of the task
 *     category: trend
 *     question: 2024 年哪个月的总销售额最高？
 *     right: { kind: month, value: 2024-11 }
 *     wrong: [{ kind: month, value: 2024-12 }, { kind: month, value: 2024-10 }]
 * ```
 *
 * Answers are values and not texts: the mock renders them in many shapes (prose, tables, fences).
 * For `sql` the `gold` list holds the statement that the mock will write, right or wrong.
 */
export const answerKeySchema = z.strictObject({
  schema: z.literal('steelyard.answer-key/1'),
  suite: identifier,
  language: z.enum(['zh', 'en']),
  tasks: z.record(identifier, keyTask),
});

export type AnswerKey = z.output<typeof answerKeySchema>;
export type KeyTask = z.output<typeof keyTask>;

/** The question with runs of white space as one blank: how fingerprints and prompts are compared. */
export const normalisedQuestion = (question: string): string =>
  question.replace(/\s+/gu, ' ').trim();

/** SHA-256 of the normalised question: 64 hex digits. */
export const questionFingerprint = (question: string): string =>
  contentHash(normalisedQuestion(question));
