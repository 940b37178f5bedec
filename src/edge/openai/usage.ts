import { isRecord, numberAt, recordAt } from './json-value.ts';

/** Token counts as the server reports them; a count it does not give is absent. */
export interface Usage {
  readonly promptTokens?: number;
  readonly outputTokens?: number;
  readonly reasoningTokens?: number;
  readonly cachedTokens?: number;
}

/** Reads a `usage` object; undefined where it is null, absent or holds no count. */
export function readUsage(value: unknown): Usage | undefined {
  if (!isRecord(value)) return undefined;
  const promptTokens = numberAt(value, 'prompt_tokens');
  const outputTokens = numberAt(value, 'completion_tokens');
  const promptDetails = recordAt(value, 'prompt_tokens_details');
  const outputDetails = recordAt(value, 'completion_tokens_details');
  const cachedTokens = promptDetails && numberAt(promptDetails, 'cached_tokens');
  // SGLang reports reasoning tokens beside the totals, the others below the details.
  const reasoningTokens =
    (outputDetails && numberAt(outputDetails, 'reasoning_tokens')) ??
    numberAt(value, 'reasoning_tokens');
  if (promptTokens === undefined && outputTokens === undefined) return undefined;
  return {
    ...(promptTokens === undefined ? {} : { promptTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
    ...(reasoningTokens === undefined ? {} : { reasoningTokens }),
    ...(cachedTokens === undefined ? {} : { cachedTokens }),
  };
}
