import type { Verdict } from '../record/index.ts';
import type { Answer, AnswerKind, AnswerOf } from '../spec/index.ts';
import { type DeclaredAnswer, declaredAnswers } from './extraction/declared-answers.ts';
import { isRefusal } from './extraction/refusal.ts';
import { stripReasoning } from './extraction/strip-reasoning.ts';
import type { GradeContext, Grader, Judged } from './graders/grader.ts';
import { graders } from './graders/index.ts';
import { normalText } from './graders/normal-text.ts';
import { type RuleSet, type RuleSetId, ruleSets } from './rule-set.ts';
import { extractSql } from './sql/extract-sql.ts';
import { gradeSql, type SqlInstance } from './sql/grade-sql.ts';

export interface GradeOptions {
  /** The question as asked: fixes units and years, and its own figures are no candidates. */
  readonly question?: string | undefined;
  readonly language?: 'zh' | 'en' | undefined;
  /** As the server said; "length" marks an answer that was cut. */
  readonly finishReason?: string | undefined;
  /** Default v1. */
  readonly rules?: RuleSetId | undefined;
  /** For kind sql: what the statement and the golds returned; without it only the text is compared. */
  readonly instances?: readonly SqlInstance[] | undefined;
}

/**
 * Grades one answer. Declared structure counts first, the last declared answer if several disagree
 * (flagged); text without it counts only where it holds one candidate. Never throws on any text.
 * Answers that cannot be read are `ungraded`, with a code before the colon: truncated, refused,
 * no-answer, not-executed.
 */
export function gradeAnswer(text: string, answer: Answer, options: GradeOptions = {}): Verdict {
  const rules = ruleSets[options.rules ?? 'v1'];
  if (answer.kind === 'sql') return gradeSqlText(text, answer, options, rules);
  return gradeText(text, answer, graderOf(answer), options, rules);
}

/** One table entry per kind: the cast joins a kind to the grader of the same kind. */
const graderOf = (answer: Exclude<Answer, { kind: 'sql' }>): Grader<AnswerKind> =>
  graders[answer.kind] as unknown as Grader<AnswerKind>;

function gradeText(
  text: string,
  answer: Answer,
  grader: Grader<AnswerKind>,
  options: GradeOptions,
  rules: RuleSet,
): Verdict {
  const expected = grader.expected(answer);
  const context: GradeContext = { question: options.question, language: options.language };
  const clean = stripReasoning(text);
  const ungraded = (why: string): Verdict => ({
    kind: 'ungraded',
    expected,
    why,
    rule: `${rules.id}/none`,
    score: 0,
  });
  if (clean.unclosed && clean.text === '') return ungraded('truncated: the reasoning never ended');
  const declared = readDeclared(clean.text, answer, grader, context);
  if (declared !== undefined && !clean.unclosed)
    return verdictFrom(declared.judged, expected, `${rules.id}/${declared.rule}`, declared.flags);
  if (clean.unclosed) return ungraded('truncated: the reasoning never ended');
  if (options.finishReason === 'length')
    return ungraded('truncated: the token limit came before a declared answer');
  if (clean.text === '') return ungraded('no-answer: the answer is empty');
  const wholeText = answer.kind === 'facts' || answer.kind === 'constraints';
  const read =
    rules.prose || wholeText
      ? grader.prose(clean.text, answer, context)
      : { unread: 'no declared structure' };
  const refused = !wholeText && isRefusal(clean.text);
  if (refused && ('unread' in read || !read.correct))
    return ungraded('refused: the model declined to answer');
  if ('unread' in read) return ungraded(`no-answer: ${read.unread}`);
  return verdictFrom(read, expected, `${rules.id}/prose`, []);
}

interface ReadAnswer {
  readonly judged: Judged;
  readonly rule: string;
  readonly flags: readonly string[];
}

/** The last declared answer that is one of the kind; flagged where an earlier one says something else. */
function readDeclared(
  text: string,
  answer: Answer,
  grader: Grader<AnswerKind>,
  context: GradeContext,
): ReadAnswer | undefined {
  const readable = named(declaredAnswers(text)).flatMap((found) => {
    const read = grader.read(found.payload, answer, context);
    return read === undefined ? [] : [{ found, read }];
  });
  const last = readable[readable.length - 1];
  if (last === undefined) return undefined;
  const disagree = readable
    .slice(0, -1)
    .some(
      ({ read }) =>
        read.correct !== last.read.correct ||
        normalText(read.shown) !== normalText(last.read.shown),
    );
  const repeated = last.found.repairs.includes('repeated-key');
  return {
    judged: last.read,
    rule: last.found.rule,
    flags: [
      ...last.found.repairs.filter((r) => r !== 'repeated-key'),
      ...(disagree || repeated ? ['multiple-answers'] : []),
    ],
  };
}

/** Of several `@name[value]` the one called answer stands for all. */
function named(found: readonly DeclaredAnswer[]): readonly DeclaredAnswer[] {
  const isAnswer = (d: DeclaredAnswer): boolean =>
    /^(?:final_?)?answer$|^答案$/i.test(d.name ?? '');
  return found.some(isAnswer) ? found.filter((d) => d.name === undefined || isAnswer(d)) : found;
}

function verdictFrom(
  read: Judged,
  expected: string,
  rule: string,
  flags: readonly string[],
): Verdict {
  const repairs = [...new Set([...flags, ...(read.repairs ?? [])])];
  return {
    kind: read.correct ? 'correct' : 'incorrect',
    extracted: read.shown,
    expected,
    why: read.why,
    rule,
    score: read.score ?? (read.correct ? 1 : 0),
    ...(repairs.length === 0 ? {} : { repairs }),
  };
}

/** Without outcomes only a statement that is the gold itself can be judged. */
function gradeSqlText(
  text: string,
  answer: AnswerOf<'sql'>,
  options: GradeOptions,
  rules: RuleSet,
): Verdict {
  const extracted = extractSql(text, options.finishReason);
  const expected = answer.gold[0] ?? '';
  if (extracted.kind === 'none' && isRefusal(text))
    return {
      kind: 'ungraded',
      expected,
      why: 'refused: the model declined to answer',
      rule: `${rules.id}/sql`,
      score: 0,
    };
  if (extracted.kind !== 'statement' || options.instances !== undefined)
    return gradeSql(extracted, options.instances ?? [], answer);
  const same = answer.gold.some((g) => flat(g) === flat(extracted.statement));
  return {
    kind: same ? 'correct' : 'ungraded',
    extracted: extracted.statement,
    expected,
    why: same ? 'exact: the gold statement itself' : 'not-executed: no result sets to compare',
    rule: `${rules.id}/sql`,
    score: same ? 1 : 0,
    ...(extracted.repairs.length === 0 ? {} : { repairs: extracted.repairs }),
  };
}

const flat = (sql: string): string => sql.replace(/\s+/g, ' ').replace(/; ?$/, '').trim();
