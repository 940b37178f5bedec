import type { Clock, Tokenizer } from '../../base/index.ts';
import type { ServerKind } from '../../spec/index.ts';
import type { ConnectionSettings } from '../connection.ts';
import type { CallTimeouts } from './call-deadline.ts';
import type { CallSettings } from './chat-call.ts';
import { redaction } from './redaction.ts';

/** Everything a transport must know of its endpoint; files and environment were read elsewhere. */
export interface TransportSettings extends ConnectionSettings {
  /** Base address up to and including the version, e.g. http://10.0.0.11:8000/v1. */
  readonly url: string;
  readonly model: string;
  readonly clock: Clock;
  /** The key itself; it appears in no message. */
  readonly apiKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly extraBody?: Readonly<Record<string, unknown>>;
  readonly server?: ServerKind;
  /** Counts tokens where the server reports no usage. */
  readonly tokenizer?: Tokenizer;
  readonly timeouts?: CallTimeouts;
  /** Longest SSE event; default 8 MB. */
  readonly maxEventBytes?: number;
}

/** Address of an endpoint taken apart: `path` is that of chat completions, `models` that of the list. */
export interface EndpointAddress {
  readonly origin: string;
  readonly path: string;
  readonly models: string;
}

export function endpointAddress(url: string): EndpointAddress {
  const { origin, pathname, search } = new URL(url);
  const base = pathname.replace(/\/+$/, '');
  return {
    origin,
    path: `${base}/chat/completions${search}`,
    models: `${base}/models${search}`,
  };
}

/**
 * Headers of every request, names in lower case; the endpoint's own win over ours. Throws RangeError,
 * without the value, where HTTP does not allow one.
 */
export function requestHeaders(
  settings: Pick<TransportSettings, 'apiKey' | 'headers'>,
): Readonly<Record<string, string>> {
  const own = Object.entries(settings.headers ?? {}).map(([name, value]) => [
    name.toLowerCase(),
    value,
  ]);
  const all: Record<string, string> = {
    accept: 'text/event-stream',
    // A compressing proxy would hold events back until its block is full.
    'accept-encoding': 'identity',
    'content-type': 'application/json',
    ...(settings.apiKey === undefined ? {} : { authorization: `Bearer ${settings.apiKey.trim()}` }),
    ...Object.fromEntries(own),
  };
  for (const [name, value] of Object.entries(all)) {
    if (!/^[!#$%&'*+\-.^_`|~0-9a-z]+$/.test(name) || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      throw new RangeError(`header "${name}" holds a character that HTTP does not allow`);
    }
  }
  return all;
}

export function callSettings(settings: TransportSettings): CallSettings {
  return {
    clock: settings.clock,
    timeouts: settings.timeouts ?? {},
    tokenizer: settings.tokenizer,
    maxEventBytes: settings.maxEventBytes ?? maxEventBytes,
    redact: redaction([settings.apiKey?.trim(), ...secretHeaders(settings.headers ?? {})]),
  };
}

/** Values of headers whose names say that they are credentials. */
function secretHeaders(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    /auth|key|token|secret|cookie|password/i.test(name)
      ? [value, value.replace(/^(?:bearer|basic)\s+/i, '')]
      : [],
  );
}

const maxEventBytes = 8 * 1024 * 1024;
