/** SGLang in its own manner: headers come with the first chunk, the finish chunk stands apart. */
import { chatMl } from '../chat-template.ts';
import type { Dialect } from '../contract.ts';
import { admit } from './admit.ts';
import { failureEvents, failureReply, headers } from './errors.ts';
import { complete, frame } from './framing.ts';
import { page } from './pages.ts';
import { understand } from './understand.ts';

export const sglang = (_version: string): Dialect => ({
  streamHeaders: { ...headers, 'content-type': 'text/event-stream; charset=utf-8' },
  jsonHeaders: headers,
  headersFirst: false,
  chatPaths: ['/v1/chat/completions'],
  resetPath: '/flush_cache',
  hasReasoningField: true,
  reportsCached: false,
  countsEndToken: true,
  understand,
  template: chatMl,
  admit,
  failure: failureReply,
  frame: (facts) => frame(facts, failureEvents),
  complete,
  page,
  notFound: () => ({ status: 404, headers, body: '{"detail":"Not Found"}' }),
});
