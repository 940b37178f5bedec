import {
  absent,
  type Measured,
  type Ms,
  measured,
  ms,
  type Tokens,
  tokens,
} from '../../base/index.ts';
import type { RequestRecord } from '../../record/index.ts';

/**
 * Output tokens as the record has them. A tool that counts with a tokenizer of its own is given this
 * number in its place, and its lens says so (`own-tokenizer`). Absent where they were only guessed.
 */
export function recordedTokens({ outputTokens, tokenSource }: RequestRecord): Measured<Tokens> {
  if (outputTokens === undefined) return absent('output tokens unknown');
  if (tokenSource === 'messages') return absent('output tokens only guessed from messages');
  return measured(outputTokens);
}

/** As `recordedTokens`, less those of the reasoning; absent where there was reasoning of unknown length. */
export function answerTokens(record: RequestRecord): Measured<Tokens> {
  const all = recordedTokens(record);
  if (all.kind === 'absent') return all;
  const { reasoningTokens, messageKinds } = record;
  if (reasoningTokens !== undefined) return measured(tokens(all.value - reasoningTokens));
  return messageKinds?.includes('t') === true ? absent('tokens of the reasoning unknown') : all;
}

/** `span / (n - 1)`: time per token after the first. Absent below two tokens. */
export function perLaterToken(span: Measured<Ms>, count: Measured<Tokens>): Measured<Ms> {
  if (span.kind === 'absent') return span;
  if (count.kind === 'absent') return count;
  return count.value < 2
    ? absent('fewer than two output tokens')
    : measured(ms(span.value / (count.value - 1)));
}

/** `a - b` of two spans with the same beginning. */
export function minus(a: Measured<Ms>, b: Measured<Ms>): Measured<Ms> {
  if (a.kind === 'absent') return a;
  return b.kind === 'absent' ? b : measured(ms(a.value - b.value));
}
