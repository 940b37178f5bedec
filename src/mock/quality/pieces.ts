/**
 * The mock's own tokens, used for usage, prefill cost and streaming alike: a run of ASCII characters
 * is cut into pieces of four, every other character (code point) is a piece of its own. Near what
 * vocabularies do with English (4 characters a token) and Chinese (1 to 1.5), and easy to recompute.
 */
const PIECE = 4;

/** The text cut into its tokens; joined they are the text again. */
export function tokenPieces(text: string): string[] {
  const pieces: string[] = [];
  let at = 0;
  while (at < text.length) {
    let end = at;
    while (end < text.length && end - at < PIECE && text.charCodeAt(end) < 0x80) end++;
    if (end === at) end += isHighSurrogate(text.charCodeAt(at)) && at + 1 < text.length ? 2 : 1;
    pieces.push(text.slice(at, end));
    at = end;
  }
  return pieces;
}

/** How many tokens a text has, and a key for each full block of them, chained from the beginning. */
export interface ScannedText {
  readonly tokens: number;
  readonly blockKeys: readonly number[];
}

/**
 * Counts and hashes in one pass. Keys are chained, so that equal keys mean equal text from the first
 * character on; with `chained` false each block is hashed by itself.
 */
export function scanText(text: string, blockSize: number, chained = true): ScannedText {
  const blockKeys: number[] = [];
  let tokens = 0;
  let run = 0;
  let a = SEED_A;
  let b = SEED_B;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // A token begins at a non-ASCII character, unless it is the second half of a pair, and at
    // every fourth ASCII character of a run.
    const starts =
      code < 0x80
        ? run % PIECE === 0
        : !(isLowSurrogate(code) && i > 0 && isHighSurrogate(text.charCodeAt(i - 1)));
    if (starts) {
      if (tokens > 0 && tokens % blockSize === 0) {
        blockKeys.push(keyOf(a, b));
        if (!chained) {
          a = SEED_A;
          b = SEED_B;
        }
      }
      tokens++;
    }
    run = code < 0x80 ? run + 1 : 0;
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x5bd1e995) + 1;
  }
  if (tokens > 0 && tokens % blockSize === 0) blockKeys.push(keyOf(a, b));
  return { tokens, blockKeys };
}

/** Tokens of a text. */
export const countTokens = (text: string): number => scanText(text, Number.MAX_SAFE_INTEGER).tokens;

const SEED_A = 0x811c9dc5;
const SEED_B = 0x1b873593;
/** 53 bits of two hashes; never 0, which means "no key". */
const keyOf = (a: number, b: number): number => (a >>> 0) * 2 ** 21 + (b >>> 11) + 1;
const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code < 0xdc00;
const isLowSurrogate = (code: number): boolean => code >= 0xdc00 && code < 0xe000;
