import type { Answer } from '../../spec/index.ts';

type WithoutValue<A> = A extends { value: unknown } ? Omit<A, 'value'> : never;

/** An answer's kind, unit and tolerances, before anyone has said what the answer is. */
export type AnswerShape = WithoutValue<Answer>;

/** The bare value of an answer, as solver and generator compare it. */
export type AnswerValue = string | number | readonly string[];

/**
 * A generated task. The golden answer is not here: a solver that shares no code with the generator
 * finds it from the written file, told only `ask`. `planted` is what the generator itself expects,
 * by plain arithmetic on its own facts, and serves only to check the solver.
 */
export interface TaskDraft {
  readonly id: string;
  readonly category: string;
  /** The template: items of one template are not independent. */
  readonly cluster: string;
  readonly question: string;
  readonly ask: Ask;
  readonly shape: AnswerShape;
  readonly planted: AnswerValue;
}

/** What is asked, as data: the template's name and what stands in its gaps. */
export interface Ask {
  readonly template: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Thrown inside a generator where the facts leave a question without one clear answer. */
export class IllPosed extends Error {
  override name = 'IllPosed';
}
