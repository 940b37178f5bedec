import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { contentOf, dataOf, type OneBox, oneBox } from './one-box.ts';

let box: OneBox | undefined;
const withFault = async (fault: object, over: object = {}): Promise<OneBox> => {
  box = await oneBox({ faults: [fault], ...over });
  return box;
};
afterEach(async () => {
  await box?.stop();
  box = undefined;
});
const answer = '{"answer":"2024-11"}';

describe('a planted fault is seen on the wire', () => {
  it.each([
    [{ kind: 'status-429', retryAfterS: 7 }, 429],
    [{ kind: 'status-500' }, 500],
    [{ kind: 'status-503' }, 503],
    [{ kind: 'proxy-html' }, 502],
    [{ kind: 'proxy-html', status: 200 }, 200],
  ])('%j answers with its status', async (fault, status) => {
    const got = await (await withFault(fault)).ask();
    expect(got.status).toBe(status);
    if (status === 429) expect(got.headers['retry-after']).toBe('7');
    if (fault.kind === 'proxy-html') expect(got.headers['content-type']).toBe('text/html');
  });

  it('refuse-connect closes the port', async () => {
    expect(await (await withFault({ kind: 'refuse-connect' })).ask()).toMatchObject({
      status: 0,
      reset: true,
    });
  });

  it('reset-before-headers', async () => {
    expect(await (await withFault({ kind: 'reset-before-headers' })).ask()).toMatchObject({
      status: 0,
      reset: true,
    });
  });

  it('reset-mid-stream, after so many tokens', async () => {
    const got = await (await withFault({ kind: 'reset-mid-stream', afterTokens: 2 })).ask();
    expect(got.complete).toBe(false);
    expect(answer.startsWith(contentOf(got))).toBe(true);
  });

  it('end-early: no finish reason, no end marker, no last chunk', async () => {
    const got = await (await withFault({ kind: 'end-early', afterTokens: 2 })).ask();
    expect(got).toMatchObject({ status: 200, complete: false, reset: false });
    expect(contentOf(got)).toBe('{"answer');
    expect(got.body).not.toContain('[DONE]');
  });

  it('error-event, in the words of the dialect', async () => {
    const got = await (await withFault({ kind: 'error-event', afterTokens: 2 })).ask();
    expect(got.complete).toBe(true);
    expect(got.body).toContain(
      'data: {"error":{"object":"error","message":"Internal server error"',
    );
  });

  it('malformed-json', async () => {
    const got = await (await withFault({ kind: 'malformed-json', afterTokens: 2 })).ask();
    expect(() =>
      dataOf(got)
        .filter((d) => d !== '[DONE]')
        .map((d): unknown => JSON.parse(d)),
    ).toThrow();
  });

  it('endless-event, until the client leaves', async () => {
    const running = await withFault({ kind: 'endless-event', afterTokens: 1 });
    const got = await running.ask({}, { leaveWhen: (text) => text.length > 500_000 });
    expect(got.body.length).toBeGreaterThan(400_000);
    expect(got.complete).toBe(false);
  });

  it('stall and slow-headers hold back, and lose nothing', async () => {
    const stalled = await withFault({ kind: 'stall', afterTokens: 2, forMs: 60 });
    expect(contentOf(await stalled.ask())).toBe(answer);
    await stalled.stop();
    expect(contentOf(await (await withFault({ kind: 'slow-headers', byMs: 60 })).ask())).toBe(
      answer,
    );
  });

  it('drip: one byte a chunk', async () => {
    const got = await (await withFault({ kind: 'drip', everyMs: 0.01 })).ask({ max_tokens: 1 });
    expect(got.chunks.every((chunk) => chunk.length === 1)).toBe(true);
    expect(contentOf(got)).toBe('{"an');
  });

  it('split-utf8: no chunk with a wide character is whole', async () => {
    const running = await withFault(
      { kind: 'split-utf8' },
      { answers: { accuracy: 1, shapes: ['bare'] } },
    );
    const got = await running.ask();
    const broken = got.chunks.filter((chunk) => chunk.toString('utf8').includes('�'));
    expect(broken.length).toBeGreaterThan(0);
    expect(contentOf(got)).toBe('答案：2024年11月');
  });

  it('wrong-content-type and gzip', async () => {
    const typed = await withFault({ kind: 'wrong-content-type' });
    expect((await typed.ask()).headers['content-type']).toBe('text/plain');
    await typed.stop();
    const got = await (await withFault({ kind: 'gzip' })).ask();
    expect(got.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(Buffer.concat([...got.chunks])).toString('utf8')).toContain('data: [DONE]');
  });

  it('clock-skew: dates are ahead', async () => {
    const got = await (await withFault({ kind: 'clock-skew', byS: 86_400 })).ask();
    const created = Number(/"created":(\d+)/.exec(got.body)?.[1]);
    const dateS = Date.parse(got.headers['date'] ?? '') / 1e3;
    expect(Math.abs(created - dateS)).toBeLessThan(5);
    expect(created).toBeGreaterThan(Date.now() / 1e3 + 80_000);
  });

  it('metrics-missing: no page', async () => {
    expect((await (await withFault({ kind: 'metrics-missing' })).get('/metrics')).status).toBe(404);
  });

  it('strikes single requests where told so, and leaves the others alone', async () => {
    const running = await withFault({ kind: 'status-500', onRequest: 2 });
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await running.ask()).status);
    expect(statuses).toEqual([200, 500, 200]);
  });

  it('strikes at its rate', async () => {
    const running = await withFault({ kind: 'status-500', rate: 0.5 });
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => running.ask({ max_tokens: 1 })),
    );
    const struck = answers.filter((got) => got.status === 500).length;
    // 30 expected; four standard errors are 4 x sqrt(60 x 0.25) = 15.5.
    expect(Math.abs(struck - 30)).toBeLessThan(15.5);
  });

  it('is absent when off', async () => {
    box = await oneBox();
    const got = await box.ask();
    expect(got).toMatchObject({ status: 200, complete: true, reset: false });
    expect(got.headers).not.toHaveProperty('content-encoding');
    expect(contentOf(got)).toBe(answer);
  });
});
