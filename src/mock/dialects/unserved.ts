import type { Members } from './chat-body.ts';

/** What a server refuses in its own words; absent where its words are not known here. */
export interface Wording {
  readonly choices?: (n: number, temperature: unknown) => string | undefined;
  readonly logprobs?: (body: Members) => string;
}

/**
 * Why a request cannot be served here: several choices, or log probabilities. Refused aloud, in the
 * server's words where it refuses too, since an answer without them would be another server's manner.
 */
export function unserved(body: Members, wording: Wording = {}): string | undefined {
  const { n, logprobs, temperature, top_logprobs: top } = body;
  if (typeof n === 'number' && n > 1) {
    const theirs = wording.choices?.(n, temperature);
    return theirs ?? `The mock fleet serves one choice a request, got n=${n}.`;
  }
  if (logprobs === true || (typeof top === 'number' && top > 0)) {
    return wording.logprobs?.(body) ?? 'The mock fleet serves no log probabilities.';
  }
  return undefined;
}
