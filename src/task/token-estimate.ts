import type { ChatMessage } from '../base/index.ts';

/**
 * Characters per token assumed before any tokenizer has spoken: 4 for Latin text, digits and marks,
 * 1.5 for CJK. Good to about 20% for the usual vocabularies; good enough for dry runs and limits,
 * never for a reported figure.
 */
export const latinCharsPerToken = 4;
export const cjkCharsPerToken = 1.5;
/** Role and separators that a chat template adds to each message. */
const tokensPerMessage = 4;

const cjk = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/g;

/** Estimated tokens of a text, rounded up. */
export function estimateTokens(text: string): number {
  const wide = text.match(cjk)?.length ?? 0;
  return Math.ceil(wide / cjkCharsPerToken + (text.length - wide) / latinCharsPerToken);
}

/** Estimated prompt tokens of a whole conversation. */
export const estimatePromptTokens = (messages: readonly ChatMessage[]): number =>
  messages.reduce((sum, m) => sum + estimateTokens(m.content) + tokensPerMessage, 0);
