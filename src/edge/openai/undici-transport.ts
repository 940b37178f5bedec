import type { Buffer } from 'node:buffer';
import { type Dispatcher, Pool } from 'undici';
import type { Clock } from '../../base/index.ts';
import type { CancelSignal, ChatRequest, Transport } from '../../load/index.ts';
import type { Exchange } from '../../record/index.ts';
import { guardedConnector } from '../connection.ts';
import { requestDialects, toChatBody } from './chat-body.ts';
import { ChatCall } from './chat-call.ts';
import { ReadStamp } from './read-stamp.ts';
import { responseHead } from './response-head.ts';
import {
  callSettings,
  endpointAddress,
  requestHeaders,
  type TransportSettings,
} from './transport-settings.ts';

/**
 * Transport over undici's `Pool.dispatch`: HTTP/1.1, one request a connection at a time, as many
 * connections as there are requests in flight (a limit here would queue, and the queue would look
 * like TTFT), no retries, no redirects, no time-outs but our own.
 */
export function undiciTransport(settings: TransportSettings): Transport {
  const { clock } = settings;
  const address = endpointAddress(settings.url);
  const headers = requestHeaders(settings);
  const dialect = requestDialects[settings.server ?? 'auto'];
  const shared = callSettings(settings);
  const stamp = new ReadStamp(clock);
  const wire: Wire = { clock, stamp, freshMs: undefined };
  const connect = guardedConnector(settings);
  const pool = new Pool(address.origin, {
    connections: null,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    allowH2: false,
    // Servers close what idles for 5 s (uvicorn, cpp-httplib) and most do not say so; reusing such
    // a connection in that instant fails the request.
    keepAliveTimeout: idleMs,
    keepAliveMaxTimeout: idleMs,
    connect: (options, done) => {
      connect(options, (error, socket) => {
        if (error !== null) {
          done(error, null);
          return;
        }
        // `done` writes the waiting request before it returns: what starts meanwhile was connected for.
        wire.freshMs = clock.now();
        done(null, socket);
        wire.freshMs = undefined;
      });
    },
  });

  return {
    send: (request: ChatRequest, cancel: CancelSignal): Promise<Exchange> => {
      const sentMs = clock.now();
      const call = new ChatCall(shared, sentMs, request.deadlineMs, cancel);
      if (call.isSettled) return call.exchange;
      const body = JSON.stringify(toChatBody(request, settings.model, dialect, settings.extraBody));
      pool.dispatch(
        { method: 'POST', path: address.path, headers, body },
        new Reception(call, wire),
      );
      return call.exchange;
    },
    warm: async (connections: number): Promise<void> => {
      const one = async (): Promise<void> => {
        const signal = AbortSignal.timeout(warmTimeoutMs);
        const answer = await pool.request({ method: 'GET', path: address.models, headers, signal });
        await answer.body.dump();
      };
      // A connection that cannot be opened now will fail the request that needs it, and be recorded.
      await Promise.allSettled(Array.from({ length: connections }, one));
      // undici frees a connection one turn after its response has ended.
      await new Promise((resolve) => setImmediate(resolve));
    },
    close: async (): Promise<void> => {
      await pool.destroy();
    },
  };
}

/** State that the handlers of one transport share. */
interface Wire {
  readonly clock: Clock;
  readonly stamp: ReadStamp;
  /** Set while a new connection starts the request it was made for. */
  freshMs: number | undefined;
}

/** undici's view of one request, passed on in our terms. */
class Reception implements Dispatcher.DispatchHandler {
  readonly #call: ChatCall;
  readonly #wire: Wire;

  constructor(call: ChatCall, wire: Wire) {
    this.#call = call;
    this.#wire = wire;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    const call = this.#call;
    // A call that ended while its connection was being made is not sent any more.
    call.onAbandon(() => controller.abort(new Error('abandoned')));
    call.connected(this.#wire.freshMs);
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return;
    const { stamp } = this.#wire;
    stamp.noteHead(controller.rawHeaders);
    this.#call.head(responseHead(status, headers), stamp.ms);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const { stamp } = this.#wire;
    stamp.note(chunk);
    this.#call.bytes(chunk, 0, chunk.length, stamp);
  }

  onResponseEnd(): void {
    const call = this.#call;
    const endMs = this.#wire.clock.now();
    // undici frees the connection in an immediate that it queues right after this. The caller learns
    // of the end only then, or its next request would find no free connection and open another.
    queueMicrotask(() => setImmediate(() => call.ended(endMs)));
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#call.broke(error);
  }
}

const idleMs = 3000;
const warmTimeoutMs = 5000;
