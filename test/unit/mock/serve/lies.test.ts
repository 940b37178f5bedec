import { afterEach, describe, expect, it } from 'vitest';
import { contentOf, dataOf, type OneBox, oneBox, question, usageOf } from './one-box.ts';

const boxes: OneBox[] = [];
const honest = async (over: object = {}): Promise<OneBox> => {
  const box = await oneBox(over);
  boxes.push(box);
  return box;
};
const lying = (lie: object, over: object = {}): Promise<OneBox> => honest({ lies: [lie], ...over });
afterEach(async () => {
  await Promise.all(boxes.splice(0).map((box) => box.stop()));
});

/** Engine time from arrival to the last token, by the box's own log: no clock of this test is involved. */
const engineMs = async (box: OneBox, at = 0): Promise<number> => {
  const entry = (await box.log())[at];
  return Number(entry?.['lastDueMs']) - Number(entry?.['receivedMs']);
};
const metric = async (box: OneBox, name: string): Promise<number> => {
  const line = (await box.get('/metrics')).body.split('\n').find((l) => l.startsWith(name));
  return Number(line?.split(' ').at(-1));
};
const long = {
  messages: [{ role: 'user', content: `${'wide table '.repeat(4000)}\n${question}` }],
};
const fixed = { max_tokens: 64, ignore_eos: true };

