import { Buffer } from 'node:buffer';
import { afterEach, describe, expect, test } from 'vitest';
import { ms } from '../../../../src/base/index.ts';
import { systemClock } from '../../../../src/edge/clock.ts';
import type { TransportSettings } from '../../../../src/edge/openai/index.ts';
import type { Transport } from '../../../../src/load/index.ts';
import type { Exchange, Outcome } from '../../../../src/record/index.ts';
import { goldenStreams, inStreamErrors, vllmStream } from './dialect-streams.ts';
import {
  httpChunk,
  lastChunk,
  plainResponse,
  type Script,
  type ScriptedServer,
  scriptedServer,
  sseHead,
  streamResponse,
} from './scripted-server.ts';
import { testCertificate, testKey } from './tls-fixture.ts';

const [roleEvent = '', firstEvent = '', secondEvent = '', finishEvent = ''] = vllmStream.bytes
  .split(/(?<=\n\n)/)
  .values();

/** Calls back when the loop has polled a few times: by then what was written has been read. */
function afterTurns(then: () => void, turns = 10): void {
  if (turns === 0) then();
  else setImmediate(afterTurns, then, turns - 1);
}

/** What any Transport over HTTP must do, whatever carries the bytes. */
export function transportContract(
  name: string,
  makeTransport: (settings: TransportSettings) => Transport,
): void {
  describe(`${name} keeps the transport contract`, () => {
    const clock = systemClock();
    let server: ScriptedServer | undefined;
    let transport: Transport | undefined;

    afterEach(async () => {
      await transport?.close();
      await server?.close();
      transport = undefined;
      server = undefined;
    });

    const serve = async (
      script: Script,
      more: Partial<TransportSettings> = {},
    ): Promise<Transport> => {
      server = await scriptedServer(script);
      transport = makeTransport({ url: server.url, model: 'm', clock, ...more });
      return transport;
    };
    const ask = (
      via: Transport,
      limitMs = 10_000,
      cancel = { cancelled: false, onCancel: (_: () => void) => undefined as undefined },
    ): Promise<Exchange> =>
      via.send(
        {
          messages: [{ role: 'user', content: 'hi' }],
          generation: { maxTokens: 16, temperature: 0, ignoreEos: false },
          deadlineMs: ms(clock.now() + limitMs),
        },
        cancel,
      );
    const exchangeOf = async (script: Script, more?: Partial<TransportSettings>) =>
      ask(await serve(script, more));
    const respond =
      (bytes: string | Buffer): Script =>
      (socket) => {
        socket.write(bytes);
      };
    const respondAndEnd =
      (bytes: string | Buffer): Script =>
      (socket) => {
        socket.end(bytes);
      };
    const failureOf = (outcome: Outcome) =>
      outcome.kind === 'failed' ? `${outcome.stage} ${outcome.code}` : outcome.kind;

    test.each(goldenStreams)('reads $name', async ({ bytes, expected }) => {
      const seen = await exchangeOf(respond(streamResponse(bytes)));
      expect(seen.outcome).toEqual({ kind: 'completed', finishReason: expected.finishReason });
      expect(seen.messageKinds).toBe(expected.kinds);
      expect(seen.messageGapsUs).toHaveLength(expected.kinds.length - 1);
      expect(seen.answer).toBe(expected.answer);
      expect(seen.reasoning).toBe(expected.reasoning);
      expect(seen.doneMs !== undefined).toBe(expected.done);
      expect(seen.promptTokens).toBe(expected.promptTokens);
      expect(seen.outputTokens).toBe(expected.outputTokens);
      expect(seen.tokenSource).toBe(expected.tokenSource);
      expect(seen.servedModel).toBe(expected.servedModel);
    });

    test.each(goldenStreams)('reads $name in one-byte HTTP chunks', async ({ bytes, expected }) => {
      const pieces = [...Buffer.from(bytes)].map((byte) => httpChunk(Buffer.of(byte)));
      const body = Buffer.concat([Buffer.from(sseHead), ...pieces, Buffer.from(lastChunk)]);
      const seen = await exchangeOf(respond(body));
      expect(seen.messageKinds).toBe(expected.kinds);
      expect(seen.answer).toBe(expected.answer);
    });

    test('stamps follow the order of what happened on the wire', async () => {
      const seen = await exchangeOf((socket) => {
        socket.write(sseHead);
        setImmediate(() => {
          socket.write(httpChunk(roleEvent));
          setImmediate(() =>
            socket.write(
              Buffer.concat([
                httpChunk(vllmStream.bytes.slice(roleEvent.length)),
                Buffer.from(lastChunk),
              ]),
            ),
          );
        });
      });
      const order = [
        seen.sentMs,
        seen.connectMs,
        seen.headersMs,
        seen.firstMessageMs,
        seen.firstTokenMs,
        seen.lastTokenMs,
        seen.finishMs,
        seen.usageMs,
        seen.doneMs,
        seen.endMs,
      ];
      expect(order).not.toContain(undefined);
      expect([...order].sort((a, b) => Number(a) - Number(b))).toEqual(order);
      expect(seen.connectionReused).toBe(false);
      expect(seen.firstAnswerMs).toBe(seen.firstTokenMs);
    });

    test('several HTTP chunks of one read are one arrival', async () => {
      const events = [roleEvent, firstEvent, secondEvent, finishEvent].map(httpChunk);
      const seen = await exchangeOf(
        respond(Buffer.concat([Buffer.from(sseHead), ...events, Buffer.from(lastChunk)])),
      );
      expect(seen.messageKinds).toBe('rccf');
      expect(seen.messageGapsUs).toEqual([0, 0, 0]);
      expect(seen.readCount).toBe(1);
      expect(seen.coalescedMessages).toBe(3);
      expect(seen.headersMs).toBe(seen.firstMessageMs);
    });

    test.each(inStreamErrors)(
      'an error inside the stream fails it: $name',
      async ({ bytes, says }) => {
        const seen = await exchangeOf(respond(streamResponse(roleEvent + bytes)));
        expect(seen.outcome).toEqual({
          kind: 'failed',
          stage: 'stream',
          status: 200,
          code: 'in-stream-error',
          message: says,
        });
      },
    );

    test('an error event after tokens keeps what came before it', async () => {
      const error = inStreamErrors[0]?.bytes ?? '';
      const seen = await exchangeOf(respond(streamResponse(firstEvent + error)));
      expect(failureOf(seen.outcome)).toBe('stream in-stream-error');
      expect(seen.answer).toBe('Hi');
      expect(seen.firstTokenMs).toBeDefined();
    });

    test('a missing [DONE] after a finish is a completed answer', async () => {
      const seen = await exchangeOf(respond(streamResponse(firstEvent + finishEvent)));
      expect(seen.outcome).toEqual({ kind: 'completed', finishReason: 'stop' });
      expect(seen).not.toHaveProperty('doneMs');
      expect(seen).not.toHaveProperty('usageMs');
      expect(seen).not.toHaveProperty('promptTokens');
    });

    test.each([
      ['a clean end', firstEvent],
      ['[DONE]', `${firstEvent}data: [DONE]\n\n`],
    ])('%s without finish_reason is a failure', async (_, bytes) => {
      const seen = await exchangeOf(respond(streamResponse(bytes)));
      expect(failureOf(seen.outcome)).toBe('stream no-finish');
    });

    test.each([
      ['before any token', sseHead],
      ['between tokens', Buffer.concat([Buffer.from(sseHead), httpChunk(firstEvent)])],
      [
        'after the finish but before the end',
        Buffer.concat([Buffer.from(sseHead), httpChunk(firstEvent + finishEvent)]),
      ],
      [
        'where it was to be closed anyway',
        Buffer.concat([
          Buffer.from(sseHead.replace('\r\n\r\n', '\r\nconnection: close\r\n\r\n')),
          httpChunk(firstEvent),
        ]),
      ],
      [
        'before the length it announced',
        `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 9999\r\n\r\n${firstEvent}`,
      ],
      ['inside an HTTP chunk', Buffer.concat([Buffer.from(sseHead), Buffer.from('ff\r\ndata: {')])],
    ])('a connection cut %s is a failure of the stream', async (_, bytes) => {
      const seen = await exchangeOf(respondAndEnd(bytes));
      expect(failureOf(seen.outcome)).toBe('stream cut');
    });

    test('a reset connection names the reset', async () => {
      const seen = await exchangeOf((socket) => {
        socket.write(Buffer.concat([Buffer.from(sseHead), httpChunk(firstEvent)]), () => {
          afterTurns(() => socket.resetAndDestroy());
        });
      });
      expect(failureOf(seen.outcome)).toBe('stream ECONNRESET');
      expect(seen.answer).toBe('Hi');
    });

    test('a body that ends with the connection is complete when it finished', async () => {
      const head =
        'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n';
      const seen = await exchangeOf(respondAndEnd(head + vllmStream.bytes));
      expect(seen.outcome).toEqual({ kind: 'completed', finishReason: 'stop' });
      expect(seen.answer).toBe('Hi there');
    });

    test('a body of known length is complete when it finished', async () => {
      const seen = await exchangeOf(
        respond(plainResponse('200 OK', 'text/event-stream', vllmStream.bytes)),
      );
      expect(seen.outcome.kind).toBe('completed');
    });

    test('a server that closes before answering fails in the headers', async () => {
      const seen = await exchangeOf((socket) => socket.end());
      expect(failureOf(seen.outcome)).toBe('headers closed');
      expect(seen).not.toHaveProperty('headersMs');
    });

    test('what is not HTTP is a failure of protocol', async () => {
      const seen = await exchangeOf(respond('SSH-2.0-OpenSSH_9.6\r\n\r\n\r\n'));
      expect(failureOf(seen.outcome)).toBe('protocol bad-http');
    });

    test.each([
      [401, '{"detail":"Unauthorized"}', 'Unauthorized'],
      [
        404,
        '{"error":{"message":"The model `x` does not exist.","type":"NotFoundError","param":"model","code":404}}',
        'NotFoundError 404: The model `x` does not exist.',
      ],
      [
        400,
        '{"object":"error","message":"too long","type":"BadRequestError","param":null,"code":400}',
        'BadRequestError 400: too long',
      ],
      [
        429,
        '{"error":"Model is overloaded","error_type":"overloaded"}',
        'overloaded: Model is overloaded',
      ],
      [
        503,
        '<html><head><title>503</title></head><body><h1>Service down</h1></body></html>',
        'an HTML page: 503 Service down',
      ],
      [500, '', 'status 500 with an empty body'],
    ])('status %i keeps what the body says', async (status, body, message) => {
      const type = body.startsWith('<') ? 'text/html' : 'application/json';
      const seen = await exchangeOf(respond(plainResponse(`${status} X`, type, body)));
      expect(seen.outcome).toEqual({
        kind: 'failed',
        stage: 'headers',
        status,
        code: `http-${status}`,
        message,
      });
    });

    test('a redirect is not followed', async () => {
      const seen = await exchangeOf(
        respond('HTTP/1.1 307 X\r\nlocation: http://10.9.9.9/v1\r\ncontent-length: 0\r\n\r\n'),
      );
      expect(failureOf(seen.outcome)).toBe('headers http-307');
      expect(server?.requests).toHaveLength(1);
    });

    test.each([
      ['application/json', '{"error":{"message":"queue full","code":503}}', 'json-error'],
      ['text/event-stream', '{"error":{"message":"queue full","code":503}}', 'json-error'],
      ['text/html', '<!doctype html><p>Sign in', 'html'],
      ['text/event-stream', '<html>Sign in</html>', 'html'],
      ['application/json', '{"choices":[{"message":{"content":"all at once"}}]}', 'not-streamed'],
      ['text/event-stream', '', 'empty-body'],
      ['text/plain', 'hello', 'not-a-stream'],
    ])('status 200 with %s %s is no success', async (type, body, code) => {
      const seen = await exchangeOf(respond(plainResponse('200 OK', type, body)));
      expect(failureOf(seen.outcome)).toBe(`protocol ${code}`);
      expect(seen.outcome).toMatchObject({ status: 200 });
      expect(seen).not.toHaveProperty('firstTokenMs');
    });

    test('a compressed stream is refused, for it hides when tokens came', async () => {
      const seen = await exchangeOf(
        respond(
          'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-encoding: gzip\r\ncontent-length: 3\r\n\r\nabc',
        ),
      );
      expect(failureOf(seen.outcome)).toBe('protocol content-encoding');
    });

    test.each([
      ['data: {"choices":\n\n', 'bad-json'],
      ['data: {"hello":1}\n\n', 'not-a-chunk'],
      [`data: ${'x'.repeat(5000)}`, 'event-too-long'],
    ])('a damaged event fails the stream (%#)', async (bytes, code) => {
      const seen = await exchangeOf(respond(streamResponse(firstEvent + bytes)), {
        maxEventBytes: 4096,
      });
      expect(failureOf(seen.outcome)).toBe(`protocol ${code}`);
    });

    test.each(['error', 'abort'])('finish_reason %s is a failure', async (reason) => {
      const finish = finishEvent.replace('"stop"', `"${reason}"`);
      const seen = await exchangeOf(respond(streamResponse(firstEvent + finish)));
      expect(failureOf(seen.outcome)).toBe(`stream finish-${reason}`);
    });

    test('the whole deadline ends a silent request', async () => {
      const via = await serve(() => undefined);
      const seen = await ask(via, 20);
      expect(failureOf(seen.outcome)).toBe('deadline timeout');
      expect(Number(seen.endMs) - Number(seen.sentMs)).toBeGreaterThanOrEqual(20);
    });

    test('a role chunk does not satisfy the first-token deadline', async () => {
      const seen = await exchangeOf(
        respond(Buffer.concat([Buffer.from(sseHead), httpChunk(roleEvent)])),
        { timeouts: { firstTokenMs: 25 } },
      );
      expect(failureOf(seen.outcome)).toBe('deadline timeout-first-token');
      expect(seen).not.toHaveProperty('firstTokenMs');
    });

    test('silence after a token ends in the idle deadline', async () => {
      const seen = await exchangeOf(
        respond(Buffer.concat([Buffer.from(sseHead), httpChunk(firstEvent)])),
        { timeouts: { idleMs: 25 } },
      );
      expect(failureOf(seen.outcome)).toBe('deadline timeout-idle');
      expect(seen.answer).toBe('Hi');
    });

    test('a cancelled request ends cancelled and closes its connection', async () => {
      let closed: (() => void) | undefined;
      const whenClosed = new Promise<void>((resolve) => {
        closed = resolve;
      });
      let cancel: (() => void) | undefined;
      const via = await serve((socket) => {
        socket.on('close', () => closed?.());
        socket.write(Buffer.concat([Buffer.from(sseHead), httpChunk(firstEvent)]));
        afterTurns(() => cancel?.());
      });
      const seen = await ask(via, 10_000, {
        cancelled: false,
        onCancel: (listener) => {
          cancel = listener;
          return undefined;
        },
      });
      expect(seen.outcome).toEqual({ kind: 'cancelled' });
      expect(seen.answer).toBe('Hi');
      await whenClosed;
    });

    test('what was cancelled before it was sent is not sent', async () => {
      const via = await serve(respond(streamResponse(vllmStream.bytes)));
      const seen = await ask(via, 10_000, { cancelled: true, onCancel: () => undefined });
      expect(seen.outcome).toEqual({ kind: 'cancelled' });
      expect(server?.requests).toHaveLength(0);
    });

    test('one request after the other uses one connection', async () => {
      const via = await serve(respond(streamResponse(vllmStream.bytes)));
      const first = await ask(via);
      const second = await ask(via);
      expect([first.connectionReused, second.connectionReused]).toEqual([false, true]);
      expect(second).not.toHaveProperty('connectMs');
      expect(server?.connections()).toBe(1);
    });

    test('a connection that the server closes after its answer is not used again', async () => {
      const head = sseHead.replace('\r\n\r\n', '\r\nconnection: close\r\n\r\n');
      const body = Buffer.concat([
        Buffer.from(head),
        httpChunk(vllmStream.bytes),
        Buffer.from(lastChunk),
      ]);
      const via = await serve(respondAndEnd(body));
      expect((await ask(via)).outcome.kind).toBe('completed');
      expect((await ask(via)).outcome.kind).toBe('completed');
      expect(server?.connections()).toBe(2);
    });

    test('a failed request is not sent again', async () => {
      const via = await serve((socket, _, count) => {
        if (count === 2) socket.destroy();
        else socket.write(streamResponse(vllmStream.bytes));
      });
      await ask(via);
      const seen = await ask(via);
      expect(seen.outcome.kind).toBe('failed');
      expect(seen.connectionReused).toBe(true);
      expect(server?.requests).toHaveLength(2);
    });

    test('requests in flight together have a connection each', async () => {
      const via = await serve(respond(streamResponse(vllmStream.bytes)));
      const seen = await Promise.all(Array.from({ length: 8 }, () => ask(via)));
      expect(seen.map(({ outcome }) => outcome.kind)).toEqual(Array(8).fill('completed'));
      expect(server?.connections()).toBe(8);
    });

    test('warm connections are there before they are needed', async () => {
      const via = await serve((socket, request) => {
        socket.write(
          request.startsWith('GET')
            ? plainResponse('200 OK', 'application/json', '{"data":[]}')
            : streamResponse(vllmStream.bytes),
        );
      });
      await via.warm?.(3);
      const seen = await Promise.all([ask(via), ask(via), ask(via)]);
      expect(seen.map(({ connectionReused }) => connectionReused)).toEqual([true, true, true]);
      expect(server?.connections()).toBe(3);
    });

    test('nothing listening is a failure to connect', async () => {
      const gone = await scriptedServer(() => undefined);
      await gone.close();
      transport = makeTransport({ url: gone.url, model: 'm', clock });
      const seen = await ask(transport);
      expect(failureOf(seen.outcome)).toBe('connect ECONNREFUSED');
      expect(seen).not.toHaveProperty('connectionReused');
    });

    test('an address outside the allow list gets no connection', async () => {
      const seen = await exchangeOf(respond(streamResponse(vllmStream.bytes)), {
        allow: ['10.0.0.0/24', '::1'],
      });
      expect(failureOf(seen.outcome)).toBe('connect address-not-allowed');
      expect(server?.connections()).toBe(0);
    });

    test('a name that resolves outside the allow list gets no connection', async () => {
      server = await scriptedServer(respond(streamResponse(vllmStream.bytes)));
      const url = `http://localhost:${server.port}/v1`;
      transport = makeTransport({ url, model: 'm', clock, allow: ['10.0.0.0/24'] });
      expect(failureOf((await ask(transport)).outcome)).toBe('connect address-not-allowed');
      expect(server.connections()).toBe(0);
    });

    test('a name that resolves inside the allow list is connected', async () => {
      server = await scriptedServer(respond(streamResponse(vllmStream.bytes)));
      const url = `http://localhost:${server.port}/v1`;
      transport = makeTransport({ url, model: 'm', clock, allow: ['127.0.0.0/8'] });
      expect((await ask(transport)).outcome.kind).toBe('completed');
    });

    test('TLS needs a certificate that is trusted', async () => {
      const tls = { cert: testCertificate, key: testKey };
      server = await scriptedServer(respond(streamResponse(vllmStream.bytes)), tls);
      transport = makeTransport({ url: server.url, model: 'm', clock });
      expect(failureOf((await ask(transport)).outcome)).toBe('connect DEPTH_ZERO_SELF_SIGNED_CERT');
      await transport.close();
      transport = makeTransport({
        url: server.url,
        model: 'm',
        clock,
        tls: { ca: testCertificate },
      });
      const seen = [await ask(transport), await ask(transport)];
      expect(seen.map(({ outcome }) => outcome.kind)).toEqual(['completed', 'completed']);
      expect(seen.map(({ connectionReused }) => connectionReused)).toEqual([false, true]);
      expect(seen[0]?.answer).toBe('Hi there');
    });

    test('a server that asks for a client certificate gets the one given', async () => {
      const tls = { cert: testCertificate, key: testKey };
      const strict = { ...tls, ca: testCertificate, requestCert: true, rejectUnauthorized: true };
      server = await scriptedServer(respond(streamResponse(vllmStream.bytes)), strict);
      const make = (more: TransportSettings['tls']): Transport =>
        makeTransport({ url: server?.url ?? '', model: 'm', clock, tls: { ...more } });
      transport = make({ ca: testCertificate });
      expect((await ask(transport)).outcome.kind).toBe('failed');
      await transport.close();
      transport = make({ ca: testCertificate, ...tls });
      expect((await ask(transport)).outcome.kind).toBe('completed');
    });

    test('sends HTTP/1.1 with key, own headers, no compression, and extraBody', async () => {
      await exchangeOf(respond(streamResponse(vllmStream.bytes)), {
        apiKey: 'sk-secret-1',
        headers: { 'X-Tenant': 'poc' },
        extraBody: { chat_template_kwargs: { enable_thinking: false } },
      });
      const [head = '', body = ''] = (server?.requests[0] ?? '').split('\r\n\r\n');
      expect(head).toMatch(/^POST \/v1\/chat\/completions HTTP\/1\.1\r\n/);
      expect(head.toLowerCase()).toContain(`host: 127.0.0.1:${server?.port}`);
      expect(head.toLowerCase()).toContain('accept-encoding: identity');
      expect(head.toLowerCase()).toContain('x-tenant: poc');
      expect(head).toMatch(/authorization: Bearer sk-secret-1/i);
      expect(JSON.parse(body)).toEqual({
        model: 'm',
        temperature: 0,
        max_tokens: 16,
        chat_template_kwargs: { enable_thinking: false },
        stream: true,
        stream_options: { include_usage: true },
        messages: [{ role: 'user', content: 'hi' }],
      });
    });

    test('a key that a server echoes is not recorded', async () => {
      const body = '{"error":{"message":"bad key sk-secret-1 and tenant-pass-9"}}';
      const seen = await exchangeOf(respond(plainResponse('401 X', 'application/json', body)), {
        apiKey: 'sk-secret-1',
        headers: { 'x-api-key': 'tenant-pass-9' },
      });
      expect(JSON.stringify(seen)).not.toMatch(/sk-secret|tenant-pass/);
      expect(seen.outcome).toMatchObject({ message: 'bad key [redacted] and [redacted]' });
    });

    test('a message is cut to 300 characters', async () => {
      const body = JSON.stringify({ error: { message: 'x'.repeat(1000) } });
      const seen = await exchangeOf(respond(plainResponse('500 X', 'application/json', body)));
      expect(seen.outcome.kind === 'failed' && seen.outcome.message.length).toBe(300);
    });

    test('an endless error body is not read to its end', async () => {
      const seen = await exchangeOf((socket) => {
        socket.write(
          'HTTP/1.1 500 X\r\ncontent-type: text/plain\r\ntransfer-encoding: chunked\r\n\r\n',
        );
        const pour = (): void => {
          while (!socket.destroyed && socket.write(httpChunk('no '.repeat(5000))));
        };
        socket.on('drain', pour);
        pour();
      });
      expect(failureOf(seen.outcome)).toBe('headers http-500');
    });
  });
}
