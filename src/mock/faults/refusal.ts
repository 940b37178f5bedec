import type { MockFault } from '../../spec/index.ts';
import type { Dialect, Reply } from '../dialects/index.ts';

/** The whole reply of a fault that strikes before the stream begins; absent for the others. */
export function faultyReply(fault: MockFault, dialect: Dialect): Reply | undefined {
  switch (fault.kind) {
    case 'status-429': {
      const reply = dialect.failure({ kind: 'overloaded' });
      return {
        ...reply,
        status: 429,
        headers: { ...reply.headers, 'retry-after': String(fault.retryAfterS) },
      };
    }
    case 'status-500':
      return dialect.failure({ kind: 'internal', message: 'Internal server error' });
    case 'status-503':
      return { ...dialect.failure({ kind: 'unavailable' }), status: 503 };
    case 'proxy-html':
      return proxyPage(fault.status);
    default:
      return undefined;
  }
}

const reasons = { 200: 'OK', 502: 'Bad Gateway', 504: 'Gateway Time-out' } as const;

/** An error page as a reverse proxy writes it, some of them with status 200. */
function proxyPage(status: 200 | 502 | 504): Reply {
  const title = status === 200 ? 'Sign in' : `${status} ${reasons[status]}`;
  return {
    status,
    headers: { server: 'nginx', 'content-type': 'text/html' },
    body: `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`,
  };
}
