/** Words of three letters and a blank: each is exactly one token of the mock. */
const words = ['the', 'sea', 'and', 'sky', 'are', 'one', 'day', 'old', 'map', 'new', 'ink', 'red'];

/** A text of exactly so many tokens. */
export function filler(tokens: number): string {
  const parts: string[] = [];
  for (let i = 0; i < tokens; i++) parts.push(words[i % words.length] ?? 'the');
  return parts.map((word) => ` ${word}`).join('');
}
