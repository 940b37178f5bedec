import { afterEach, describe, expect, it } from 'vitest';
import { mockFaultSchema } from '../../../../src/spec/index.ts';
import { contentOf, type OneBox, oneBox } from './one-box.ts';
import { rawRequest } from './raw-client.ts';

const boxes: OneBox[] = [];
const withFaults = async (...faults: object[]): Promise<OneBox> => {
  const box = await oneBox({ faults });
  boxes.push(box);
  return box;
};
afterEach(async () => {
  await Promise.all(boxes.splice(0).map((box) => box.stop()));
});
const answer = '{"answer":"2024-11"}';
const made = async (box: OneBox): Promise<string> => (await box.get('/metrics')).body;
const generated = (page: string): number =>
  Number(/vllm:generation_tokens_total\{[^}]*\} ([\d.]+)/.exec(page)?.[1]);

/** How long an answer was on its way, which must be whole. */
async function heldMs(box: OneBox, body: object = {}): Promise<number> {
  const began = performance.now();
  expect(contentOf(await box.ask(body))).toBe(answer);
  return performance.now() - began;
}

describe('faults of time are seen on the wire when on, and not when off', () => {
  // Lower bounds only: a busy machine makes anything slower, nothing faster.
  it.each([
    { kind: 'stall', afterTokens: 2, forMs: 300 },
    { kind: 'slow-headers', byMs: 300 },
  ])('$kind holds an answer back for as long as it says', async (fault) => {
    expect(await heldMs(await withFaults(fault))).toBeGreaterThan(290);
  });

  it('metrics-restart: counters begin again from nought at its time, and else never', async () => {
    const restarting = await withFaults({ kind: 'metrics-restart', atS: 0.3 });
    const steady = await withFaults();
    await restarting.ask();
    await steady.ask();
    expect(generated(await made(steady))).toBe(6);
    await expect.poll(async () => generated(await made(restarting)), { interval: 20 }).toBe(0);
    expect(generated(await made(steady))).toBe(6);
  });

  it('dead: refuses connections at its time, and serves again after', async () => {
    const box = await withFaults({ kind: 'dead', atS: 0, forS: 0.4 });
    await expect.poll(async () => (await box.ask()).reset, { interval: 20 }).toBe(true);
    expect((await rawRequest(box.endpoint.gpu)).status).toBe(503);
    await expect
      .poll(async () => (await box.ask()).status, { interval: 20, timeout: 5000 })
      .toBe(200);
  });

  it('metrics-missing: only for its time', async () => {
    const box = await withFaults({ kind: 'metrics-missing', atS: 0, forS: 0.3 });
    expect((await box.get('/metrics')).status).toBe(404);
    await expect.poll(async () => (await box.get('/metrics')).status, { interval: 20 }).toBe(200);
  });
});

it('every kind of fault, on for another request, leaves this one alone', async () => {
  const whole = new Set([
    'dead',
    'refuse-connect',
    'metrics-missing',
    'metrics-restart',
    'clock-skew',
  ]);
  const kinds = mockFaultSchema.options
    .map((option) => option.shape.kind.value)
    .filter((kind) => !whole.has(kind));
  expect(kinds).toHaveLength(16);
  const box = await withFaults(...kinds.map((kind) => ({ kind, onRequest: 2 })));
  const got = await box.ask();
  expect(got).toMatchObject({ status: 200, complete: true, reset: false });
  expect(got.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  expect(got.headers).not.toHaveProperty('content-encoding');
  expect(contentOf(got)).toBe(answer);
  expect(got.body).toContain('data: [DONE]');
});
