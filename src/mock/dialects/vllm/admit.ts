import type { BoxView } from '../../box/box-view.ts';
import type { Admission, ChatCall } from '../contract.ts';
import { atLeast } from '../version.ts';
import { errorReply } from './errors.ts';

/**
 * The context check. Old texts and a boundary that refuses a prompt of the full length until 0.10;
 * then the limit counts prompt plus output, and a prompt that leaves room for its output is taken.
 */
export function admit(call: ChatCall, promptTokens: number, box: BoxView): Admission {
  const { maxModelLen, dialect } = box.settings;
  const refuse = (message: string, param?: string): Admission => ({
    kind: 'refused',
    reply: errorReply(dialect.version, {
      status: 400,
      type: 'BadRequestError',
      message,
      ...(param === undefined ? {} : { param }),
    }),
  });
  const limit = `This model's maximum context length is ${maxModelLen} tokens. However, `;
  if (!atLeast(dialect.version, '0.11')) {
    if (call.maxTokens === undefined && promptTokens >= maxModelLen) {
      return refuse(
        `${limit}you requested ${promptTokens} tokens in the messages, Please reduce the length of the messages.`,
      );
    }
    if (call.maxTokens !== undefined && promptTokens + call.maxTokens > maxModelLen) {
      return refuse(
        `${limit}you requested ${promptTokens + call.maxTokens} tokens (${promptTokens} in the messages, ${call.maxTokens} in the completion). Please reduce the length of the messages or completion.`,
      );
    }
    return { kind: 'admitted', maxTokens: call.maxTokens ?? maxModelLen - promptTokens };
  }
  const output = call.maxTokens ?? 1;
  if (promptTokens > maxModelLen - output) {
    return refuse(
      `${limit}you requested ${output} output tokens and your prompt contains ${promptTokens} input tokens, for a total of ${promptTokens + output} tokens. Please reduce the length of the input prompt or the number of requested output tokens. (parameter=input_tokens, value=${promptTokens})`,
      'input_tokens',
    );
  }
  return { kind: 'admitted', maxTokens: call.maxTokens ?? maxModelLen - promptTokens };
}
