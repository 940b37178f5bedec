import type { Completed, Delta, ExchangeFacts, Failure, Framing, Usage } from '../contract.ts';

export const buildInfo = 'b10573-3f545becce';

const usageOf = (usage: Usage) => ({
  completion_tokens: usage.outputTokens,
  prompt_tokens: usage.promptTokens,
  total_tokens: usage.promptTokens + usage.outputTokens,
  prompt_tokens_details: { cached_tokens: usage.cachedTokens },
});

/** The server's own clock: prompt and prediction, as it saw them. */
function timings(usage: Usage, promptMs: number, predictedMs: number) {
  const computed = usage.promptTokens - usage.cachedTokens;
  const per = (count: number, time: number) => ({
    each: count === 0 ? 0 : time / count,
    perS: time === 0 ? 0 : (1e3 * count) / time,
  });
  const prompt = per(computed, promptMs);
  const predicted = per(usage.outputTokens, predictedMs);
  return {
    cache_n: usage.cachedTokens,
    prompt_n: computed,
    prompt_ms: promptMs,
    prompt_per_token_ms: prompt.each,
    prompt_per_second: prompt.perS,
    predicted_n: usage.outputTokens,
    predicted_ms: predictedMs,
    predicted_per_token_ms: predicted.each,
    predicted_per_second: predicted.perS,
  };
}

/** Role and first token in one write, an empty delta at the end, and timings on the last chunk. */
export function frame(facts: ExchangeFacts, failure: (failure: Failure) => string): Framing {
  const base = facts.box.nowS - facts.box.elapsedS;
  const beganS = facts.now();
  let firstS: number | undefined;
  const chunk = (choices: string, more: string): string =>
    `data: {"choices":[${choices}],"created":${Math.floor(base + facts.now())},"id":"chatcmpl-${facts.requestId}","model":${JSON.stringify(facts.box.settings.model)},"system_fingerprint":"${buildInfo}","object":"chat.completion.chunk"${more}}\n\n`;
  const choice = (delta: string, finish: string): string =>
    `{"finish_reason":${finish},"index":0,"delta":${delta}}`;
  const timed = (usage: Usage): string => {
    const first = firstS ?? facts.now();
    return `,"timings":${JSON.stringify(timings(usage, (first - beganS) * 1e3, (facts.now() - first) * 1e3))}`;
  };
  const tokens = (delta: Delta): string =>
    delta.content === '' && delta.reasoning === '' && delta.tool === undefined
      ? ''
      : chunk(choice(deltaJson(delta), 'null'), '');
  return {
    opening: () => {
      firstS ??= facts.now();
      return chunk(choice('{"role":"assistant","content":null}', 'null'), '');
    },
    tokens,
    finish: (delta, reason, usage) =>
      tokens(delta) +
      chunk(choice('{}', JSON.stringify(reason)), facts.call.includeUsage ? '' : timed(usage)),
    closing: (usage) =>
      `${facts.call.includeUsage ? chunk('', `,"usage":${JSON.stringify(usageOf(usage))}${timed(usage)}`) : ''}data: [DONE]\n\n`,
    failure,
  };
}

function deltaJson(delta: Delta): string {
  if (delta.tool !== undefined) {
    const { id, name } = delta.tool;
    return JSON.stringify({
      tool_calls: [
        {
          index: 0,
          ...(id === undefined ? {} : { id, type: 'function' }),
          function: { ...(name === undefined ? {} : { name }), arguments: delta.tool.arguments },
        },
      ],
    });
  }
  return delta.reasoning === ''
    ? `{"content":${JSON.stringify(delta.content)}}`
    : `{"reasoning_content":${JSON.stringify(delta.reasoning)}}`;
}

export function complete(facts: ExchangeFacts, done: Completed): string {
  const { delta } = done;
  return JSON.stringify({
    choices: [
      {
        finish_reason: done.reason,
        index: 0,
        message: {
          role: 'assistant',
          content: delta.tool === undefined ? delta.content : null,
          ...(delta.reasoning === '' ? {} : { reasoning_content: delta.reasoning }),
          ...(delta.tool === undefined
            ? {}
            : {
                tool_calls: [
                  {
                    type: 'function',
                    function: { name: delta.tool.name, arguments: delta.tool.arguments },
                    id: delta.tool.id,
                  },
                ],
              }),
        },
      },
    ],
    created: facts.created,
    model: facts.box.settings.model,
    system_fingerprint: buildInfo,
    object: 'chat.completion',
    usage: usageOf(done.usage),
    id: `chatcmpl-${facts.requestId}`,
  });
}
