import type { Ms, Tokens, ToolCall } from '../base/index.ts';
import type { Outcome } from './outcome.ts';

/** Where a token count comes from. */
export type TokenSource = 'usage' | 'tokenizer' | 'messages';

/**
 * What the wire showed of one request: instants in ms on the segment's clock, and what came back.
 * A member that was not seen is absent. `sentMs` is when the request was handed to the transport,
 * before any connect. "Token" here means a first or last non-empty content, reasoning or tool-call
 * delta; an empty role message is not a token.
 */
export interface Exchange {
  readonly sentMs?: Ms;
  /** Connection ready; absent where a connection was reused. */
  readonly connectMs?: Ms;
  readonly headersMs?: Ms;
  readonly firstMessageMs?: Ms;
  readonly firstTokenMs?: Ms;
  /** First non-reasoning content (or tool call). */
  readonly firstAnswerMs?: Ms;
  readonly lastTokenMs?: Ms;
  readonly finishMs?: Ms;
  readonly usageMs?: Ms;
  /** `[DONE]` seen. */
  readonly doneMs?: Ms;
  readonly endMs?: Ms;
  /** Gaps in whole µs between SSE messages, from `firstMessageMs` on; one fewer than `messageKinds` is long. */
  readonly messageGapsUs?: readonly number[];
  /** One letter per message: r role only, e empty, c content, t reasoning, k tool call, f finish, u usage. */
  readonly messageKinds?: string;
  /** Reads of the socket that carried them, and messages that shared a read with an earlier one. */
  readonly readCount?: number;
  readonly coalescedMessages?: number;
  /** Upper bound in µs of how late a stamp can be, worst over the stream. */
  readonly stampBoundUs?: number;
  readonly promptTokens?: Tokens;
  readonly outputTokens?: Tokens;
  readonly reasoningTokens?: Tokens;
  readonly cachedTokens?: Tokens;
  readonly tokenSource?: TokenSource;
  /** Tokens in each token-bearing message, where the server tells (continuous usage). */
  readonly chunkTokens?: readonly number[];
  readonly outcome: Outcome;
  readonly connectionReused?: boolean;
  readonly servedModel?: string;
  readonly systemFingerprint?: string;
  readonly serverTimings?: Readonly<Record<string, number>>;
  readonly answer?: string;
  readonly reasoning?: string;
  readonly toolCalls?: readonly ToolCall[];
}
