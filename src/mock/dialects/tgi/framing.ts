import type { Completed, Delta, ExchangeFacts, Failure, Framing, Usage } from '../contract.ts';
import { atLeast } from '../version.ts';
import { endMarker } from './errors.ts';
import { dataEvent } from './event.ts';

const fingerprintOf = (facts: ExchangeFacts): string =>
  `${facts.box.settings.dialect.version}-native`;

/** The asked-for model is echoed; "tgi" and nothing stand for the one that is served. */
const modelOf = (facts: ExchangeFacts): string =>
  facts.call.model === '' || facts.call.model === 'tgi'
    ? facts.box.settings.modelPath
    : facts.call.model;

const usageOf = (usage: Usage) => ({
  prompt_tokens: usage.promptTokens,
  completion_tokens: usage.outputTokens,
  total_tokens: usage.promptTokens + usage.outputTokens,
});

/** Every chunk carries a token, the role, and its own time; the id is always empty. */
export function frame(facts: ExchangeFacts, failure: (failure: Failure) => string): Framing {
  const { version } = facts.box.settings.dialect;
  const model = JSON.stringify(modelOf(facts));
  const base = facts.box.nowS - facts.box.elapsedS;
  const now = (): number => Math.floor(base + facts.now());
  const usageField = atLeast(version, '2.1') ? ',"usage":null' : '';
  const chunk = (choices: string, usage: string): string =>
    dataEvent(
      `{"id":"","created":${now()},"model":${model},"system_fingerprint":"${fingerprintOf(facts)}","choices":[${choices}]${usage},"object":"chat.completion.chunk"}`,
      version,
    );
  const choice = (delta: Delta, finish: string): string =>
    `{"index":0,"delta":${deltaJson(delta)},"logprobs":null,"finish_reason":${finish}}`;
  return {
    opening: () => '',
    tokens: (delta) => chunk(choice(delta, 'null'), usageField),
    finish: (delta, reason) => chunk(choice(delta, JSON.stringify(reason)), usageField),
    closing: (usage) =>
      (facts.call.includeUsage && atLeast(version, '2.1')
        ? chunk('', `,"usage":${JSON.stringify(usageOf(usage))}`)
        : '') + endMarker(version),
    failure,
  };
}

/** Thoughts have no field of their own: their tags stay in the content. */
function deltaJson(delta: Delta): string {
  if (delta.tool !== undefined) {
    return `{"role":"assistant","tool_calls":[{"index":0,"id":${JSON.stringify(delta.tool.id ?? '')},"type":"function","function":{"name":${JSON.stringify(delta.tool.name ?? null)},"arguments":${JSON.stringify(delta.tool.arguments)}}}]}`;
  }
  return `{"role":"assistant","content":${JSON.stringify(delta.reasoning + delta.content)}}`;
}

export function complete(facts: ExchangeFacts, done: Completed): string {
  const { delta } = done;
  return JSON.stringify({
    object: 'chat.completion',
    id: '',
    created: facts.created,
    model: modelOf(facts),
    system_fingerprint: fingerprintOf(facts),
    choices: [
      {
        index: 0,
        message:
          delta.tool === undefined
            ? { role: 'assistant', content: delta.reasoning + delta.content }
            : {
                role: 'assistant',
                tool_calls: [
                  {
                    id: delta.tool.id,
                    type: 'function',
                    function: {
                      description: null,
                      name: delta.tool.name,
                      arguments: delta.tool.arguments,
                    },
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
