import { connect } from 'node:net';

/** What came back on one connection, byte for byte. */
export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body with the chunks of the transfer encoding joined. */
  readonly body: string;
  /** Each chunk of the transfer encoding, undecoded. */
  readonly chunks: readonly Buffer[];
  /** Whether the last, empty chunk came. */
  readonly complete: boolean;
  readonly reset: boolean;
}

export interface RawRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Called with all text so far; true closes the connection. */
  readonly leaveWhen?: (soFar: string) => boolean;
}

/** A client of its own for tests: one connection a request, nothing decoded but the chunks. */
export function rawRequest(url: string, request: RawRequest = {}): Promise<RawAnswer> {
  const { hostname, port, pathname, search } = new URL(url);
  const body = request.body === undefined ? '' : JSON.stringify(request.body);
  const head = [
    `${request.method ?? (body === '' ? 'GET' : 'POST')} ${pathname}${search} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    ...Object.entries(request.headers ?? {}).map(([name, value]) => `${name}: ${value}`),
  ];
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let reset = false;
    const socket = connect({ host: hostname, port: Number(port) }, () => {
      socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
    });
    socket.on('data', (part) => {
      parts.push(part);
      if (request.leaveWhen?.(Buffer.concat(parts).toString('utf8')) === true) socket.destroy();
    });
    socket.on('error', () => {
      reset = true;
    });
    socket.on('close', () => resolve({ ...parsed(Buffer.concat(parts)), reset }));
  });
}

function parsed(bytes: Buffer): Omit<RawAnswer, 'reset'> {
  const split = bytes.indexOf('\r\n\r\n');
  if (split < 0) return { status: 0, headers: {}, body: '', chunks: [], complete: false };
  const [first = '', ...lines] = bytes.subarray(0, split).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  const rest = bytes.subarray(split + 4);
  const status = Number(first.split(' ')[1]);
  if (headers['transfer-encoding'] !== 'chunked') {
    return { status, headers, body: rest.toString('utf8'), chunks: [rest], complete: true };
  }
  const chunks: Buffer[] = [];
  let at = 0;
  let complete = false;
  while (at < rest.length) {
    const line = rest.indexOf('\r\n', at);
    if (line < 0) break;
    const size = Number.parseInt(rest.subarray(at, line).toString('latin1'), 16);
    if (size === 0) {
      complete = true;
      break;
    }
    chunks.push(rest.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
  return { status, headers, body: Buffer.concat(chunks).toString('utf8'), chunks, complete };
}
