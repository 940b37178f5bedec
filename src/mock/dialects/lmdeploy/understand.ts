import type { BoxView } from '../../box/index.ts';
import { chatCall, type Members, messagesOf, parseObject } from '../chat-body.ts';
import type { Understanding } from '../contract.ts';
import { unserved } from '../unserved.ts';
import { errorReply } from './errors.ts';

/** Reads a chat body; unknown fields are ignored, unknown models are not found. */
export function understand(
  text: string,
  _headers: Readonly<Record<string, string | undefined>>,
  box: BoxView,
): Understanding {
  const refuse = (status: number, type: string, message: string): Understanding => ({
    kind: 'reply',
    reply: errorReply(status, type, message),
  });
  const body = parseObject(text);
  const messages = body === undefined ? undefined : messagesOf(body);
  if (body === undefined || messages === undefined) {
    return refuse(400, 'invalid_request_error', 'Field required: messages');
  }
  const call = chatCall(body, messages);
  if (call.model !== '' && call.model !== box.settings.model) {
    return refuse(404, 'not_found_error', `The model '${call.model}' does not exist.`);
  }
  const refusal = unserved(body, { logprobs: notEnabled });
  if (refusal !== undefined) return refuse(400, 'invalid_request_error', refusal);
  if (call.maxTokens !== undefined && call.maxTokens <= 0) {
    return refuse(
      400,
      'invalid_request_error',
      `The max_tokens '${call.maxTokens}' must be a positive integer.`,
    );
  }
  return { kind: 'call', call: { ...call, continuousUsage: false } };
}

/** Its engine gives them only where it was started to. */
const notEnabled = (body: Members): string =>
  `Logprobs(${body['logprobs'] === true ? 'True' : 'None'})/top_logprobs(${Number(body['top_logprobs'] ?? 0)}) requested but not enabled logprobs_mode in engine configuration`;
