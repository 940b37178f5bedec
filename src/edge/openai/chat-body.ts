import type { ChatMessage } from '../../base/index.ts';
import type { ChatRequest } from '../../load/index.ts';
import type { ServerKind } from '../../spec/index.ts';
import { isRecord } from './json-value.ts';

/** Where servers differ in what a request may say. */
export interface RequestDialect {
  readonly maxTokensField: 'max_tokens' | 'max_completion_tokens';
  /** False where `ignore_eos` is refused or silently ignored, so that sending it would promise too much. */
  readonly knowsIgnoreEos: boolean;
}

const common: RequestDialect = { maxTokensField: 'max_tokens', knowsIgnoreEos: true };

/** By `server:` of the fleet file; `auto` speaks what vLLM and all its kin take. */
export const requestDialects: Readonly<Record<ServerKind, RequestDialect>> = {
  auto: common,
  vllm: common,
  lmdeploy: common,
  sglang: common,
  llamacpp: common,
  tgi: { ...common, knowsIgnoreEos: false },
  openai: { maxTokensField: 'max_completion_tokens', knowsIgnoreEos: false },
};

/**
 * Body of POST /chat/completions as a plain object. `extraBody` wins over everything but `stream`
 * and the messages; its `stream_options` are added to ours (continuous_usage_stats, for one).
 */
export function toChatBody(
  request: Pick<ChatRequest, 'messages' | 'generation' | 'tools'>,
  model: string,
  dialect: RequestDialect,
  extraBody: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const { generation, tools } = request;
  const extraOptions = extraBody['stream_options'];
  return {
    model,
    temperature: generation.temperature,
    [dialect.maxTokensField]: generation.maxTokens,
    ...(generation.topP === undefined ? {} : { top_p: generation.topP }),
    ...(generation.seed === undefined ? {} : { seed: generation.seed }),
    ...(generation.stop === undefined ? {} : { stop: generation.stop }),
    ...(generation.ignoreEos && dialect.knowsIgnoreEos ? { ignore_eos: true } : {}),
    ...(tools === undefined || tools.length === 0
      ? {}
      : { tools: tools.map((tool) => ({ type: 'function', function: { ...tool } })) }),
    ...extraBody,
    stream: true,
    stream_options: { include_usage: true, ...(isRecord(extraOptions) ? extraOptions : {}) },
    messages: request.messages.map(wireMessage),
  };
}

function wireMessage(message: ChatMessage): Record<string, unknown> {
  const { role, content, toolCallId, toolCalls } = message;
  return {
    role,
    content,
    ...(toolCallId === undefined ? {} : { tool_call_id: toolCallId }),
    ...(toolCalls === undefined || toolCalls.length === 0
      ? {}
      : {
          tool_calls: toolCalls.map((call) => ({
            id: call.id,
            type: 'function',
            function: { name: call.name, arguments: call.arguments },
          })),
        }),
  };
}
