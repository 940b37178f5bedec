/** The eleven verdicts on an SQL answer (docs/methods/grading.md). */
export type ResultSetVerdict =
  /** The same rows in the same places. */
  | 'exact'
  /** The same under the rules: bag of rows, columns by value, declared tolerances. */
  | 'equivalent'
  /** Right, with columns that nobody asked for. */
  | 'superset'
  | 'wrong'
  | 'pred_error'
  | 'timeout'
  | 'refused'
  | 'empty_sql'
  /** Both empty: proves nothing. */
  | 'vacuous'
  | 'gold_error'
  | 'too_big';

/** A verdict with its reason. */
export interface ResultSetComparison {
  readonly verdict: ResultSetVerdict;
  readonly why: string;
}
