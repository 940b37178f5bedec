import type { BoxView } from '../../box/index.ts';
import type { Admission, ChatCall } from '../contract.ts';
import { errorEvents, errorReply } from './errors.ts';

/** The longest input that the KV pool allows, whatever context is advertised. */
export const maxRequestInput = (box: BoxView): number =>
  Math.min(
    box.settings.maxModelLen - 1,
    box.settings.engine.kvBlocks * box.settings.engine.blockSize - 1,
  ) - 5;

/** The model's context, then prompt plus output, then the pool; the last is found inside the stream. */
export function admit(call: ChatCall, promptTokens: number, box: BoxView): Admission {
  const { maxModelLen, maxQueue } = box.settings;
  const refuse = (status: number, type: string, message: string, late: boolean): Admission => ({
    kind: 'refused',
    reply: errorReply(status, type, message),
    ...(late ? { events: errorEvents(status, type, message) } : {}),
  });
  if (maxQueue !== undefined && box.waiting >= maxQueue) {
    return refuse(503, 'SERVICE_UNAVAILABLE', 'The request queue is full.', true);
  }
  if (promptTokens >= maxModelLen) {
    return refuse(
      400,
      'BadRequestError',
      `The input (${promptTokens} tokens) is longer than the model's context length (${maxModelLen} tokens).`,
      false,
    );
  }
  const rest = maxModelLen - promptTokens;
  if (call.maxTokens !== undefined && call.maxTokens > rest) {
    return refuse(
      400,
      'BadRequestError',
      `Requested token count exceeds the model's maximum context length of ${maxModelLen} tokens. You requested a total of ${promptTokens + call.maxTokens} tokens: ${promptTokens} tokens from the input messages and ${call.maxTokens} tokens for the completion. Please reduce the number of tokens in the input messages or the completion to fit within the limit.`,
      false,
    );
  }
  if (promptTokens >= maxRequestInput(box)) {
    return refuse(
      400,
      'BadRequestError',
      `Input length (${promptTokens} tokens) exceeds the maximum allowed length (${maxRequestInput(box)} tokens). Use a shorter input or enable --allow-auto-truncate.`,
      true,
    );
  }
  return { kind: 'admitted', maxTokens: call.maxTokens ?? rest };
}
