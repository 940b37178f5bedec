export const jsonHeaders = { server: 'uvicorn', 'content-type': 'application/json' } as const;
export const streamHeaders = {
  server: 'uvicorn',
  'content-type': 'text/event-stream; charset=utf-8',
} as const;
export const textHeaders = {
  server: 'uvicorn',
  'content-type': 'text/plain; charset=utf-8',
} as const;
