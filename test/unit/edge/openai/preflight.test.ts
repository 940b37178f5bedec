import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../../src/edge/clock.ts';
import { httpProbe } from '../../../../src/edge/http-probe.ts';
import {
  type PreflightResult,
  preflight,
  undiciTransport,
} from '../../../../src/edge/openai/index.ts';
import type { DirectEndpoint } from '../../../../src/spec/index.ts';
import { vllmStream } from './dialect-streams.ts';
import {
  plainResponse,
  type ScriptedServer,
  scriptedServer,
  sseHead,
  streamResponse,
} from './scripted-server.ts';

const json = (value: unknown, status = '200 OK'): string =>
  plainResponse(status, 'application/json', JSON.stringify(value));
const oneModel = json({
  object: 'list',
  data: [{ id: 'm', owned_by: 'vllm', max_model_len: 32768 }],
});
const twoModels = json({ data: [{ id: 'm' }, { id: 'n' }] });
const stream = streamResponse(vllmStream.bytes);

/** A healthy vLLM; any path can be answered otherwise, `undefined` is silence. */
const healthy: Readonly<Record<string, string | Buffer | undefined>> = {
  '/v1/models': oneModel,
  '/version': json({ version: '0.10.0' }),
  '/health': plainResponse('200 OK', 'text/plain', ''),
  '/v1/chat/completions': stream,
};

describe('preflight', () => {
  const clock = systemClock();
  let server: ScriptedServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  const fly = async (
    pages: Partial<typeof healthy> = {},
    endpoint: Partial<DirectEndpoint> = {},
    options = { timeoutMs: 5000, needsTokens: true },
  ): Promise<PreflightResult> => {
    const all = { ...healthy, ...pages };
    server ??= await scriptedServer((socket, request) => {
      const path = request.split(' ')[1] ?? '';
      const page = path in all ? all[path] : json({ detail: 'Not Found' }, '404 X');
      if (page !== undefined) socket.write(page);
    });
    const full: DirectEndpoint = { id: 'box-a', url: server.url, server: 'auto', ...endpoint };
    const probe = httpProbe({ timeoutMs: 1000 });
    const result = await preflight(
      full,
      {
        messages: [{ role: 'user', content: 'hi' }],
        generation: { maxTokens: 16, temperature: 0, ignoreEos: false },
      },
      {
        clock,
        probe,
        transportFor: (model) => undiciTransport({ url: full.url, model, clock }),
      },
      options,
    );
    await probe.close();
    return result;
  };
  const failure = ({ identity }: PreflightResult): string =>
    identity.preflight.kind === 'failed'
      ? `${identity.preflight.cause} | ${identity.preflight.cure}`
      : 'ok';

  test('learns what a healthy vLLM says of itself', async () => {
    const { identity, model } = await fly();
    expect(model).toBe('m');
    expect(identity).toMatchObject({
      endpoint: 'box-a',
      preflight: { kind: 'ok' },
      server: 'vllm',
      serverVersion: '0.10.0',
      models: ['m'],
      servedModel: 'm',
      advertisedContext: 32768,
      usageReported: true,
    });
  });

  test('takes the only model that is listed, and asks which of two', async () => {
    expect(failure(await fly({ '/v1/models': twoModels }))).toMatch(
      /lists 2 models \(m, n\), and the fleet file names none.*Set model/,
    );
    expect(server?.requests.some((request) => request.startsWith('POST'))).toBe(false);
  });

  test('a model that was chosen needs no list', async () => {
    const missing = json({ detail: 'Not Found' }, '404 X');
    const { identity } = await fly({ '/v1/models': missing }, { model: 'm' });
    expect(identity.preflight.kind).toBe('ok');
    expect(identity).not.toHaveProperty('models');
  });

  test.each([
    [
      'an unknown model',
      {
        '/v1/chat/completions': json(
          { error: { message: 'The model `x` does not exist.' } },
          '404 X',
        ),
      },
      { model: 'x' },
      /HTTP 404: The model `x` does not exist.*one it serves: m/,
    ],
    [
      'a missing key',
      { '/v1/models': json({ error: 'Unauthorized' }, '401 X') },
      {},
      /HTTP 401: Unauthorized.*Set apiKeyEnv/,
    ],
    [
      'a wrong key',
      { '/v1/models': json({ error: 'Unauthorized' }, '401 X') },
      { apiKeyEnv: 'BOX_A_KEY' },
      /environment variable BOX_A_KEY/,
    ],
    [
      'a rate limit',
      { '/v1/chat/completions': json({ error: 'slow down' }, '429 X') },
      {},
      /HTTP 429: slow down.*limits requests/,
    ],
    [
      'a web page instead of an API',
      { '/v1/models': plainResponse('200 OK', 'text/html', '<html>Welcome to nginx</html>') },
      {},
      /an HTML page: Welcome to nginx.*ends in \/v1/,
    ],
    [
      'a sick engine',
      { '/health': plainResponse('503 X', 'text/plain', '') },
      {},
      /HTTP 503.*still loading/,
    ],
    [
      'an error inside the stream',
      {
        '/v1/chat/completions': streamResponse(
          'data: {"error":{"message":"CUDA out of memory"}}\n\n',
        ),
      },
      {},
      /stream carried an error: CUDA out of memory/,
    ],
    [
      'another model than the one asked for',
      {},
      { model: 'deepseek-v3' },
      /asked for "deepseek-v3", but "m" answered/,
    ],
    [
      'an answer without a token',
      {
        '/v1/chat/completions': streamResponse(
          'data: {"model":"m","choices":[{"delta":{"content":""},"finish_reason":"length"}]}\n\ndata: [DONE]\n\n',
        ),
      },
      {},
      /\(length\) without a single token.*context/,
    ],
    [
      'a server that does not stream',
      { '/v1/chat/completions': json({ choices: [{ message: { content: 'x' } }] }) },
      {},
      /did not stream.*Switch streaming on/,
    ],
  ])('names cause and cure of %s', async (_, pages, endpoint, says) => {
    expect(failure(await fly(pages, endpoint))).toMatch(says);
  });

  test('silence ends at the time limit', async () => {
    const result = await fly(
      { '/v1/chat/completions': Buffer.from(sseHead) },
      {},
      {
        timeoutMs: 40,
        needsTokens: true,
      },
    );
    expect(failure(result)).toMatch(/no end of the answer within 40 ms.*raise timeoutS/);
  });

  test('missing usage matters only where tokens are counted and nothing else can count them', async () => {
    const bare = vllmStream.bytes.replace(/"usage":\{[^}]*\}/, '"usage":null');
    const pages = { '/v1/chat/completions': streamResponse(bare) };
    expect(failure(await fly(pages))).toMatch(/no token usage.*tokenizer/);
    const relaxed = await fly(pages, {}, { timeoutMs: 5000, needsTokens: false });
    expect(relaxed.identity).toMatchObject({ preflight: { kind: 'ok' }, usageReported: false });
  });

  test('a closed port says that nothing listens', async () => {
    server = await scriptedServer(() => undefined);
    const { url } = server;
    await server.close();
    expect(failure(await fly({}, { url }))).toMatch(/nothing accepts connections.*ECONNREFUSED/);
    server = undefined;
  });

  test('a dated release of the asked model is that model', async () => {
    const dated = vllmStream.bytes.replaceAll('"model":"m"', '"model":"m-2025-08-06"');
    const { identity } = await fly(
      { '/v1/chat/completions': streamResponse(dated) },
      { model: 'm' },
    );
    expect(identity.preflight.kind).toBe('ok');
  });
});
