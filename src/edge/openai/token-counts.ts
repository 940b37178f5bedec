import { type Tokenizer, tokens } from '../../base/index.ts';
import type { Exchange } from '../../record/index.ts';
import type { ChatStream } from './chat-stream.ts';

type TokenCounts = Pick<
  Exchange,
  | 'promptTokens'
  | 'outputTokens'
  | 'reasoningTokens'
  | 'cachedTokens'
  | 'tokenSource'
  | 'chunkTokens'
>;

/**
 * Counts of one answer from the best source there is: the server's usage, else the local tokenizer
 * over the text, else the number of token-bearing messages. Nothing is counted where nothing came.
 */
export function tokenCounts(
  stream: ChatStream,
  answer: string | undefined,
  reasoning: string | undefined,
  tokenizer: Tokenizer | undefined,
): TokenCounts {
  const usage = stream.usage;
  const chunkTokens = stream.chunkTokens();
  const told: TokenCounts = {
    ...(usage?.promptTokens === undefined ? {} : { promptTokens: tokens(usage.promptTokens) }),
    ...(usage?.reasoningTokens === undefined
      ? {}
      : { reasoningTokens: tokens(usage.reasoningTokens) }),
    ...(usage?.cachedTokens === undefined ? {} : { cachedTokens: tokens(usage.cachedTokens) }),
    ...(chunkTokens === undefined ? {} : { chunkTokens }),
  };
  if (usage?.outputTokens !== undefined) {
    return { ...told, outputTokens: tokens(usage.outputTokens), tokenSource: 'usage' };
  }
  if (stream.tokenMessages === 0) return told;
  if (tokenizer === undefined) {
    return { ...told, outputTokens: tokens(stream.tokenMessages), tokenSource: 'messages' };
  }
  const reasoned = reasoning === undefined ? 0 : tokenizer.count(reasoning);
  const answered = answer === undefined ? 0 : tokenizer.count(answer);
  const called = stream
    .toolCalls()
    .reduce((sum, call) => sum + tokenizer.count(`${call.name}${call.arguments}`), 0);
  return {
    ...told,
    outputTokens: tokens(reasoned + answered + called),
    ...(reasoning === undefined || told.reasoningTokens !== undefined
      ? {}
      : { reasoningTokens: tokens(reasoned) }),
    tokenSource: 'tokenizer',
  };
}
