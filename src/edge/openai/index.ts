/**
 * The measuring client of OpenAI-compatible servers: sends one streamed chat completion at a time
 * over HTTP/1.1 and says what the wire showed of it (record/exchange.ts). It reads the clock once a
 * read, before anything is parsed, and never retries, follows or hides anything. It decides neither
 * what is sent nor when (load does), and it computes no metric. Preflight asks each endpoint once
 * before a run.
 */

export type { CallTimeouts } from './call-deadline.ts';
export { type RequestDialect, requestDialects, toChatBody } from './chat-body.ts';
export {
  type PreflightOptions,
  type PreflightPorts,
  type PreflightResult,
  preflight,
} from './preflight.ts';
export { rawTransport } from './raw-transport.ts';
export type { TransportSettings } from './transport-settings.ts';
export { requestHeaders } from './transport-settings.ts';
export { undiciTransport } from './undici-transport.ts';
