import type { BoxView } from '../../box/index.ts';
import type { Admission, ChatCall } from '../contract.ts';
import { atLeast } from '../version.ts';
import { errorEvents, errorReply } from './errors.ts';

/** Requests inside the server at once, unless `engine.maxQueue` says otherwise. */
const CONCURRENT = 128;
const DEFAULT_OUTPUT = 100;

/** Longest prompt: one token is left for the answer. */
export const maxInput = (box: BoxView): number => box.settings.maxModelLen - 1;

/** The semaphore first, then the lengths; of the wanted output only the first 1024 tokens are checked. */
export function admit(call: ChatCall, promptTokens: number, box: BoxView): Admission {
  const { settings } = box;
  const { version } = settings.dialect;
  const refuse = (status: number, message: string, type: string): Admission => ({
    kind: 'refused',
    reply: errorReply(status, message, type),
    events: errorEvents(message, version),
  });
  if (box.running + box.waiting >= (settings.maxQueue ?? CONCURRENT)) {
    return refuse(429, 'Model is overloaded', 'overloaded');
  }
  if (promptTokens > maxInput(box)) {
    return refuse(
      422,
      `Input validation error: \`inputs\` must have less than ${maxInput(box)} tokens. Given: ${promptTokens}`,
      'validation',
    );
  }
  const rest = settings.maxModelLen - promptTokens;
  const wanted = call.maxTokens ?? (atLeast(version, '3.0') ? rest : DEFAULT_OUTPUT);
  if (promptTokens + Math.min(wanted, 1024) > settings.maxModelLen) {
    return refuse(
      422,
      `Input validation error: \`inputs\` tokens + \`max_new_tokens\` must be <= ${settings.maxModelLen}. Given: ${promptTokens} \`inputs\` tokens and ${wanted} \`max_new_tokens\``,
      'validation',
    );
  }
  return { kind: 'admitted', maxTokens: Math.min(wanted, rest) };
}
