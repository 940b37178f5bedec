import type { ChatCall, FinishReason } from '../dialects/contract.ts';
import { filler, type PlannedAnswer, tokenPieces } from '../quality/index.ts';

/** An answer as the tokens that will leave, in order. */
export interface OutputPlan {
  /** Reasoning first, then content. */
  readonly pieces: readonly string[];
  readonly reasoningPieces: number;
  readonly reason: FinishReason;
  /** With the end-of-sequence token, where the server counts it. */
  readonly tokens: number;
}

/**
 * Cuts a planned answer to what the request allows: stop texts, `maxTokens`, or filled up to it
 * where the end of sequence is ignored.
 */
export function outputPlan(
  answer: PlannedAnswer,
  call: Pick<ChatCall, 'stop' | 'ignoreEos'>,
  maxTokens: number,
  countsEndToken: boolean,
): OutputPlan {
  const thought = tokenPieces(answer.reasoning);
  let text = answer.text;
  for (const stop of call.stop) {
    const at = stop === '' ? -1 : text.indexOf(stop);
    if (at >= 0) text = text.slice(0, at);
  }
  let pieces = [...thought, ...tokenPieces(text)];
  if (call.ignoreEos && pieces.length < maxTokens) {
    // From a fresh piece on, so that the filler's words stay one token each.
    pieces = [...pieces, ...tokenPieces(filler(maxTokens - pieces.length))];
  }
  const endToken = countsEndToken ? 1 : 0;
  const cut = call.ignoreEos || pieces.length + endToken > maxTokens;
  const kept = cut ? pieces.slice(0, maxTokens) : pieces;
  return {
    pieces: kept,
    reasoningPieces: Math.min(thought.length, kept.length),
    reason: cut ? 'length' : 'stop',
    tokens: cut ? kept.length : kept.length + endToken,
  };
}
