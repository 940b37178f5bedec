import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { mockChangeSchema } from '../../spec/index.ts';
import type { Reply } from '../dialects/index.ts';
import { dcgmPage, GpuMeter } from '../telemetry/index.ts';
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

/** A change of settings at a planned time. */
export interface ScheduledChange {
  readonly atS: number;
  readonly set: unknown;
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
  readonly #meter = new GpuMeter();
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

  /** Opens both ports, and plans what happens to the box at given times. */
  async start(changes: readonly ScheduledChange[]): Promise<BoxEndpoint> {
    this.#port = await listen(this.#main, this.#address.port, this.#address.host);
    const adminPort = await listen(this.#admin, this.#address.adminPort, this.#address.host);
    for (const { atS, set } of changes) this.#at(atS, () => this.#change(set));
    await this.#planFaults();
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

  /** Faults that befall the port and the page, not a request. */
  async #planFaults(): Promise<void> {
    for (const fault of this.#box.settings.faults) {
      if (fault.kind === 'metrics-restart') {
        this.#at(fault.atS ?? 0, async () => this.#box.restartCounters());
      }
      if (fault.kind !== 'dead' && fault.kind !== 'refuse-connect') continue;
      if (fault.atS === undefined) await this.kill();
      else this.#at(fault.atS, () => this.kill());
      if (fault.forS !== undefined) this.#at((fault.atS ?? 0) + fault.forS, () => this.revive());
    }
    if (this.#box.settings.dead) await this.kill();
  }

  #at(atS: number, act: () => Promise<unknown>): void {
    this.#timers.push(setTimeout(() => void act(), atS * 1e3));
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
    this.#box.die();
    await close(this.#main);
  }

  async revive(): Promise<void> {
    if (!this.#main.listening) await listen(this.#main, this.#port, this.#address.host);
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const receivedMs = monotonicMs();
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const outlet = new StreamWriter(response, this.#box.clockSkewS);
    const headers = headersOf(request);
    void readBody(request).then((body) => {
      const { dialect, settings } = this.#box;
      if (path.startsWith('/v1') && !isAllowed(settings.apiKeys, headers['authorization'])) {
        outlet.reply({
          status: 401,
          headers: dialect.jsonHeaders,
          body: '{"error":"Unauthorized"}',
        });
        return;
      }
      if (request.method === 'POST' && dialect.chatPaths.includes(path)) {
        this.#box.chat({ path, body, headers, receivedMs }, outlet, (then) => {
          response.once('close', then);
        });
        return;
      }
      if (request.method === 'POST' && path === dialect.resetPath) this.#box.resetPrefixCache();
      const page = { method: request.method ?? 'GET', path, body };
      const missing = path === '/metrics' && this.#box.metricsMissing;
      const reply = missing ? undefined : dialect.page(page, this.#box.view());
      outlet.reply(reply ?? dialect.notFound());
    });
  }

  #rule(request: IncomingMessage, response: ServerResponse): void {
    const [path = '/', query = ''] = (request.url ?? '/').split('?');
    const [, area = '', , action = ''] = path.split('/');
    void readBody(request).then(async (body) => {
      const reply =
        area === 'gpu'
          ? this.#gpuPage()
          : await this.#command(request.method ?? 'GET', action, query, body);
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

  /** The exporter runs on the box: it is gone when the box is dead. */
  #gpuPage(): Reply {
    if (!this.#box.settings.telemetry.gpuPage || !this.#main.listening) {
      return { status: 503, headers: { 'content-type': 'text/plain' }, body: 'no exporter\n' };
    }
    const view = this.#box.view();
    return {
      status: 200,
      headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
      body: dcgmPage(view, this.#meter.read(view)),
    };
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

/** True where the box asks for no key, or the header carries one of its keys. */
const isAllowed = (keys: readonly string[], authorization: string | undefined): boolean =>
  keys.length === 0 || keys.some((key) => authorization === `Bearer ${key}`);

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
