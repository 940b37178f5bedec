import type { MockLie } from '../../spec/index.ts';

type CacheLie = Extract<MockLie, { kind: 'response-cache' }>;

/** Answers kept by prompt, as a box that lies about its work keeps them. */
export class ResponseCache<Answer> {
  readonly #answers = new Map<string, Answer>();

  get(lie: CacheLie, prompt: string): Answer | undefined {
    return this.#answers.get(keyOf(lie, prompt));
  }

  keep(lie: CacheLie, prompt: string, answer: Answer): void {
    this.#answers.set(keyOf(lie, prompt), answer);
  }
}

/** With `looseDigits` two prompts that differ in numbers only are one. */
const keyOf = (lie: CacheLie, prompt: string): string =>
  lie.looseDigits ? prompt.replace(/\d+/g, '#') : prompt;

export const responseCacheLie = (lies: readonly MockLie[]): CacheLie | undefined =>
  lies.find((lie): lie is CacheLie => lie.kind === 'response-cache');
