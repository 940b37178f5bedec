import type { BoxView } from '../../box/index.ts';
import { chatCall, messagesOf, parseObject } from '../chat-body.ts';
import type { Understanding } from '../contract.ts';
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
  if (call.maxTokens !== undefined && call.maxTokens <= 0) {
    return refuse(
      400,
      'invalid_request_error',
      `The max_tokens '${call.maxTokens}' must be a positive integer.`,
    );
  }
  return { kind: 'call', call: { ...call, continuousUsage: false } };
}
