import type {
  Completed,
  Delta,
  ExchangeFacts,
  Failure,
  FinishReason,
  Framing,
  Usage,
} from '../contract.ts';

/** Id of the end-of-sequence token that is named as what stopped the answer. */
const END_TOKEN = 151645;

const usageOf = (usage: Usage) => ({
  prompt_tokens: usage.promptTokens,
  total_tokens: usage.promptTokens + usage.outputTokens,
  completion_tokens: usage.outputTokens,
  prompt_tokens_details: usage.cachedTokens > 0 ? { cached_tokens: usage.cachedTokens } : null,
  reasoning_tokens: usage.reasoningTokens,
});

const modelOf = (facts: ExchangeFacts): string =>
  facts.call.model === '' ? facts.box.settings.model : facts.call.model;

const matched = (reason: FinishReason): number | null => (reason === 'stop' ? END_TOKEN : null);

/**
 * The role chunk comes with the first output; each delta names `reasoning_content`, each chunk has a
 * time of its own; a step without text sends nothing.
 */
export function frame(facts: ExchangeFacts, failure: (failure: Failure) => string): Framing {
  const base = facts.box.nowS - facts.box.elapsedS;
  const model = JSON.stringify(modelOf(facts));
  const chunk = (choices: string, usage: string): string =>
    `data: {"id":"${facts.requestId}","object":"chat.completion.chunk","created":${Math.floor(base + facts.now())},"model":${model},"choices":[${choices}]${usage}}\n\n`;
  const going = ',"logprobs":null,"finish_reason":null,"matched_stop":null}';
  const usageField = (usage: Usage): string =>
    facts.call.continuousUsage ? `,"usage":${JSON.stringify(usageOf(usage))}` : '';
  const tokens = (delta: Delta, usage: Usage): string =>
    isEmpty(delta)
      ? ''
      : chunk(`{"index":0,"delta":${deltaJson(delta)}${going}`, usageField(usage));
  return {
    opening: (usage) =>
      chunk(
        `{"index":0,"delta":{"reasoning_content":null,"role":"assistant","content":""}${going}`,
        usageField({ ...usage, outputTokens: 0 }),
      ),
    tokens,
    finish: (delta, reason, usage) =>
      tokens(delta, usage) +
      chunk(
        `{"index":0,"delta":{"reasoning_content":null},"logprobs":null,"finish_reason":"${reason}","matched_stop":${matched(reason)}}`,
        '',
      ),
    closing: (usage) =>
      `${facts.call.includeUsage ? chunk('', `,"usage":${JSON.stringify(usageOf(usage))}`) : ''}data: [DONE]\n\n`,
    failure,
  };
}

const isEmpty = (delta: Delta): boolean =>
  delta.content === '' && delta.reasoning === '' && delta.tool === undefined;

function deltaJson(delta: Delta): string {
  if (delta.tool !== undefined) {
    const { id, name } = delta.tool;
    return `{"reasoning_content":null,"tool_calls":[{"id":${JSON.stringify(id ?? null)},"index":0,"type":"function","function":{"name":${JSON.stringify(name ?? null)},"arguments":${JSON.stringify(delta.tool.arguments)}}}]}`;
  }
  if (delta.reasoning !== '') return `{"reasoning_content":${JSON.stringify(delta.reasoning)}}`;
  return `{"reasoning_content":null,"content":${JSON.stringify(delta.content)}}`;
}

export function complete(facts: ExchangeFacts, done: Completed): string {
  const { delta } = done;
  return JSON.stringify({
    id: facts.requestId,
    object: 'chat.completion',
    created: facts.created,
    model: modelOf(facts),
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
                    index: 0,
                    type: 'function',
                    function: { name: delta.tool.name, arguments: delta.tool.arguments },
                  },
                ],
        },
        logprobs: null,
        finish_reason: done.reason,
        matched_stop: matched(done.reason),
      },
    ],
    usage: usageOf(done.usage),
  });
}
