/** Text Generation Inference in its own manner: 2.0 (no space after `data:`, no [DONE]) and 3.x. */
import type { ChatCall, Dialect } from '../contract.ts';
import { admit } from './admit.ts';
import { failureEvents, failureReply, headers } from './errors.ts';
import { complete, frame } from './framing.ts';
import { page } from './pages.ts';
import { understand } from './understand.ts';

export const tgi = (version: string): Dialect => ({
  streamHeaders: {
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache',
    'x-accel-buffering': 'no',
  },
  jsonHeaders: headers,
  headersFirst: true,
  keepAliveComment: { everyMs: 15_000, text: ':\n\n' },
  chatPaths: ['/v1/chat/completions'],
  hasReasoningField: false,
  reportsCached: false,
  countsEndToken: true,
  understand,
  template: (call: ChatCall) =>
    call.messages.map((m) => `<|${m.role}|>\n${m.content}</s>\n`).join('') + toolPrompt(call),
  admit,
  failure: failureReply,
  frame: (facts) => frame(facts, (failure) => failureEvents(failure, version)),
  complete,
  page,
  notFound: () => ({ status: 404, headers: {}, body: '' }),
});

/** Tools come with a paragraph that says how to use them. */
const toolPrompt = (call: ChatCall): string =>
  call.tools.length === 0
    ? '<|assistant|>\n'
    : `${call.tools.map((tool) => tool.text).join('\n')}\nGiven the functions available, please respond with a JSON for a function call with its proper arguments.\n<|assistant|>\n`;
