/** The verdict words; see docs/glossary.md. */
export type VerdictKind = 'correct' | 'incorrect' | 'ungraded' | 'excluded';

/**
 * What grading one task run found. `extracted` and `expected` are kept as text, so that each verdict
 * can be audited by hand; `rule` names the extraction or comparison rule that decided.
 */
export interface Verdict {
  readonly kind: VerdictKind;
  /** Absent where no answer could be extracted. */
  readonly extracted?: string;
  readonly expected: string;
  /** One sentence in English; stable codes stand before a colon ("no-answer: ..."). */
  readonly why: string;
  readonly rule: string;
  /** 1 for correct, else 0; partial credit only where the answer kind defines it. */
  readonly score: number;
  /** Repairs made to read the answer ("trailing-comma"), and flags ("multiple-answers"). */
  readonly repairs?: readonly string[];
}

/** One line of verdicts.jsonl. */
export interface VerdictRecord extends Verdict {
  readonly taskRun: string;
  /** Index of the graded (final) record. */
  readonly index: number;
  readonly task: string;
}
