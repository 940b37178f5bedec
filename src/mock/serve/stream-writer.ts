import type { ServerResponse } from 'node:http';
import type { Reply } from '../dialects/index.ts';
import type { RawOutlet } from './outlet.ts';

/** Beyond this the reader counts as lagging, and tokens are merged. */
const LAG_BYTES = 65_536;

/**
 * Writes events of one response. After the headers the chunks of the transfer encoding are framed
 * here and handed to the socket in one write: half the cost of the response's own `write`.
 */
export class StreamWriter implements RawOutlet {
  readonly #response: ServerResponse;

  /** `clockSkewS`: by how much the `date` header is ahead. */
  constructor(response: ServerResponse, clockSkewS = 0) {
    this.#response = response;
    // The servers shown here neither say that they keep a connection nor for how long.
    response.removeHeader('connection');
    if (clockSkewS !== 0) {
      response.setHeader('date', new Date(Date.now() + clockSkewS * 1e3).toUTCString());
    }
  }

  get congested(): boolean {
    const { socket } = this.#response;
    return socket !== null && (socket.writableNeedDrain || socket.writableLength > LAG_BYTES);
  }

  get open(): boolean {
    return !this.#response.destroyed && this.#response.socket !== null;
  }

  head(status: number, headers: Readonly<Record<string, string>>): void {
    if (!this.open) return;
    this.#response.writeHead(status, headers);
    this.#response.flushHeaders();
  }

  write(text: string): void {
    const { socket } = this.#response;
    if (socket === null || socket.destroyed || text === '') return;
    const bytes = Buffer.byteLength(text);
    // Plain ASCII, which most chunks are, is cheaper to encode.
    const encoding = bytes === text.length ? 'latin1' : 'utf8';
    socket.write(`${bytes.toString(16)}\r\n${text}\r\n`, encoding);
  }

  writeBytes(bytes: Uint8Array): void {
    const { socket } = this.#response;
    if (socket === null || socket.destroyed || bytes.length === 0) return;
    socket.cork();
    socket.write(`${bytes.length.toString(16)}\r\n`, 'latin1');
    socket.write(bytes);
    socket.write('\r\n', 'latin1');
    socket.uncork();
  }

  onDrain(then: () => void): void {
    this.#response.socket?.once('drain', then);
  }

  end(): void {
    if (this.open) this.#response.end();
  }

  reply(reply: Reply): void {
    if (!this.open) return;
    const length = String(Buffer.byteLength(reply.body));
    this.#response.writeHead(reply.status, { ...reply.headers, 'content-length': length });
    this.#response.end(reply.body);
  }

  reset(): void {
    this.#response.socket?.resetAndDestroy();
  }

  cut(): void {
    this.#response.socket?.end();
  }
}
