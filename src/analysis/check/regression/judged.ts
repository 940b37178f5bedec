import type { CheckReason, CheckTerm } from '../schema.ts';

/** A term before its false alarms are counted together with the others'. */
export interface Judged {
  readonly figures: Partial<CheckTerm>;
  /** The unfavourable limit keeps the rule. All terms must: no correction is needed for that. */
  readonly passes: boolean;
  /** One-sided p of "within the rule": small when the rule is broken. Corrected by Holm over the gate. */
  readonly pWorse: number;
  /** Why it is open, where it neither passes nor fails. */
  readonly open: CheckReason;
  readonly need?: NonNullable<CheckTerm['need']>;
  readonly warnings: readonly string[];
}
