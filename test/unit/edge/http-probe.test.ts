import { afterEach, describe, expect, test } from 'vitest';
import { httpProbe } from '../../../src/edge/http-probe.ts';
import { plainResponse, type ScriptedServer, scriptedServer } from './openai/scripted-server.ts';

describe('the HTTP probe', () => {
  let server: ScriptedServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  test('gives status, headers and body of any status', async () => {
    server = await scriptedServer((socket) => {
      socket.write(plainResponse('503 X', 'application/json', '{"status":"loading"}'));
    });
    const probe = httpProbe({ headers: { authorization: 'Bearer k' } });
    const answer = await probe.get(`${server.url}/models`);
    expect(answer).toMatchObject({ kind: 'answer', status: 503, body: '{"status":"loading"}' });
    expect(server.requests[0]).toMatch(/^GET \/v1\/models [\s\S]*authorization: Bearer k/i);
    await probe.close();
  });

  test('posts JSON', async () => {
    server = await scriptedServer((socket) => {
      socket.write(plainResponse('200 OK', 'application/json', '{"count":3}'));
    });
    const probe = httpProbe();
    await probe.post(`${server.url}/tokenize`, { prompt: '好' });
    expect(server.requests[0]).toMatch(/content-type: application\/json[\s\S]*{"prompt":"好"}$/i);
    await probe.close();
  });

  test('a body beyond the limit, silence and a closed port are values', async () => {
    server = await scriptedServer((socket, request) => {
      if (request.startsWith('GET /v1/big')) {
        socket.write(plainResponse('200 OK', 'text/plain', 'x'.repeat(5000)));
      }
    });
    const probe = httpProbe({ maxBytes: 1000, timeoutMs: 30 });
    expect(await probe.get(`${server.url}/big`)).toMatchObject({ code: 'too-big' });
    expect(await probe.get(`${server.url}/silent`)).toMatchObject({ code: 'timeout' });
    await server.close();
    expect(await probe.get(`${server.url}/gone`)).toMatchObject({
      kind: 'unreachable',
      code: 'ECONNREFUSED',
    });
    server = undefined;
    await probe.close();
  });

  test('a redirect is not followed, and the allow list holds', async () => {
    server = await scriptedServer((socket) => {
      socket.write('HTTP/1.1 302 X\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n');
    });
    const open = httpProbe();
    expect(await open.get(`${server.url}/models`)).toMatchObject({ status: 302 });
    await open.close();
    const guarded = httpProbe({ allow: ['10.0.0.0/8'] });
    expect(await guarded.get(`${server.url}/models`)).toMatchObject({
      code: 'address-not-allowed',
    });
    expect(server.requests).toHaveLength(1);
    await guarded.close();
  });
});
