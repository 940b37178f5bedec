import type { BoxView } from '../../box/index.ts';
import { chatCall, isObject, messagesOf, parseObject } from '../chat-body.ts';
import type { Understanding } from '../contract.ts';
import { unserved } from '../unserved.ts';
import { errorReply } from './errors.ts';

/** Any model name is taken and echoed; continuous usage needs no `include_usage`. */
export function understand(
  text: string,
  _headers: Readonly<Record<string, string | undefined>>,
  _box: BoxView,
): Understanding {
  const body = parseObject(text);
  const messages = body === undefined ? undefined : messagesOf(body);
  if (body === undefined || messages === undefined) {
    return { kind: 'reply', reply: errorReply(400, 'BadRequest', 'messages: Field required') };
  }
  const refusal = unserved(body);
  if (refusal !== undefined) {
    return { kind: 'reply', reply: errorReply(400, 'BadRequest', refusal) };
  }
  const options = isObject(body['stream_options']) ? body['stream_options'] : {};
  return {
    kind: 'call',
    call: {
      ...chatCall(body, messages),
      continuousUsage: options['continuous_usage_stats'] === true,
    },
  };
}
