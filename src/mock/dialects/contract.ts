import type { ChatMessage } from '../../base/index.ts';
import type { BoxView } from '../box/box-view.ts';

/** A chat request as its dialect understood it; what was not asked is absent. */
export interface ChatCall {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  /** As sent, for the prompt. */
  readonly tools: readonly ToolSchema[];
  readonly stream: boolean;
  readonly includeUsage: boolean;
  readonly continuousUsage: boolean;
  readonly maxTokens?: number;
  readonly ignoreEos: boolean;
  readonly stop: readonly string[];
  readonly temperature: number;
  readonly priority: number;
}

/** A tool that the request offers. */
export interface ToolSchema {
  readonly name: string;
  /** The whole declaration, as text of the prompt. */
  readonly text: string;
  /** Whether it may be called without arguments. */
  readonly callable: boolean;
}

/** A whole HTTP answer. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a dialect makes of a request body: a call, or the refusal it answers with. */
export type Understanding =
  | { readonly kind: 'call'; readonly call: ChatCall }
  | { readonly kind: 'reply'; readonly reply: Reply };

/**
 * Whether a prompt of so many tokens is taken, and how long its answer may be. A refusal is a reply,
 * or (on servers that have sent their headers by then) events inside a stream of status 200. `empty`
 * is an answer without a token that ends for its length.
 */
export type Admission =
  | { readonly kind: 'admitted'; readonly maxTokens: number }
  | { readonly kind: 'empty' }
  | { readonly kind: 'refused'; readonly reply: Reply; readonly events?: string };

/** What went wrong on the server's side, before a dialect words it. */
export type Failure =
  | { readonly kind: 'overloaded'; readonly retryAfterS?: number }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'internal'; readonly message: string };

/** Constant facts of one exchange. */
export interface ExchangeFacts {
  readonly box: BoxView;
  readonly call: ChatCall;
  /** The client's request id, or one made here: 32 hex digits. */
  readonly requestId: string;
  /** Seconds since 1970, by the box's clock, when the request came. */
  readonly created: number;
  /** Seconds since the box started, at the moment of the call: some servers stamp each chunk. */
  readonly now: () => number;
}

export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'abort';

/** What one chunk carries. */
export interface Delta {
  readonly content: string;
  readonly reasoning: string;
  /** Part of a tool call; id and name with its first part. */
  readonly tool?: { readonly id?: string; readonly name?: string; readonly arguments: string };
}

/** Counts as the server would report them at this moment. */
export interface Usage {
  readonly promptTokens: number;
  readonly outputTokens: number;
  readonly reasoningTokens: number;
  readonly cachedTokens: number;
}

/** Turns the events of one stream into the bytes of its dialect; each text is whole SSE events. */
export interface Framing {
  /** Leaves with the first engine output, before its tokens. */
  opening(usage: Usage): string;
  tokens(delta: Delta, usage: Usage): string;
  /** The last delta (perhaps empty) and the finish reason. */
  finish(delta: Delta, reason: FinishReason, usage: Usage): string;
  /** Usage where asked for, and the end marker. */
  closing(usage: Usage): string;
  /** A failure inside the stream, with what follows it. */
  failure(failure: Failure): string;
}

/** What the whole answer was, for replies that do not stream. */
export interface Completed {
  readonly delta: Delta;
  readonly reason: FinishReason;
  readonly usage: Usage;
}

/** A request to another page than chat. */
export interface PageRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** One server's manner of speaking, at one version. */
export interface Dialect {
  readonly streamHeaders: Readonly<Record<string, string>>;
  readonly jsonHeaders: Readonly<Record<string, string>>;
  /** Whether headers leave before the first token. */
  readonly headersFirst: boolean;
  /** Idle milliseconds after which a comment line is sent, and the line; absent where none is. */
  readonly keepAliveComment?: { readonly everyMs: number; readonly text: string };
  /** Path of the chat call, beside which a server may know others. */
  readonly chatPaths: readonly string[];
  /** POST page that empties the prefix cache. */
  readonly resetPath?: string;
  /** Whether thoughts have a field of their own; else they stay in the content, between tags. */
  readonly hasReasoningField: boolean;
  /** Whether usage names cached prompt tokens unless told otherwise. */
  readonly reportsCached: boolean;
  /** Whether the last sampled token (end of sequence) counts as an output token without text. */
  readonly countsEndToken: boolean;
  understand(
    body: string,
    headers: Readonly<Record<string, string | undefined>>,
    box: BoxView,
  ): Understanding;
  /** The prompt as the model sees it, by the chat template. */
  template(call: ChatCall): string;
  admit(call: ChatCall, promptTokens: number, box: BoxView): Admission;
  failure(failure: Failure): Reply;
  frame(facts: ExchangeFacts): Framing;
  complete(facts: ExchangeFacts, completed: Completed): string;
  /** Discovery, health, tokenising and metrics; absent: not found. */
  page(request: PageRequest, box: BoxView): Reply | undefined;
  notFound(): Reply;
}
