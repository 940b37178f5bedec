/** Counts tokens as a model would; from a local tokenizer file only. */
export interface Tokenizer {
  readonly id: string;
  count(text: string): number;
}
