import type { Failure } from '../../../../../src/mock/dialects/index.ts';
import type { MockServer } from '../../../../../src/spec/index.ts';

/**
 * What one server at one version says, byte for byte, written from the reading of its source and not
 * from this program's output. The model is "m", the request id "ab12", the time second 1, the context
 * 100 tokens; usage was asked for; 9 prompt tokens.
 */
export interface Golden {
  readonly server: MockServer;
  readonly version: string;
  /** "Hi", then the end of sequence. */
  readonly short: readonly string[];
  /** The thought "hm", then "Hi"; absent where thoughts have no field. */
  readonly reasoning?: readonly string[];
  /** A call of `f` with `{}`: name first, arguments after; only chunks that carry the call. */
  readonly tool: readonly string[];
  /** "Hi", then " you", which is the last token allowed. */
  readonly length: readonly string[];
  /** A prompt of 100 tokens of which one token is asked: status and body, and events where it was a stream. */
  readonly overflow:
    | { readonly status: number; readonly body: string; readonly events?: string }
    | 'empty';
  /** Status and body; absent where the model is taken. */
  readonly unknownModel?: { readonly status: number; readonly body: string };
  /** Events of `boom`, a failure inside the stream. */
  readonly failure: readonly string[];
  /** Discovery: path and whole body, or parts that it must hold where a body says more than the readings do. */
  readonly pages: Readonly<Record<string, string | readonly string[]>>;
  /** Lines of the metrics page of a quiet box, or "none" where there is no page. */
  readonly metrics: readonly string[] | 'none';
  /** Names that this version no longer has, or not yet. */
  readonly notMetrics?: readonly string[];
}

export const boom: Failure = { kind: 'internal', message: 'boom' };
export const done = 'data: [DONE]';
