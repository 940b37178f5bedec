/** vLLM's own manner, by version: three generations are built in full (0.5.4, 0.10.0, current). */
import { chatMl } from '../chat-template.ts';
import type { Dialect } from '../contract.ts';
import { atLeast } from '../version.ts';
import { admit } from './admit.ts';
import { errorReply, failureError } from './errors.ts';
import { complete, frame } from './framing.ts';
import { jsonHeaders, streamHeaders } from './headers.ts';
import { page } from './pages.ts';
import { understand } from './understand.ts';

export const vllm = (version: string): Dialect => ({
  streamHeaders,
  jsonHeaders,
  headersFirst: true,
  chatPaths: ['/v1/chat/completions'],
  resetPath: '/reset_prefix_cache',
  hasReasoningField: atLeast(version, '0.7.1'),
  reportsCached: false,
  countsEndToken: true,
  understand,
  template: chatMl,
  admit,
  failure: (failure) => errorReply(version, failureError(failure)),
  frame,
  complete: (facts, done) => complete(facts, done.delta, done.reason, done.usage),
  page,
  notFound: () => ({ status: 404, headers: jsonHeaders, body: '{"detail":"Not Found"}' }),
});