describe('a lie is seen on the wire when it is told, and not when it is not', () => {
  it('M1 prefix-cache replay: a second asking with another head is quick, and the counters say nothing', async () => {
    const salted = (salt: string) => ({
      messages: [{ role: 'user', content: `${salt}${'wide table '.repeat(4000)}\n${question}` }],
    });
    const off = { engine: { prefixCache: false } };
    const gains = async (box: OneBox) => {
      await box.ask(salted('salt-a 1'));
      await box.ask(salted('salt-b 2'));
      const [first = {}, second = {}] = await box.log();
      const ttft = (e: Readonly<Record<string, unknown>>) =>
        Number(e['firstDueMs']) - Number(e['receivedMs']);
      return ttft(first) / ttft(second);
    };
    const liar = await lying({ kind: 'prefix-cache-replay' }, off);
    expect(await gains(liar)).toBeGreaterThan(2);
    expect(await metric(liar, 'vllm:prefix_cache_hits_total')).toBe(0);
    expect(await gains(await honest(off))).toBeLessThan(1.5);
  });

  it('M2 response cache: the second answer is not computed', async () => {
    const twice = async (box: OneBox) => {
      await box.ask(fixed);
      await box.ask(fixed);
      return metric(box, 'vllm:generation_tokens_total');
    };
    expect(await twice(await lying({ kind: 'response-cache' }))).toBe(64);
    expect(await twice(await honest())).toBe(128);
  });

  it('M2 with loose digits: changed numbers get the old answer', async () => {
    const box = await lying({ kind: 'response-cache', looseDigits: true });
    const first = await box.ask({ messages: [{ role: 'user', content: `a 1\n${question}` }] });
    const second = await box.ask({
      messages: [{ role: 'user', content: `a 2\n${question}` }],
      max_tokens: 3,
    });
    expect(contentOf(second)).toBe(contentOf(first));
  });

  it('M3 silent quantisation: steps are shorter than the declared weights allow, and items are lost', async () => {
    const liar = await lying({ kind: 'silent-quantisation', to: 'int4', accuracyLoss: 1 });
    const box = await honest();
    await liar.ask(fixed);
    await box.ask(fixed);
    expect(await engineMs(liar)).toBeLessThan(0.9 * (await engineMs(box)));
    expect((await liar.log())[0]).toMatchObject({ correct: false });
    expect((await box.log())[0]).toMatchObject({ correct: true });
  });

  it('M4 model substitution: the name is that of the big model, the pace that of the small one', async () => {
    const big = { preset: '8xh100-80g-sxm/vllm-0.10.0/llama-3.1-70b-fp8', model: 'm' };
    const liar = await lying({ kind: 'model-substitution', model: 'llama-3.1-8b' }, big);
    const box = await honest(big);
    await liar.ask(fixed);
    await box.ask(fixed);
    expect((await liar.get('/v1/models')).body).toContain('"id":"m"');
    expect(await engineMs(liar)).toBeLessThan(0.6 * (await engineMs(box)));
  });

  it('M5 load-dependent downgrade: right when idle, wrong in a crowd', async () => {
    const crowd = async (box: OneBox) => {
      await box.ask({ max_tokens: 1 });
      // Holders run until the asker has been answered; who arrives with them may not see them run yet.
      let isOver = false;
      const holders = Array.from({ length: 4 }, () =>
        box.ask({ max_tokens: 20_000, ignore_eos: true }, { leaveWhen: () => isOver }),
      );
      await expect
        .poll(() => metric(box, 'vllm:num_requests_running'), { interval: 5, timeout: 10_000 })
        .toBe(4);
      await box.ask({ max_tokens: 1 });
      isOver = true;
      await Promise.all(holders);
      const log = await box.log();
      return [log[0]?.['correct'], log.at(-1)?.['correct']];
    };
    const slow = { law: { timeScale: 1 } };
    const lie = { kind: 'load-downgrade', aboveRunning: 2, accuracyLoss: 1 };
    expect(await crowd(await lying(lie, slow))).toEqual([true, false]);
    expect(await crowd(await honest(slow))).toEqual([true, true]);
  });

  it('M6 shortened output: it stops by itself before the end', async () => {
    const short = await (await lying({ kind: 'shortened-output', keep: 0.5 })).ask(fixed);
    expect(short.body).toContain('"finish_reason":"stop"');
    expect(usageOf(short, 'completion_tokens')).toBe(33);
    expect(usageOf(await (await honest()).ask(fixed), 'completion_tokens')).toBe(64);
  });

  it('M7 token games: blown-up usage, a dummy first token, bunches, two ends', async () => {
    const games = {
      kind: 'token-games',
      usageFactor: 1.5,
      dummyFirstToken: ' ',
      bunch: 3,
      duplicateEos: true,
    };
    const got = await (await lying(games)).ask();
    expect(usageOf(got, 'completion_tokens')).toBe(9);
    expect(contentOf(got)).toBe(' {"answer":"2024-11"}');
    expect(got.body.match(/"finish_reason":"stop"/g)).toHaveLength(2);
    const plain = await (await honest()).ask();
    expect(usageOf(plain, 'completion_tokens')).toBe(6);
    expect(plain.body.match(/"finish_reason":"stop"/g)).toHaveLength(1);
    expect(dataOf(got).length).toBeLessThan(dataOf(plain).length + 1);
  });

  it('M8 flattered speculation: drafts are accepted on filler, not on the task', async () => {
    const rate = async (box: OneBox, body: object) => {
      await box.ask({ ...body, max_tokens: 400, ignore_eos: true });
      const accepted = await metric(box, 'vllm:spec_decode_num_accepted_tokens_total');
      return accepted / (await metric(box, 'vllm:spec_decode_num_draft_tokens_total'));
    };
    const lie = { kind: 'flattered-speculation' };
    const easy = { messages: [{ role: 'user', content: 'Continue this list of words.' }] };
    expect(await rate(await lying(lie), easy)).toBeGreaterThan(0.6);
    expect(await rate(await lying(lie), {})).toBeLessThan(0.2);
    const fair = { engine: { speculative: { tokens: 4, acceptance: 0.5 } } };
    expect(await rate(await honest(fair), easy)).toBeCloseTo(await rate(await honest(fair), {}), 0);
  });

  it('M9 benchmark detection: the known client gets the right answer', async () => {
    const weak = { answers: { accuracy: 0, shapes: ['json'] } };
    const liar = await lying(
      { kind: 'benchmark-detection', by: 'user-agent', userAgent: 'bench', accuracyGain: 1 },
      weak,
    );
    expect(contentOf(await liar.ask({}, { headers: { 'User-Agent': 'bench/1' } }))).toContain(
      '2024-11',
    );
    expect(contentOf(await liar.ask({}, { headers: { 'User-Agent': 'curl/8' } }))).toContain(
      '2024-12',
    );
    const box = await honest(weak);
    expect(contentOf(await box.ask({}, { headers: { 'User-Agent': 'bench/1' } }))).toContain(
      '2024-12',
    );
  });

  it('M10 context lie: a long prompt is taken and cut without a word, or refused before the advertised end', async () => {
    const silent = await lying({ kind: 'context-lie', advertised: 100_000, usable: 1000 });
    expect((await silent.get('/v1/models')).body).toContain('"max_model_len":100000');
    expect(usageOf(await silent.ask(long), 'prompt_tokens')).toBe(1000);
    const loud = await lying({
      kind: 'context-lie',
      advertised: 100_000,
      usable: 1000,
      silent: false,
    });
    expect((await loud.get('/v1/models')).body).toContain('"max_model_len":100000');
    expect((await loud.ask(long)).status).toBe(400);
    expect(usageOf(await (await honest()).ask(long), 'prompt_tokens')).toBeGreaterThan(10_000);
  });

  it('M11 hidden proxy: a floor under the first token', async () => {
    const liar = await lying({ kind: 'hidden-proxy', floorMs: 40 });
    await liar.ask();
    const box = await honest();
    await box.ask();
    expect(await engineMs(liar)).toBeGreaterThan(40);
    expect(await engineMs(box)).toBeLessThan(40);
  });

  it('M12 hidden failures: an empty answer with status 200, a refusal, or a second try nobody sees', async () => {
    const empty = await (await lying({ kind: 'hidden-failures', rate: 1 })).ask();
    expect(empty.status).toBe(200);
    expect(contentOf(empty)).toBe('');
    expect(empty.body).toContain('"finish_reason":"stop"');
    expect(
      (await (await lying({ kind: 'hidden-failures', rate: 1, as: 'reject' })).ask()).status,
    ).toBe(429);
    const retried = await lying({ kind: 'hidden-failures', rate: 1, as: 'silent-retry' });
    expect(contentOf(await retried.ask(fixed))).not.toBe('');
    expect(await metric(retried, 'vllm:generation_tokens_total')).toBe(128);
  });

  it('M13 patched engine: another version is reported, and steps are cheaper', async () => {
    const liar = await lying({
      kind: 'patched-engine',
      reportedVersion: '0.11.0',
      skipLayers: 0.3,
    });
    expect((await liar.get('/version')).body).toBe('{"version":"0.11.0"}');
    const box = await honest();
    expect((await box.get('/version')).body).toBe('{"version":"0.10.0"}');
    await liar.ask(fixed);
    await box.ask(fixed);
    expect(await engineMs(liar)).toBeLessThan(0.8 * (await engineMs(box)));
  });

  it('M14 show-room conditions: slower when the show is over', async () => {
    const liar = await lying({ kind: 'show-room', forS: 0.000_001, slowDown: 3 });
    const box = await honest();
    await liar.ask(fixed);
    await box.ask(fixed);
    expect(await engineMs(liar)).toBeGreaterThan(2 * (await engineMs(box)));
  });

  it('M15 hidden layer: tokens before the prompt, and generations nobody sees', async () => {
    const liar = await lying({ kind: 'hidden-layer', promptTokens: 600, attempts: 2 });
    const box = await honest();
    const lied = usageOf(await liar.ask(fixed), 'prompt_tokens') ?? 0;
    expect(lied - (usageOf(await box.ask(fixed), 'prompt_tokens') ?? 0)).toBe(600);
    expect(await metric(liar, 'vllm:generation_tokens_total')).toBe(128);
    expect(await metric(box, 'vllm:generation_tokens_total')).toBe(64);
  });
});
