import { Buffer } from 'node:buffer';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Agent, request } from 'undici';
import type { HttpAnswer, HttpProbe, HttpProbeOptions } from '../base/index.ts';
import { type ConnectionSettings, guardedConnector } from './connection.ts';

/** Settings of a probe besides those of its connections. */
export interface HttpProbeSettings extends ConnectionSettings {
  /** Sent with every request, e.g. Authorization. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Default 5 s for the whole exchange. */
  readonly timeoutMs?: number;
  /** Default 8 MB; a longer body makes the answer `unreachable` with code too-big. */
  readonly maxBytes?: number;
}

/** A probe that can be closed; redirects are not followed. */
export type ClosableHttpProbe = HttpProbe & { close(): Promise<void> };

/** Small requests outside the measuring path, with a limit of time and of size. */
export function httpProbe(settings: HttpProbeSettings = {}): ClosableHttpProbe {
  const agent = new Agent({
    connect: guardedConnector(settings),
    keepAliveTimeout: 2000,
    keepAliveMaxTimeout: 3000,
  });
  const ask = async (
    method: 'GET' | 'POST',
    url: string,
    body: string | null,
    options: HttpProbeOptions = {},
  ): Promise<HttpAnswer> => {
    const signal = AbortSignal.timeout(options.timeoutMs ?? settings.timeoutMs ?? 5000);
    try {
      const answer = await request(url, {
        method,
        dispatcher: agent,
        signal,
        body,
        headers: {
          accept: 'application/json, text/plain, */*',
          'accept-encoding': 'identity',
          ...(body === null ? {} : { 'content-type': 'application/json' }),
          ...settings.headers,
          ...options.headers,
        },
      });
      return {
        kind: 'answer',
        status: answer.statusCode,
        headers: plainHeaders(answer.headers),
        body: await readBody(
          unpacked(answer.body, answer.headers['content-encoding']),
          settings.maxBytes ?? maxBytes,
        ),
      };
    } catch (error) {
      return unreachable(error);
    }
  };
  return {
    get: (url, options) => ask('GET', url, null, options),
    post: (url, body, options) => ask('POST', url, JSON.stringify(body), options),
    close: () => agent.destroy(),
  };
}

/** The body as it was before gzip, which some servers apply unasked. The limit holds for the unpacked size. */
function unpacked(
  body: Readable,
  encoding: string | string[] | undefined,
): AsyncIterable<Uint8Array> {
  if (encoding !== 'gzip' && encoding !== 'x-gzip') return body;
  // Reading `plain` meets every failure of either; the callback only keeps it from being thrown twice.
  return pipeline(body, createGunzip(), () => {});
}

async function readBody(body: AsyncIterable<Uint8Array>, limit: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > limit) throw new TooBig(limit);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

class TooBig extends Error {
  readonly code = 'too-big';

  constructor(limit: number) {
    super(`the answer is longer than ${limit} bytes`);
  }
}

function plainHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return plain;
}

function unreachable(error: unknown): HttpAnswer {
  if (!(error instanceof Error)) {
    return { kind: 'unreachable', code: 'unknown', message: String(error) };
  }
  if (error.name === 'TimeoutError') {
    return { kind: 'unreachable', code: 'timeout', message: 'no answer in time' };
  }
  const first = error instanceof AggregateError ? error.errors[0] : error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const message = first instanceof Error ? first.message : error.message;
  return { kind: 'unreachable', code, message };
}

const maxBytes = 8 * 1024 * 1024;
