/** A commented file to start from, in both languages; both hold the same values but for scenario ids. */
export interface Template {
  readonly name: string;
  readonly en: string;
  readonly zh: string;
}
