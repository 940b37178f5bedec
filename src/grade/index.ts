/**
 * (golden answer, text) -> verdict: extraction of the declared answer, one grader per answer kind, and
 * the comparison of result sets. Pure: it executes no SQL (outcomes come in as values), asks no model
 * and reads no clock. Stands after record and before analysis; what it could not read is `ungraded`
 * with the reason, never silently wrong.
 */
export { type StrippedAnswer, stripReasoning } from './extraction/strip-reasoning.ts';
export { type GradeOptions, gradeAnswer } from './grade-answer.ts';
export type { Hedge } from './numbers/context-words.ts';
export {
  type NoNumber,
  type ParsedNumber,
  type ParseNumberOptions,
  parseNumber,
} from './numbers/parse-number.ts';
export { compareResultSets } from './result-set/compare-result-sets.ts';
export { compareWithTiesAtLimit } from './result-set/limit-ties.ts';
export type { ColumnChoice, ColumnType, OrderKey, ResultSetOptions } from './result-set/options.ts';
export type { ResultSetComparison, ResultSetVerdict } from './result-set/verdict.ts';
export { type RuleSet, type RuleSetId, ruleSets } from './rule-set.ts';
export { type ExtractedSql, extractSql } from './sql/extract-sql.ts';
export {
  compareSqlOutcomes,
  gradeSql,
  resultSetOptionsOf,
  type SqlInstance,
  verdictKindOf,
} from './sql/grade-sql.ts';
export { withoutLimit } from './sql/without-limit.ts';
