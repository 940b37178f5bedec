import type { Buffer } from 'node:buffer';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type Clock, ms } from '../../base/index.ts';
import { type AddressGuard, AddressNotAllowed } from '../address-guard.ts';
import type { TlsMaterial } from '../connection.ts';
import type { ChatCall } from './chat-call.ts';
import { Http1Parser } from './http1-parser.ts';
import type { ReadStamp } from './read-stamp.ts';
import { responseHead } from './response-head.ts';

/** What all connections of one raw transport share. */
export interface RawPort {
  readonly clock: Clock;
  readonly host: string;
  readonly port: number;
  /** Absent for plain TCP. */
  readonly tls: TlsMaterial | undefined;
  readonly guard: AddressGuard;
  readonly connectTimeoutMs: number;
  /** One buffer for every read of every socket: a read is worked off before the next begins. */
  readonly buffer: Buffer;
  readonly stamp: ReadStamp;
  /** The connection is free for another request. */
  freed(connection: RawConnection, idleMs: number): void;
  closed(connection: RawConnection): void;
}

/** One connection that serves one call at a time, read straight from the socket without a stream. */
export class RawConnection {
  readonly #port: RawPort;
  readonly #socket: Socket | undefined;
  readonly #parser: Http1Parser;
  #call: ChatCall | undefined;
  #request: string;
  #isReady = false;
  #isClosed = false;
  #stopConnectTimer: () => void = () => undefined;
  #idleMs = 0;

  /** Connects for `call` and sends `request` as soon as it can. */
  constructor(port: RawPort, call: ChatCall, request: string) {
    this.#port = port;
    this.#call = call;
    this.#request = request;
    this.#parser = new Http1Parser({
      head: ({ status, headers, keepsAlive }) => {
        this.#idleMs = keepsAlive ? idleLimitMs(headers['keep-alive']) : 0;
        this.#call?.head(responseHead(status, headers), port.stamp.ms);
      },
      body: (bytes, from, to) => this.#call?.bytes(bytes, from, to, port.stamp),
    });
    this.#socket = this.#open();
  }

  /** Sends the next request over the open connection. */
  reuse(call: ChatCall, request: string): void {
    this.#call = call;
    this.#parser.reset();
    this.#request = request;
    this.#socket?.ref();
    this.#send(undefined);
  }

  close(): void {
    this.#broken(closedByUs);
  }

  #open(): Socket | undefined {
    const { host, port, tls, guard, clock, connectTimeoutMs } = this.#port;
    if (isIP(host) !== 0 && !guard.permits(host)) {
      queueMicrotask(() => this.#broken(new AddressNotAllowed(host, [])));
      return undefined;
    }
    const onread = {
      buffer: this.#port.buffer,
      callback: (size: number): boolean => {
        this.#took(size);
        return true;
      },
    };
    const to = { host, port, onread, lookup: guard.lookup };
    const servername = isIP(host) === 0 ? { servername: host } : {};
    const socket =
      tls === undefined
        ? connectTcp(to)
        : connectTls({ ...to, ...tls, ...servername, ALPNProtocols: ['http/1.1'] });
    socket.setNoDelay(true);
    this.#stopConnectTimer = clock.schedule(ms(clock.now() + connectTimeoutMs), () => {
      this.#broken(new ConnectTimeout(host, port, connectTimeoutMs));
    });
    socket.once(tls === undefined ? 'connect' : 'secureConnect', () => {
      this.#stopConnectTimer();
      this.#isReady = true;
      this.#send(clock.now());
    });
    socket.on('error', (error) => this.#broken(error));
    socket.on('end', () => this.#ended());
    socket.on('close', () => this.#broken(endOfConnection));
    return socket;
  }

  #send(connectMs: number | undefined): void {
    const call = this.#call;
    // A call that was given up meanwhile is not sent; its connection is as good as new.
    if (call === undefined || call.isSettled) {
      this.#call = undefined;
      this.#free(longestIdleMs);
      return;
    }
    call.onAbandon(() => this.close());
    call.connected(connectMs);
    this.#socket?.write(this.#request);
    this.#request = '';
  }

  #took(size: number): void {
    this.#port.stamp.begin();
    // Bytes nobody asked for: the connection is out of step and can serve no further request.
    if (this.#call === undefined) {
      this.close();
      return;
    }
    let end: number;
    try {
      end = this.#parser.push(this.#port.buffer, 0, size);
    } catch (error) {
      this.#broken(error);
      return;
    }
    if (this.#parser.isDone) this.#complete(end === size);
  }

  #complete(isInStep: boolean): void {
    const call = this.#call;
    this.#call = undefined;
    const isWritten = this.#socket?.writableLength === 0;
    // Freed first: whoever hears of the end may send the next request at once.
    if (isInStep && isWritten && this.#idleMs > 0) this.#free(this.#idleMs);
    else this.close();
    call?.ended(this.#port.stamp.ms);
  }

  #free(idleMs: number): void {
    // An idle connection does not keep the process alive.
    this.#socket?.unref();
    this.#port.freed(this, idleMs);
  }

  #ended(): void {
    this.#port.stamp.begin();
    if (this.#call !== undefined && this.#parser.atEnd()) this.#complete(false);
    else this.#broken(endOfConnection);
  }

  #broken(error: unknown): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#stopConnectTimer();
    this.#socket?.destroy();
    this.#port.closed(this);
    const call = this.#call;
    this.#call = undefined;
    call?.broke(error);
  }

  /** True once connected; before that a call waits for it. */
  get isReady(): boolean {
    return this.#isReady && !this.#isClosed;
  }
}

class ConnectTimeout extends Error {
  readonly code = 'timeout-connect';

  constructor(host: string, port: number, afterMs: number) {
    super(`no connection to ${host}:${port} within ${afterMs} ms`);
  }
}

class EndOfConnection extends Error {
  readonly code = 'EOF';
}

const endOfConnection = new EndOfConnection('the server closed the connection');
const closedByUs = new EndOfConnection('the connection was given up');

/** Servers close what idles for 5 s; one that says less is believed, with a second to spare. */
function idleLimitMs(keepAlive: string | undefined): number {
  const hint = /timeout=(\d+)/i.exec(keepAlive ?? '')?.[1];
  if (hint === undefined) return longestIdleMs;
  return Math.max(0, Math.min(longestIdleMs, Number(hint) * 1000 - 1000));
}

const longestIdleMs = 3000;
