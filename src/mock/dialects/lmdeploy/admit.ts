import type { BoxView } from '../../box/index.ts';
import type { Admission, ChatCall } from '../contract.ts';
import { atLeast } from '../version.ts';
import { errorReply } from './errors.ts';

/**
 * A prompt of the session's length or more is refused; up to 0.9 it was answered with status 200 and
 * nothing. Output that would exceed the session is cut without a word in all versions.
 */
export function admit(call: ChatCall, promptTokens: number, box: BoxView): Admission {
  const { maxModelLen, dialect } = box.settings;
  if (promptTokens >= maxModelLen) {
    if (!atLeast(dialect.version, '0.10')) return { kind: 'empty' };
    return {
      kind: 'refused',
      reply: errorReply(
        400,
        'invalid_request_error',
        `Input length (${promptTokens}) must be smaller than the model context length (${maxModelLen}).`,
      ),
    };
  }
  const rest = maxModelLen - promptTokens;
  return { kind: 'admitted', maxTokens: Math.min(call.maxTokens ?? rest, rest) };
}
