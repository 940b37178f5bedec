import type { Failure, Reply } from '../contract.ts';

export const headers = { server: 'uvicorn', 'content-type': 'application/json' } as const;

/** Flat, with its keys in this order. */
export const errorBody = (status: number, type: string, message: string): string =>
  JSON.stringify({ message, type, code: status, param: null, object: 'error' });

export const errorReply = (status: number, type: string, message: string): Reply => ({
  status,
  headers,
  body: errorBody(status, type, message),
});

const worded = (failure: Failure): readonly [number, string, string] => {
  switch (failure.kind) {
    case 'overloaded':
      return [429, 'rate_limit_error', 'Too many requests'];
    case 'unavailable':
      return [503, 'service_unavailable', 'Engine is sleeping'];
    case 'internal':
      return [500, 'server_error', failure.message];
  }
};

export const failureReply = (failure: Failure): Reply => errorReply(...worded(failure));

/** Within a stream the same object stands under `error`, and [DONE] follows. */
export const failureEvents = (failure: Failure): string =>
  `data: {"error":${errorBody(...worded(failure))}}\n\ndata: [DONE]\n\n`;
