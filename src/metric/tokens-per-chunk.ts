import { absent, type Measured, measured } from '../base/index.ts';
import type { RequestRecord } from '../record/index.ts';
import { tokenMessages } from './inter-chunk-gaps.ts';

/**
 * Output tokens per token-bearing message. 1 where each message holds one token; above where the
 * server or the wire merged some. Absent where tokens were only guessed from the messages themselves.
 */
export function tokensPerChunk(record: RequestRecord): Measured<number> {
  if (record.outcome.kind !== 'completed') return absent(record.outcome.kind);
  if (record.outputTokens === undefined) return absent('output tokens unknown');
  if (record.tokenSource === 'messages') return absent('output tokens only guessed from messages');
  const messages = tokenMessages(record);
  if (messages.kind === 'absent') return messages;
  return messages.value === 0
    ? absent('no token-bearing message')
    : measured(record.outputTokens / messages.value);
}
