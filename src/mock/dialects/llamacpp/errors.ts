import type { Failure, Reply } from '../contract.ts';

export const headers = {
  server: 'llama.cpp',
  'content-type': 'application/json; charset=utf-8',
} as const;

/** Always under `error`; `more` are fields beside message and type. */
export const errorBody = (
  code: number,
  type: string,
  message: string,
  more: Readonly<Record<string, number>> = {},
): string => JSON.stringify({ error: { code, message, type, ...more } });

export const errorReply = (
  status: number,
  type: string,
  message: string,
  more: Readonly<Record<string, number>> = {},
): Reply => ({ status, headers, body: errorBody(status, type, message, more) });

const worded = (failure: Failure): readonly [number, string, string] => {
  switch (failure.kind) {
    case 'overloaded':
      return [429, 'rate_limit_error', 'Too many requests'];
    case 'unavailable':
      return [503, 'unavailable_error', 'Loading model'];
    case 'internal':
      return [500, 'server_error', failure.message];
  }
};

export const failureReply = (failure: Failure): Reply => errorReply(...worded(failure));
/** The stream simply ends after it. */
export const failureEvents = (failure: Failure): string =>
  `data: ${errorBody(...worded(failure))}\n\n`;
