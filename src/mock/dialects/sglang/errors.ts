import type { Failure, Reply } from '../contract.ts';

export const headers = { server: 'uvicorn', 'content-type': 'application/json' } as const;

/** Flat before a stream. */
export const errorBody = (status: number, type: string, message: string): string =>
  JSON.stringify({ object: 'error', message, type, param: null, code: status });

export const errorReply = (status: number, type: string, message: string): Reply => ({
  status,
  headers,
  body: errorBody(status, type, message),
});

/** The same object under `error` within a stream, and [DONE]. */
export const errorEvents = (status: number, type: string, message: string): string =>
  `data: {"error":${errorBody(status, type, message)}}\n\ndata: [DONE]\n\n`;

const worded = (failure: Failure): readonly [number, string, string] => {
  switch (failure.kind) {
    case 'overloaded':
      return [429, 'RateLimitError', 'Too many requests'];
    case 'unavailable':
      return [503, 'SERVICE_UNAVAILABLE', 'The request queue is full.'];
    case 'internal':
      return [500, 'InternalServerError', failure.message];
  }
};

export const failureReply = (failure: Failure): Reply => errorReply(...worded(failure));
export const failureEvents = (failure: Failure): string => errorEvents(...worded(failure));
