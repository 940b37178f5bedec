import type { Completed, Delta, ExchangeFacts, Failure, Framing, Usage } from '../contract.ts';
import { atLeast } from '../version.ts';

const usageOf = (usage: Usage) => ({
  prompt_tokens: usage.promptTokens,
  total_tokens: usage.promptTokens + usage.outputTokens,
  completion_tokens: usage.outputTokens,
  ...(usage.cachedTokens > 0
    ? { prompt_tokens_details: { cached_tokens: usage.cachedTokens } }
    : {}),
});

/**
 * The role stands in each delta and the finish reason is absent until the end. Up to 0.9 every chunk
 * carries usage; later the others say null where it was asked for.
 */
export function frame(facts: ExchangeFacts, failure: (failure: Failure) => string): Framing {
  const old = !atLeast(facts.box.settings.dialect.version, '0.10');
  const asked = facts.call.includeUsage;
  const head = `data: {"id":"chatcmpl-${facts.requestId.slice(0, 22)}","object":"chat.completion.chunk","created":${facts.created},"model":${JSON.stringify(facts.box.settings.model)},"choices":[`;
  const usageField = (usage: Usage): string =>
    old ? `,"usage":${JSON.stringify(usageOf(usage))}` : asked ? ',"usage":null' : '';
  return {
    opening: () => '',
    tokens: (delta, usage) =>
      `${head}{"index":0,"delta":${deltaJson(delta)}}]${usageField(usage)}}\n\n`,
    finish: (delta, reason, usage) =>
      `${head}{"index":0,"delta":${deltaJson(delta)},"finish_reason":"${reason}"}]${usageField(usage)}}\n\n`,
    closing: (usage) =>
      `${asked && !old ? `${head}],"usage":${JSON.stringify(usageOf(usage))}}\n\n` : ''}data: [DONE]\n\n`,
    failure,
  };
}

function deltaJson(delta: Delta): string {
  if (delta.tool !== undefined) {
    return `{"role":"assistant","tool_calls":[{"id":${JSON.stringify(delta.tool.id ?? '')},"index":0,"type":"function","function":{"name":${JSON.stringify(delta.tool.name ?? '')},"arguments":${JSON.stringify(delta.tool.arguments)}}}]}`;
  }
  if (delta.reasoning !== '') {
    return `{"role":"assistant","reasoning_content":${JSON.stringify(delta.reasoning)}}`;
  }
  return `{"role":"assistant","content":${JSON.stringify(delta.content)}}`;
}

export function complete(facts: ExchangeFacts, done: Completed): string {
  const { delta } = done;
  return JSON.stringify({
    id: `chatcmpl-${facts.requestId.slice(0, 22)}`,
    object: 'chat.completion',
    created: facts.created,
    model: facts.box.settings.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: delta.tool === undefined ? delta.content : null,
          reasoning_content: delta.reasoning === '' ? null : delta.reasoning,
          tool_calls:
            delta.tool === undefined
              ? null
              : [
                  {
                    id: delta.tool.id,
                    type: 'function',
                    function: { name: delta.tool.name, arguments: delta.tool.arguments },
                  },
                ],
        },
        logprobs: null,
        finish_reason: done.reason,
      },
    ],
    usage: usageOf(done.usage),
  });
}
