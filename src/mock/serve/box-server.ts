import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { mockChangeSchema } from '../../spec/index.ts';
import type { Reply } from '../dialects/index.ts';
import type { Box } from './box.ts';
import { monotonicMs } from './monotonic.ts';
import { StreamWriter } from './stream-writer.ts';

/** Where a box is to be found. */
export interface BoxEndpoint {
  readonly id: string;
  readonly url: string;
  readonly metrics: string;
  readonly gpu: string;
  readonly admin: string;
  readonly model: string;
}

export interface BoxAddress {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Of the admin and GPU pages, which outlive a killed box. */
  readonly adminPort: number;
}

const jsonHeaders = { 'content-type': 'application/json' };

/** The two listeners of a box: the server it pretends to be, and the page by which tests rule it. */
export class BoxServer {
  readonly #box: Box;
  readonly #address: BoxAddress;
  readonly #main: Server;
  readonly #admin: Server;
  readonly #sockets = new Set<Socket>();
  readonly #timers: NodeJS.Timeout[] = [];
  #port = 0;

  constructor(box: Box, address: BoxAddress) {
    this.#box = box;
    this.#address = address;
    this.#main = createServer({ keepAliveTimeout: box.settings.dialect.keepAliveMs }, (q, r) => {
      this.#serve(q, r);
    });
    this.#main.headersTimeout = 0;
    this.#main.requestTimeout = 0;
    // Newer Node adds a second of grace to the idle time; the servers shown here do not.
    Object.assign(this.#main, { keepAliveTimeoutBuffer: 0 });
    this.#main.on('connection', (socket) => {
      socket.setNoDelay(true);
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    this.#admin = createServer((q, r) => this.#rule(q, r));
  }

  async start(
    changes: readonly { readonly atS: number; readonly set: unknown }[],
  ): Promise<BoxEndpoint> {
    this.#port = await listen(this.#main, this.#address.port, this.#address.host);
    const adminPort = await listen(this.#admin, this.#address.adminPort, this.#address.host);
    for (const { atS, set } of changes) {
      this.#timers.push(setTimeout(() => void this.#change(set), atS * 1000));
    }
    const { id, model } = this.#box.settings;
    const url = `http://${this.#address.host}:${this.#port}`;
    const aside = `http://${this.#address.host}:${adminPort}`;
    return {
      id,
      url,
      metrics: `${url}/metrics`,
      gpu: `${aside}/gpu/${id}/metrics`,
      admin: `${aside}/admin/${id}`,
      model,
    };
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#box.stop();
    this.#main.closeAllConnections();
    this.#admin.closeAllConnections();
    await Promise.all([close(this.#main), close(this.#admin)]);
  }

  /** The box dies: connections are reset, and the port refuses until `revive`. */
  async kill(): Promise<void> {
    if (!this.#main.listening) return;
    for (const socket of this.#sockets) socket.resetAndDestroy();
    await close(this.#main);
  }

  async revive(): Promise<void> {
    if (!this.#main.listening) await listen(this.#main, this.#port, this.#address.host);
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const receivedMs = monotonicMs();
    response.removeHeader('connection');
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const outlet = new StreamWriter(response);
    void readBody(request).then((body) => {
      if (request.method === 'POST' && path === '/v1/chat/completions') {
        this.#box.chat({ path, body, headers: headersOf(request), receivedMs }, outlet, (then) =>
          response.once('close', then),
        );
        return;
      }
      const { dialect } = this.#box;
      const page = { method: request.method ?? 'GET', path, body };
      outlet.reply(dialect.page(page, this.#box.view()) ?? dialect.notFound());
    });
  }

  #rule(request: IncomingMessage, response: ServerResponse): void {
    const [path = '/', query = ''] = (request.url ?? '/').split('?');
    const action = path.split('/')[3] ?? '';
    void readBody(request).then(async (body) => {
      const reply = await this.#command(request.method ?? 'GET', action, query, body);
      response.writeHead(reply.status, { ...reply.headers });
      response.end(reply.body);
    });
  }

  async #command(method: string, action: string, query: string, body: string): Promise<Reply> {
    if (method === 'GET' && action === 'log') {
      const withWrites = new URLSearchParams(query).has('writes');
      return {
        status: 200,
        headers: { 'content-type': 'application/jsonl' },
        body: this.#box.log.lines(withWrites),
      };
    }
    if (method === 'POST' && action === 'kill') return done(this.kill());
    if (method === 'POST' && action === 'revive') return done(this.revive());
    if (method === 'POST' && action === '') return this.#change(parsed(body));
    return { status: 404, headers: jsonHeaders, body: '{"error":"no such admin page"}' };
  }

  async #change(set: unknown): Promise<Reply> {
    const change = mockChangeSchema.safeParse(set);
    const problem = change.success
      ? this.#box.change(change.data)
      : change.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    if (problem !== undefined) {
      return { status: 400, headers: jsonHeaders, body: JSON.stringify({ error: problem }) };
    }
    if (this.#box.settings.dead) await this.kill();
    else await this.revive();
    return { status: 200, headers: jsonHeaders, body: '{"ok":true}' };
  }
}

async function done(work: Promise<void>): Promise<Reply> {
  await work;
  return { status: 200, headers: jsonHeaders, body: '{"ok":true}' };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function headersOf(request: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}

function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
    // A client that goes away in mid-request gets no answer and needs none.
    request.on('error', () => undefined);
  });
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, 2048, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    if (server.listening) server.close(() => resolve());
    else resolve();
  });
