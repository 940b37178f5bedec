import type { BoxView } from '../../box/index.ts';
import type { Admission, ChatCall } from '../contract.ts';
import { errorReply } from './errors.ts';

/** A prompt of a slot's context or more is refused with both counts; output ends where the slot ends. */
export function admit(call: ChatCall, promptTokens: number, box: BoxView): Admission {
  const slot = box.settings.maxModelLen;
  if (promptTokens >= slot) {
    return {
      kind: 'refused',
      reply: errorReply(
        400,
        'exceed_context_size_error',
        `request (${promptTokens} tokens) exceeds the available context size (${slot} tokens), try increasing it`,
        { n_prompt_tokens: promptTokens, n_ctx: slot },
      ),
    };
  }
  const rest = slot - promptTokens;
  return { kind: 'admitted', maxTokens: Math.min(call.maxTokens ?? rest, rest) };
}
