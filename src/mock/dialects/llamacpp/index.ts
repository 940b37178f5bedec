/** llama.cpp's server in its own manner: slots, timings on the last chunk, no [DONE] after an error. */
import { chatMl } from '../chat-template.ts';
import type { Dialect } from '../contract.ts';
import { admit } from './admit.ts';
import { failureEvents, failureReply, headers } from './errors.ts';
import { complete, frame } from './framing.ts';
import { page } from './pages.ts';
import { understand } from './understand.ts';

export const llamacpp = (_version: string): Dialect => ({
  streamHeaders: { server: 'llama.cpp', 'content-type': 'text/event-stream' },
  jsonHeaders: headers,
  headersFirst: true,
  keepAliveComment: { everyMs: 30_000, text: ':\n\n' },
  chatPaths: ['/v1/chat/completions', '/chat/completions'],
  hasReasoningField: true,
  reportsCached: true,
  countsEndToken: true,
  understand,
  template: chatMl,
  admit,
  failure: failureReply,
  frame: (facts) => frame(facts, failureEvents),
  complete,
  page,
  notFound: () => ({
    status: 404,
    headers,
    body: '{"error":{"code":404,"message":"File Not Found","type":"not_found_error"}}',
  }),
});
