import type { BoxView } from '../../box/index.ts';
import { chatCall, messagesOf, parseObject } from '../chat-body.ts';
import type { Understanding } from '../contract.ts';
import { unserved } from '../unserved.ts';
import { errorReply } from './errors.ts';

/** Any model name is taken; `n_predict` is the native name of the output limit. */
export function understand(
  text: string,
  _headers: Readonly<Record<string, string | undefined>>,
  _box: BoxView,
): Understanding {
  const body = parseObject(text);
  if (body === undefined) {
    return {
      kind: 'reply',
      reply: errorReply(400, 'invalid_request_error', 'failed to parse the JSON body'),
    };
  }
  const messages = messagesOf(body);
  if (messages === undefined) {
    return {
      kind: 'reply',
      reply: errorReply(400, 'invalid_request_error', "'messages' is required"),
    };
  }
  const refusal = unserved(body, { choices: () => 'Only one completion choice is allowed' });
  if (refusal !== undefined) {
    return { kind: 'reply', reply: errorReply(400, 'invalid_request_error', refusal) };
  }
  const call = { ...chatCall(body, messages), continuousUsage: false };
  const { n_predict: limit } = body;
  return {
    kind: 'call',
    call:
      call.maxTokens === undefined && typeof limit === 'number' && limit > 0
        ? { ...call, maxTokens: limit }
        : call,
  };
}
