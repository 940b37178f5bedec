import type { Failure, Reply } from '../contract.ts';
import { atLeast } from '../version.ts';
import { jsonHeaders } from './headers.ts';

/** An error as vLLM words it. */
export interface VllmError {
  readonly status: number;
  readonly type: string;
  readonly message: string;
  readonly param?: string;
}

/** Flat until 0.10.0; under `error` from 0.10.1 on. */
export function errorBody(version: string, error: VllmError): string {
  const { message, type, status } = error;
  const core = { message, type, param: error.param ?? null, code: status };
  return JSON.stringify(
    atLeast(version, '0.10.1') ? { error: core } : { object: 'error', ...core },
  );
}

export const errorReply = (version: string, error: VllmError): Reply => ({
  status: error.status,
  headers: jsonHeaders,
  body: errorBody(version, error),
});

/** Inside a stream the old flat body stands under `error` as well; [DONE] follows in all versions. */
export function errorEvent(version: string, error: VllmError): string {
  const body = errorBody(version, error);
  const nested = atLeast(version, '0.10.1') ? body : `{"error":${body}}`;
  return `data: ${nested}\n\ndata: [DONE]\n\n`;
}

/** vLLM itself never answers 429 or 503 to a chat: these are what stands before it, or a dead engine. */
export function failureError(failure: Failure): VllmError {
  switch (failure.kind) {
    case 'overloaded':
      return { status: 429, type: 'RateLimitError', message: 'Too many requests' };
    case 'unavailable':
      return { status: 503, type: 'ServiceUnavailableError', message: 'Service unavailable' };
    case 'internal':
      return { status: 500, type: 'InternalServerError', message: failure.message };
  }
}
