import type { Failure, Reply } from '../contract.ts';
import { dataEvent } from './event.ts';

export const headers = { 'content-type': 'application/json' } as const;

/** Before a stream begins the error is a text beside its type. */
export const errorReply = (status: number, error: string, type: string): Reply => ({
  status,
  headers,
  body: JSON.stringify({ error, error_type: type }),
});

interface Wording {
  readonly status: number;
  readonly message: string;
  readonly type: string;
}

const wordings: Readonly<Record<Failure['kind'], (failure: Failure) => Wording>> = {
  overloaded: () => ({ status: 429, message: 'Model is overloaded', type: 'overloaded' }),
  unavailable: () => ({ status: 503, message: 'unhealthy', type: 'healthcheck' }),
  internal: (failure) => ({
    status: 424,
    message: `Request failed during generation: ${failure.kind === 'internal' ? failure.message : ''}`,
    type: 'generation',
  }),
};

export function failureReply(failure: Failure): Reply {
  const { status, message, type } = wordings[failure.kind](failure);
  return errorReply(status, message, type);
}

/** Within a stream every error is said to have status 422, and the end marker follows where it exists. */
export const errorEvents = (message: string, version: string): string =>
  dataEvent(JSON.stringify({ error: { message, http_status_code: 422 } }), version) +
  endMarker(version);

export const failureEvents = (failure: Failure, version: string): string =>
  errorEvents(wordings[failure.kind](failure).message, version);

/** [DONE] came with 2.2. */
export const endMarker = (version: string): string =>
  hasEndMarker(version) ? dataEvent('[DONE]', version) : '';

const hasEndMarker = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return version === 'current' || major > 2 || (major === 2 && minor >= 2);
};
