import type { Delta, ExchangeFacts, Failure, FinishReason, Framing, Usage } from '../contract.ts';
import { atLeast } from '../version.ts';
import { errorEvent, failureError } from './errors.ts';
import { reportedVersion } from './reported-version.ts';

/** The name of the reasoning field: none before 0.7.1, renamed after 0.11. */
const reasoningField = (version: string): string =>
  atLeast(version, '0.12') ? 'reasoning' : 'reasoning_content';

/** The stream of one answer as vLLM of this version writes it. */
export function frame(facts: ExchangeFacts): Framing {
  const { version } = facts.box.settings.dialect;
  const newest = version === 'current';
  const field = reasoningField(version);
  const head = `data: {"id":"chatcmpl-${facts.requestId}","object":"chat.completion.chunk","created":${facts.created},"model":${JSON.stringify(facts.box.settings.model)},"choices":[`;
  const tokenIds = atLeast(version, '0.10.2') ? ',"token_ids":null' : '';
  const fingerprint = newest ? `,"system_fingerprint":"${fingerprintOf(facts)}"` : '';
  const asked = facts.call.includeUsage;
  const continuous = asked && facts.call.continuousUsage && atLeast(version, '0.6.1');
  /** Old streams that were asked for usage name it in every chunk. */
  const nullUsage = asked && !atLeast(version, '0.6.1') ? ',"usage":null' : '';
  const tail = (usage: Usage): string =>
    continuous ? `,"usage":${usageJson(usage, version)}}\n\n` : `${nullUsage}}\n\n`;
  const plainTail = `${nullUsage}}\n\n`;
  const open = `${head}{"index":0,"delta":`;
  const going = `,"logprobs":null,"finish_reason":null${tokenIds}}]`;
  return {
    opening: (usage) => {
      const content = atLeast(version, '0.6.1') ? ',"content":""' : '';
      const prompt = newest ? ',"prompt_token_ids":null,"prompt_text":null' : '';
      return `${open}{"role":"assistant"${content}},"logprobs":null,"finish_reason":null}]${prompt}${tail({ ...usage, outputTokens: 0 })}`;
    },
    tokens: (delta, usage) =>
      `${open}${deltaJson(delta, field)}${going}${continuous ? tail(usage) : plainTail}`,
    finish: (delta, reason, usage) =>
      `${open}${deltaJson(delta, field)},"logprobs":null,"finish_reason":"${reason}","stop_reason":null${tokenIds}}]${fingerprint}${tail(usage)}`,
    closing: (usage) =>
      `${asked ? `${head}]${fingerprint},"usage":${usageJson(usage, version)}}\n\n` : ''}data: [DONE]\n\n`,
    failure: (failure: Failure) => errorEvent(version, failureError(failure)),
  };
}

const fingerprintOf = (facts: ExchangeFacts): string =>
  `vllm-${reportedVersion(facts.box)}-tp${facts.box.settings.engine.law.gpus}`;

function deltaJson(delta: Delta, field: string): string {
  if (delta.tool !== undefined) return `{"tool_calls":[${toolJson(delta.tool)}]}`;
  if (delta.reasoning !== '') return `{"${field}":${JSON.stringify(delta.reasoning)}}`;
  return `{"content":${JSON.stringify(delta.content)}}`;
}

/** Id, type and name stand in the first part only. */
function toolJson(tool: NonNullable<Delta['tool']>): string {
  const args = JSON.stringify(tool.arguments);
  if (tool.id === undefined) return `{"index":0,"function":{"arguments":${args}}}`;
  return `{"id":${JSON.stringify(tool.id)},"type":"function","index":0,"function":{"name":${JSON.stringify(tool.name)},"arguments":${args}}}`;
}

/** Reasoning tokens are told since the field was renamed. */
function usageJson(usage: Usage, version: string): string {
  const { promptTokens: p, outputTokens: o } = usage;
  const details =
    usage.reasoningTokens > 0 && version === 'current'
      ? `,"completion_tokens_details":{"reasoning_tokens":${usage.reasoningTokens}}`
      : '';
  const cached =
    usage.cachedTokens > 0
      ? `,"prompt_tokens_details":{"cached_tokens":${usage.cachedTokens}}`
      : '';
  return `{"prompt_tokens":${p},"total_tokens":${p + o},"completion_tokens":${o}${cached}${details}}`;
}

/** The whole answer in one body. */
export function complete(
  facts: ExchangeFacts,
  delta: Delta,
  reason: FinishReason,
  usage: Usage,
): string {
  const field = reasoningField(facts.box.settings.dialect.version);
  const calls =
    delta.tool === undefined
      ? []
      : [
          {
            id: delta.tool.id,
            type: 'function',
            function: { name: delta.tool.name, arguments: delta.tool.arguments },
          },
        ];
  return JSON.stringify({
    id: `chatcmpl-${facts.requestId}`,
    object: 'chat.completion',
    created: facts.created,
    model: facts.box.settings.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: calls.length > 0 ? null : delta.content,
          ...(atLeast(facts.box.settings.dialect.version, '0.7.1')
            ? { [field]: delta.reasoning === '' ? null : delta.reasoning }
            : {}),
          tool_calls: calls,
        },
        logprobs: null,
        finish_reason: reason,
        stop_reason: null,
      },
    ],
    usage: {
      prompt_tokens: usage.promptTokens,
      total_tokens: usage.promptTokens + usage.outputTokens,
      completion_tokens: usage.outputTokens,
      prompt_tokens_details: usage.cachedTokens > 0 ? { cached_tokens: usage.cachedTokens } : null,
    },
    prompt_logprobs: null,
  });
}
