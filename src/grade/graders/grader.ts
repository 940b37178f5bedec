import type { AnswerKind, AnswerOf } from '../../spec/index.ts';
import type { Payload } from '../extraction/declared-answers.ts';

/** What a grader may know besides the answer's text. */
export interface GradeContext {
  readonly question?: string | undefined;
  readonly language?: 'zh' | 'en' | undefined;
}

/** An answer read and compared with the golden one. */
export interface Judged {
  /** The answer as it was understood. */
  readonly shown: string;
  readonly correct: boolean;
  readonly why: string;
  /** Partial credit where the kind defines it; else 1 or 0. */
  readonly score?: number;
  readonly repairs?: readonly string[];
}

/** Why no answer of the kind could be read from prose. */
export interface Unread {
  readonly unread: string;
}

/** Reads and judges one kind of answer. Never throws, whatever the text. */
export interface Grader<K extends AnswerKind> {
  readonly expected: (answer: AnswerOf<K>) => string;
  /** A declared answer; undefined where it is no answer of this kind. */
  readonly read: (
    payload: Payload,
    answer: AnswerOf<K>,
    context: GradeContext,
  ) => Judged | undefined;
  /** Text without declared structure: counts only if it holds exactly one candidate. */
  readonly prose: (text: string, answer: AnswerOf<K>, context: GradeContext) => Judged | Unread;
}

export const judged = (
  correct: boolean,
  shown: string,
  why: string,
  repairs: readonly string[] = [],
): Judged => ({ correct, shown, why, ...(repairs.length === 0 ? {} : { repairs }) });
