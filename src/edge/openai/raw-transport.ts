import { Buffer } from 'node:buffer';
import type { CancelSignal, ChatRequest, Transport } from '../../load/index.ts';
import type { Exchange } from '../../record/index.ts';
import { addressGuard } from '../address-guard.ts';
import { connectTimeoutMs } from '../connection.ts';
import { requestDialects, toChatBody } from './chat-body.ts';
import { ChatCall } from './chat-call.ts';
import { RawConnection, type RawPort } from './raw-connection.ts';
import { ReadStamp } from './read-stamp.ts';
import {
  callSettings,
  endpointAddress,
  requestHeaders,
  type TransportSettings,
} from './transport-settings.ts';

interface Idle {
  readonly connection: RawConnection;
  readonly untilMs: number;
}

/**
 * Transport over sockets of our own: HTTP/1.1 read from one shared buffer, without streams, buffers
 * or events between the read and the stamp. Same contract as the one over undici, less than half of
 * its memory per stream.
 */
export function rawTransport(settings: TransportSettings): Transport {
  const { clock } = settings;
  const { hostname, port, protocol } = new URL(settings.url);
  const address = endpointAddress(settings.url);
  const shared = callSettings(settings);
  const dialect = requestDialects[settings.server ?? 'auto'];
  const isTls = protocol === 'https:';
  const host = hostname.replace(/^\[|\]$/g, '');
  const headLines = [
    `host: ${new URL(settings.url).host}`,
    'connection: keep-alive',
    ...Object.entries(requestHeaders(settings)).map(([name, value]) => `${name}: ${value}`),
  ].join('\r\n');

  const open = new Set<RawConnection>();
  /** The freshest last: the oldest are left to expire. */
  let idle: Idle[] = [];
  const wire: RawPort = {
    clock,
    host,
    port: port === '' ? (isTls ? 443 : 80) : Number(port),
    tls: isTls ? (settings.tls ?? {}) : undefined,
    guard: addressGuard(settings.allow),
    connectTimeoutMs: settings.connectTimeoutMs ?? connectTimeoutMs,
    buffer: Buffer.allocUnsafeSlow(readBytes),
    stamp: new ReadStamp(clock),
    freed: (connection, idleMs) => {
      idle.push({ connection, untilMs: clock.now() + idleMs });
    },
    closed: (connection) => {
      open.delete(connection);
      idle = idle.filter((each) => each.connection !== connection);
    },
  };

  /** A connection that has not idled for too long; those that have are closed on the way. */
  const takeIdle = (): RawConnection | undefined => {
    const now = clock.now();
    const expired = idle.filter(({ untilMs }) => untilMs <= now);
    for (const { connection } of expired) connection.close();
    return idle.pop()?.connection;
  };

  const exchange = (
    method: 'GET' | 'POST',
    path: string,
    body: string,
    call: ChatCall,
  ): Promise<Exchange> => {
    const length = method === 'POST' ? `\r\ncontent-length: ${Buffer.byteLength(body)}` : '';
    const request = `${method} ${path} HTTP/1.1\r\n${headLines}${length}\r\n\r\n${body}`;
    const free = takeIdle();
    if (free === undefined) open.add(new RawConnection(wire, call, request));
    else free.reuse(call, request);
    return call.exchange;
  };

  return {
    send: (request: ChatRequest, cancel: CancelSignal): Promise<Exchange> => {
      const sentMs = clock.now();
      const call = new ChatCall(shared, sentMs, request.deadlineMs, cancel);
      if (call.isSettled) return call.exchange;
      const body = JSON.stringify(toChatBody(request, settings.model, dialect, settings.extraBody));
      return exchange('POST', address.path, body, call);
    },
    warm: async (connections: number): Promise<void> => {
      const one = (): Promise<Exchange> => {
        const now = clock.now();
        const call = new ChatCall(shared, now, now + warmTimeoutMs, neverCancelled);
        return exchange('GET', address.models, '', call);
      };
      await Promise.all(Array.from({ length: connections }, one));
    },
    close: async (): Promise<void> => {
      for (const connection of [...open]) connection.close();
    },
  };
}

const neverCancelled: CancelSignal = { cancelled: false, onCancel: () => undefined };
const warmTimeoutMs = 5000;
const readBytes = 65_536;
