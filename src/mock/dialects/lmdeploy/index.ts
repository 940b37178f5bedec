/** LMDeploy's api_server in its own manner: 0.9 (usage in every chunk, overflow as an empty 200) and 0.16. */
import { chatMl } from '../chat-template.ts';
import type { Dialect } from '../contract.ts';
import { atLeast } from '../version.ts';
import { admit } from './admit.ts';
import { failureEvents, failureReply, headers } from './errors.ts';
import { complete, frame } from './framing.ts';
import { page } from './pages.ts';
import { understand } from './understand.ts';

export const lmdeploy = (version: string): Dialect => ({
  streamHeaders: { ...headers, 'content-type': 'text/event-stream; charset=utf-8' },
  jsonHeaders: headers,
  headersFirst: true,
  chatPaths: ['/v1/chat/completions'],
  hasReasoningField: true,
  reportsCached: atLeast(version, '0.16'),
  countsEndToken: false,
  understand,
  template: chatMl,
  admit,
  failure: failureReply,
  frame: (facts) => frame(facts, failureEvents),
  complete,
  page,
  notFound: () => ({ status: 404, headers, body: '{"detail":"Not Found"}' }),
});
