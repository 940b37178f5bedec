import type { BoxView } from '../../box/index.ts';
import { chatCall, messagesOf, parseObject } from '../chat-body.ts';
import type { Understanding } from '../contract.ts';
import { unserved } from '../unserved.ts';
import { atLeast } from '../version.ts';
import { errorReply } from './errors.ts';

/**
 * Any model name is taken, unknown fields are ignored, and there is no `ignore_eos`.
 * `max_completion_tokens` is an alias since 3.0.2.
 */
export function understand(
  text: string,
  _headers: Readonly<Record<string, string | undefined>>,
  box: BoxView,
): Understanding {
  const body = parseObject(text);
  const messages = body === undefined ? undefined : messagesOf(body);
  if (body === undefined || messages === undefined) {
    return {
      kind: 'reply',
      reply: {
        status: 422,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        body: 'Failed to deserialize the JSON body into the target type',
      },
    };
  }
  // It reads `n` and never uses it.
  const refusal = unserved({ ...body, n: 1 });
  if (refusal !== undefined) {
    return { kind: 'reply', reply: errorReply(422, refusal, 'validation') };
  }
  const { maxTokens, ...call } = chatCall(body, messages);
  const asked = atLeast(box.settings.dialect.version, '3.0.2') ? maxTokens : body['max_tokens'];
  return {
    kind: 'call',
    call: {
      ...call,
      ignoreEos: false,
      continuousUsage: false,
      ...(typeof asked === 'number' ? { maxTokens: asked } : {}),
    },
  };
}
