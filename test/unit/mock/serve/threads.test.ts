import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningFleet, startFleet } from '../../../../src/mock/index.ts';
import { type MockFleet, mockFleetSchema } from '../../../../src/spec/index.ts';
import { contentOf, key, question } from './one-box.ts';
import { rawRequest } from './raw-client.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const fleetOf = (threads: number): MockFleet =>
  mockFleetSchema.parse({
    threads,
    boxes: ['a', 'b', 'c'].map((id) => ({
      id,
      model: 'm',
      preset: '1xh100-80g-sxm/vllm-0.10.0/llama-3.1-8b-fp8',
      law: { timeScale: 0.02 },
      answers: { accuracy: id === 'c' ? 0 : 1, shapes: ['json'] },
    })),
  });

// Threads load JavaScript: the fleet and the thread's entry are bundled side by side, as a build has them.
describe('boxes spread over threads', () => {
  let folder = '';
  let start: typeof startFleet;
  beforeAll(async () => {
    folder = mkdtempSync(join(root, 'node_modules/.steelyard-threads-'));
    buildSync({
      entryPoints: {
        fleet: join(root, 'src/mock/index.ts'),
        'box-thread-entry': join(root, 'src/mock/serve/box-thread-entry.ts'),
      },
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      outdir: folder,
    });
    const built: { startFleet: typeof startFleet } = await import(
      pathToFileURL(join(folder, 'fleet.js')).href
    );
    start = built.startFleet;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const ask = (url: string) =>
    rawRequest(`${url}/v1/chat/completions`, {
      body: { model: 'm', stream: true, messages: [{ role: 'user', content: question }] },
    });
  const withFleet = async (
    fleet: MockFleet,
    use: (running: RunningFleet) => Promise<void>,
  ): Promise<void> => {
    const started = await start(fleet, { keys: { a: [key], b: [key], c: [key] } });
    if (!started.ok) throw new Error(JSON.stringify(started.problems));
    try {
      await use(started.value);
    } finally {
      await started.value.stop();
    }
  };

  it.each([1, 2, 3, 8])(
    'on %i threads all boxes answer, in their order, as planted',
    async (threads) => {
      await withFleet(fleetOf(threads), async ({ endpoints }) => {
        expect(endpoints.map((endpoint) => endpoint.id)).toEqual(['a', 'b', 'c']);
        const answers = await Promise.all(endpoints.map((endpoint) => ask(endpoint.url)));
        expect(answers.map(contentOf)).toEqual([
          '{"answer":"2024-11"}',
          '{"answer":"2024-11"}',
          '{"answer":"2024-12"}',
        ]);
      });
    },
  );

  it('rules each box by its admin page: log, kill, revive, change', async () => {
    await withFleet(fleetOf(3), async ({ endpoints }) => {
      const [, second] = endpoints;
      if (second === undefined) throw new Error('no second box');
      await ask(second.url);
      const log = await rawRequest(`${second.admin}/log`);
      expect(JSON.parse(log.body)).toMatchObject({ ordinal: 1, task: 's/peak', correct: true });
      await rawRequest(`${second.admin}/kill`, { method: 'POST' });
      expect(await ask(second.url)).toMatchObject({ status: 0, reset: true });
      expect((await ask(endpoints[0]?.url ?? '')).status).toBe(200);
      await rawRequest(`${second.admin}/revive`, { method: 'POST' });
      expect((await ask(second.url)).status).toBe(200);
      await rawRequest(second.admin, { body: { answers: { accuracy: 0 } } });
      expect(contentOf(await ask(second.url))).toBe('{"answer":"2024-12"}');
    });
  });

  it('tells the same truth as one loop', async () => {
    const truths: unknown[] = [];
    for (const threads of [1, 3]) {
      await withFleet(fleetOf(threads), async ({ truth }) => {
        truths.push(truth);
      });
    }
    expect(truths[1]).toEqual(truths[0]);
  });

  it('says why a port could not be had, and leaves none open', async () => {
    await withFleet(fleetOf(1), async ({ endpoints }) => {
      const taken = Number(new URL(endpoints[0]?.url ?? '').port);
      const boxes = fleetOf(3).boxes.map((box, i) => ({
        ...box,
        ...(i === 2 ? { port: taken } : {}),
      }));
      await expect(start({ ...fleetOf(3), boxes })).rejects.toThrow('EADDRINUSE');
    });
  });
});
