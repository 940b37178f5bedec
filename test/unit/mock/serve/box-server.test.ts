import { afterEach, describe, expect, it } from 'vitest';
import { contentOf, dataOf, type OneBox, oneBox, question, usageOf } from './one-box.ts';
import { rawRequest } from './raw-client.ts';

let box: OneBox | undefined;
const start = async (over: object = {}): Promise<OneBox> => {
  box = await oneBox(over);
  return box;
};
afterEach(async () => {
  await box?.stop();
  box = undefined;
});

describe('a box over HTTP', () => {
  it('streams the answer one token a chunk, ends well, and says what server it is', async () => {
    const answer = await (await start()).ask();
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      server: 'uvicorn',
      'content-type': 'text/event-stream; charset=utf-8',
      'transfer-encoding': 'chunked',
    });
    expect(answer.headers).not.toHaveProperty('keep-alive');
    expect(answer.complete).toBe(true);
    // {"answer":"2024-11"} is 20 ASCII characters: 5 tokens, and the end of sequence.
    expect(contentOf(answer)).toBe('{"answer":"2024-11"}');
    expect(usageOf(answer, 'completion_tokens')).toBe(6);
    expect(dataOf(answer)).toHaveLength(1 + 5 + 1 + 1 + 1);
  });

  it('answers whole where no stream is asked for', async () => {
    const answer = await (await start()).ask({ stream: false, stream_options: undefined });
    expect(answer.headers['content-type']).toBe('application/json');
    expect(JSON.parse(answer.body)).toMatchObject({
      object: 'chat.completion',
      choices: [{ message: { content: '{"answer":"2024-11"}' }, finish_reason: 'stop' }],
      usage: { completion_tokens: 6 },
    });
  });

  it('stops at max_tokens and at stop texts, and fills up where the end is ignored', async () => {
    const running = await start();
    const cut = await running.ask({ max_tokens: 2 });
    expect(contentOf(cut)).toBe('{"answer');
    expect(cut.body).toContain('"finish_reason":"length"');
    expect(contentOf(await running.ask({ stop: ['2024'] }))).toBe('{"answer":"');
    const filled = await running.ask({ max_tokens: 40, ignore_eos: true });
    expect(usageOf(filled, 'completion_tokens')).toBe(40);
    expect(filled.body).toContain('"finish_reason":"length"');
  });

  it('counts the prompt by its template, as /tokenize does', async () => {
    const running = await start();
    const answer = await running.ask();
    const messages = [{ role: 'user', content: question }];
    const counted = await rawRequest(`${running.endpoint.url}/tokenize`, {
      body: { model: 'm', messages },
    });
    expect(usageOf(answer, 'prompt_tokens')).toBe(usageOf(counted, 'count'));
  });

  it('logs what it sent and when, on one clock', async () => {
    const running = await start();
    await running.ask({}, { headers: { 'X-Request-Id': 'mine' } });
    const [entry] = await running.log();
    expect(entry).toMatchObject({
      ordinal: 1,
      requestId: 'mine',
      status: 200,
      outcome: 'completed',
      task: 's/peak',
      correct: true,
      outputTokens: 6,
    });
    const writes = entry?.['writes'] as { dueMs: number[]; sentMs: number[] };
    expect(writes.sentMs).toHaveLength(5);
    writes.dueMs.forEach((due, i) => {
      expect(writes.sentMs[i]).toBeGreaterThanOrEqual(due);
    });
  });

  it('drops the job of a client that goes away, and counts it', async () => {
    const running = await start({ law: { timeScale: 0.2 } });
    await running.ask(
      { max_tokens: 4000, ignore_eos: true },
      { leaveWhen: (text) => text.includes('finish_reason') },
    );
    await expect
      .poll(async () => (await running.get('/metrics')).body, { interval: 5 })
      .toContain('finished_reason="abort"} 1.0');
    expect((await running.get('/metrics')).body).toContain(
      'vllm:num_requests_running{model_name="m",engine="0"} 0.0',
    );
    expect((await running.log())[0]).toMatchObject({ outcome: 'aborted' });
  });

  it('calls an offered tool that needs no arguments first, and answers after its result', async () => {
    const running = await start();
    const tools = [
      { type: 'function', function: { name: 'query', parameters: { required: ['sql'] } } },
      { type: 'function', function: { name: 'list_sheets', parameters: { type: 'object' } } },
    ];
    const call = await running.ask({ tools });
    expect(call.body).toContain('"function":{"name":"list_sheets","arguments":""}');
    expect(call.body).toContain('"function":{"arguments":"{}"}');
    expect(call.body).toContain('"finish_reason":"tool_calls"');
    const messages = [
      { role: 'user', content: question },
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          { id: 'c', type: 'function', function: { name: 'list_sheets', arguments: '{}' } },
        ],
      },
      { role: 'tool', tool_call_id: 'c', content: '["Sheet1"]' },
    ];
    expect(contentOf(await running.ask({ tools, messages }))).toBe('{"answer":"2024-11"}');
  });

  it('refuses without a key where it asks for one', async () => {
    const running = await start({ engine: { apiKeys: ['secret'] } });
    expect((await running.ask()).status).toBe(401);
    expect((await running.ask({}, { headers: { Authorization: 'Bearer secret' } })).status).toBe(
      200,
    );
  });

  it('refuses connections when killed and serves again when revived', async () => {
    const running = await start();
    await rawRequest(`${running.endpoint.admin}/kill`, { method: 'POST' });
    expect(await running.ask()).toMatchObject({ status: 0, reset: true });
    await rawRequest(`${running.endpoint.admin}/revive`, { method: 'POST' });
    expect((await running.ask()).status).toBe(200);
  });

  it('takes a change from its admin page, and refuses one that makes no sense', async () => {
    const running = await start();
    const change = await rawRequest(running.endpoint.admin, {
      body: { engine: { maxModelLen: 16 } },
    });
    expect(change.status).toBe(200);
    expect((await running.ask()).status).toBe(400);
    expect(
      (await rawRequest(running.endpoint.admin, { body: { engine: { maxModelLength: 16 } } }))
        .status,
    ).toBe(400);
  });

  it('shows a GPU page for each card', async () => {
    const running = await start();
    const page = await rawRequest(running.endpoint.gpu);
    expect(page.body).toContain('# TYPE DCGM_FI_DEV_GPU_UTIL gauge');
    expect(page.body).toMatch(/DCGM_FI_PROF_DRAM_ACTIVE\{gpu="0",UUID="GPU-[0-9a-f-]+"/);
  });
});
