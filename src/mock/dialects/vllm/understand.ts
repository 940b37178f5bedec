import type { BoxView } from '../../box/box-view.ts';
import { chatCall, type Members, messagesOf, parseObject } from '../chat-body.ts';
import type { Understanding } from '../contract.ts';
import { unserved } from '../unserved.ts';
import { atLeast } from '../version.ts';
import { errorReply } from './errors.ts';

/** Fields that vLLM before 0.6.5 knew; any other was refused. */
const known = new Set(
  `messages model frequency_penalty logit_bias logprobs top_logprobs max_tokens max_completion_tokens n
  presence_penalty response_format seed stop stream stream_options temperature top_p tools tool_choice
  parallel_tool_calls user best_of use_beam_search top_k min_p repetition_penalty length_penalty early_stopping
  stop_token_ids include_stop_str_in_output ignore_eos min_tokens skip_special_tokens
  spaces_between_special_tokens truncate_prompt_tokens prompt_logprobs echo add_generation_prompt
  continue_final_message add_special_tokens documents chat_template chat_template_kwargs guided_json
  guided_regex guided_choice guided_grammar guided_decoding_backend guided_whitespace_pattern priority`.split(
    /\s+/,
  ),
);

/** Reads a chat body as vLLM of this version does, with its refusals. */
export function understand(
  text: string,
  headers: Readonly<Record<string, string | undefined>>,
  box: BoxView,
): Understanding {
  const { version } = box.settings.dialect;
  const refuse = (
    message: string,
    type = 'BadRequestError',
    status = 400,
    param?: string,
  ): Understanding => ({
    kind: 'reply',
    reply: errorReply(version, {
      status,
      type,
      message,
      ...(param === undefined ? {} : { param }),
    }),
  });
  if (
    atLeast(version, '0.8.0') &&
    !(headers['content-type'] ?? '').startsWith('application/json')
  ) {
    return refuse("Unsupported Media Type: Only 'application/json' is allowed", 'Bad Request');
  }
  const body = parseObject(text);
  if (body === undefined) return refuse(validation({ type: 'json_invalid' }), 'Bad Request');
  if (!atLeast(version, '0.6.5')) {
    const unknown = Object.keys(body).find((key) => !known.has(key));
    if (unknown !== undefined) {
      return refuse(
        validation({
          type: 'extra_forbidden',
          loc: ['body', unknown],
          msg: 'Extra inputs are not permitted',
        }),
      );
    }
  }
  const messages = messagesOf(body);
  if (messages === undefined) {
    return refuse(
      validation({ type: 'missing', loc: ['body', 'messages'], msg: 'Field required' }),
      'Bad Request',
    );
  }
  const call = chatCall(body, messages);
  if (call.model !== '' && call.model !== box.settings.model) {
    return refuse(
      `The model \`${call.model}\` does not exist.`,
      'NotFoundError',
      404,
      modelParam(version),
    );
  }
  if (body['stream_options'] !== undefined && body['stream_options'] !== null && !call.stream) {
    return refuse('Stream options can only be defined when `stream=True`.');
  }
  const refusal = unserved(body, { choices: greedyOnly });
  if (refusal !== undefined) return refuse(refusal);
  if (call.maxTokens !== undefined && call.maxTokens < 1) {
    return refuse(`max_tokens must be at least 1, got ${call.maxTokens}.`);
  }
  return { kind: 'call', call: { ...call, ...maxTokensOf(body, version) } };
}

/** Greedy sampling has one outcome. */
const greedyOnly = (n: number, temperature: unknown): string | undefined =>
  temperature === 0 ? `n must be 1 when using greedy sampling, got ${n}.` : undefined;

/** `param` names the field from the nested error body on. */
const modelParam = (version: string): string | undefined =>
  atLeast(version, '0.10.1') ? 'model' : undefined;

/** `max_completion_tokens` is known since 0.6.4. */
function maxTokensOf(body: Members, version: string): { maxTokens?: number } {
  const { max_tokens: old } = body;
  return !atLeast(version, '0.6.4') && typeof old === 'number' ? { maxTokens: old } : {};
}

const validation = (detail: object): string => `1 validation error:\n  ${JSON.stringify(detail)}`;
