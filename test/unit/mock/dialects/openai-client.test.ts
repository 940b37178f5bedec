import OpenAI, { APIError } from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockServer } from '../../../../src/spec/index.ts';
import { type OneBox, oneBox, question } from '../serve/one-box.ts';

/** What differs between servers, as a user of the official client sees it (readings in docs/methods.md, wire). */
interface Seen {
  readonly server: MockServer;
  readonly version: string;
  /** Output tokens of the short answer: five pieces, and the end of sequence where it is counted. */
  readonly outputTokens: number | 'none';
  readonly thoughts: 'reasoning' | 'reasoning_content' | 'content';
  /** What a stream with too long a prompt ends in: a status, an error inside a 200, or an empty answer. */
  readonly overflow: number | 'event' | 'empty';
  /** Words of the refusal that the client can see: a flat body has no `error` for it to read. */
  readonly overflowSays?: RegExp;
  readonly unknownModel: 404 | 'served';
}

const context = /maximum context length is 64 tokens/;
const servers: readonly Seen[] = [
  {
    server: 'vllm',
    version: '0.5.4',
    outputTokens: 6,
    thoughts: 'content',
    overflow: 400,
    unknownModel: 404,
  },
  {
    server: 'vllm',
    version: '0.10.0',
    outputTokens: 6,
    thoughts: 'reasoning_content',
    overflow: 400,
    unknownModel: 404,
  },
  {
    server: 'vllm',
    version: 'current',
    outputTokens: 6,
    thoughts: 'reasoning',
    overflow: 400,
    overflowSays: context,
    unknownModel: 404,
  },
  {
    server: 'tgi',
    version: '2.0.4',
    outputTokens: 'none',
    thoughts: 'content',
    overflow: 'event',
    overflowSays: /must have less than 63 tokens/,
    unknownModel: 'served',
  },
  {
    server: 'tgi',
    version: '3.3.7',
    outputTokens: 6,
    thoughts: 'content',
    overflow: 'event',
    overflowSays: /must have less than 63 tokens/,
    unknownModel: 'served',
  },
  {
    server: 'lmdeploy',
    version: '0.9.2',
    outputTokens: 5,
    thoughts: 'reasoning_content',
    overflow: 'empty',
    unknownModel: 404,
  },
  {
    server: 'lmdeploy',
    version: '0.16.0',
    outputTokens: 5,
    thoughts: 'reasoning_content',
    overflow: 400,
    unknownModel: 404,
  },
  {
    server: 'sglang',
    version: 'current',
    outputTokens: 6,
    thoughts: 'reasoning_content',
    overflow: 400,
    unknownModel: 'served',
  },
  {
    server: 'llamacpp',
    version: 'current',
    outputTokens: 6,
    thoughts: 'reasoning_content',
    overflow: 400,
    overflowSays: /exceeds the available context size \(64 tokens\)/,
    unknownModel: 'served',
  },
];

const answer = '{"answer":"2024-11"}';
const tools: OpenAI.ChatCompletionTool[] = [
  {
    type: 'function',
    function: { name: 'list_sheets', parameters: { type: 'object', properties: {} } },
  },
];

describe.each(servers)('the official client against $server $version', (seen) => {
  const dialect = { server: seen.server, version: seen.version };
  let plain: OneBox;
  let thinking: OneBox;
  beforeAll(async () => {
    plain = await oneBox({
      dialect,
      faults: [{ kind: 'error-event', onRequest: 1, afterTokens: 2 }],
    });
    thinking = await oneBox({
      dialect,
      answers: { accuracy: 1, shapes: ['json'], reasoning: { tokens: 8, as: 'field' } },
    });
  });
  afterAll(() => Promise.all([plain.stop(), thinking.stop()]));

  const clientOf = (box: OneBox): OpenAI =>
    new OpenAI({ baseURL: `${box.endpoint.url}/v1`, apiKey: 'none', maxRetries: 0 });
  const body = {
    model: 'm',
    temperature: 0,
    stream_options: { include_usage: true },
    messages: [{ role: 'user', content: question }],
  } satisfies OpenAI.ChatCompletionCreateParams;
  const stream = (box: OneBox, over: Partial<OpenAI.ChatCompletionCreateParamsStreaming> = {}) =>
    clientOf(box).chat.completions.stream({ ...body, ...over, stream: true });
  const errorOf = async (work: Promise<unknown>): Promise<APIError> => {
    const error = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof APIError)) throw new Error(`no API error: ${String(error)}`);
    return error;
  };

  // First, since the fault strikes the first request of this box.
  it('throws where the stream fails in its middle, with the words of the server', async () => {
    const raw = await clientOf(plain).chat.completions.create({ ...body, stream: true });
    let text = '';
    const error = await errorOf(
      (async () => {
        for await (const chunk of raw) text += chunk.choices[0]?.delta.content ?? '';
      })(),
    );
    expect(answer.startsWith(text)).toBe(true);
    expect(text).not.toBe('');
    expect(error.message).toContain('Internal server error');
  });

  it('streams a short answer', async () => {
    const asked = stream(plain);
    // The client's own summary passes over usage in chunks whose id is empty, as TGI's are.
    let outputTokens: number | 'none' = 'none';
    for await (const chunk of asked) outputTokens = chunk.usage?.completion_tokens ?? outputTokens;
    const [choice] = (await asked.finalChatCompletion()).choices;
    expect(choice?.message).toMatchObject({ role: 'assistant', content: answer });
    expect(choice?.finish_reason).toBe('stop');
    expect(outputTokens).toBe(seen.outputTokens);
  });

  it('reads a whole answer', async () => {
    const done = await clientOf(plain).chat.completions.create({
      model: 'm',
      messages: body.messages,
      temperature: 0,
    });
    expect(done.choices[0]?.message.content).toBe(answer);
    expect(done.choices[0]?.finish_reason).toBe('stop');
    expect(done.object).toBe('chat.completion');
  });

  it('finds the thoughts where this version puts them', async () => {
    const parts: Record<string, string> = {};
    for await (const chunk of stream(thinking)) {
      for (const [field, value] of Object.entries(chunk.choices[0]?.delta ?? {})) {
        if (field !== 'role' && typeof value === 'string')
          parts[field] = (parts[field] ?? '') + value;
      }
    }
    const thought = '先看表头，再逐行核对。';
    expect(parts).toEqual(
      seen.thoughts === 'content'
        ? { content: `<think>\n${thought}\n</think>\n\n${answer}` }
        : { content: answer, [seen.thoughts]: thought },
    );
  });

  it('calls a tool', async () => {
    const done = await stream(plain, { tools }).finalChatCompletion();
    const [choice] = done.choices;
    expect(choice?.finish_reason).toBe('tool_calls');
    expect(choice?.message.tool_calls).toMatchObject([
      { type: 'function', function: { name: 'list_sheets', arguments: '{}' } },
    ]);
    const messages: OpenAI.ChatCompletionMessageParam[] = [
      ...body.messages,
      { role: 'assistant', tool_calls: choice?.message.tool_calls ?? [] },
      { role: 'tool', tool_call_id: choice?.message.tool_calls?.[0]?.id ?? '', content: '["a"]' },
    ];
    const after = await stream(plain, { tools, messages }).finalChatCompletion();
    expect(after.choices[0]?.message.content).toBe(answer);
  });

  it('is told that an answer was cut', async () => {
    const done = await stream(plain, { max_tokens: 2 }).finalChatCompletion();
    expect(done.choices[0]?.finish_reason).toBe('length');
    expect(done.choices[0]?.message.content).toBe('{"answer');
  });

  it('is told of too long a prompt', async () => {
    const small = await oneBox({ dialect, engine: { maxModelLen: 64 } });
    try {
      const messages = [{ role: 'user', content: 'wide table '.repeat(100) }] as const;
      const asked = stream(small, { max_tokens: 1, messages: [...messages] });
      if (seen.overflow === 'empty') {
        const done = await asked.finalChatCompletion();
        expect(done.choices[0]?.message.content ?? '').toBe('');
        expect(done.choices[0]?.finish_reason).toBe('length');
        return;
      }
      const error = await errorOf(asked.finalChatCompletion());
      expect(error.status ?? 'event').toBe(seen.overflow);
      if (seen.overflow === 400) expect(error).toBeInstanceOf(OpenAI.BadRequestError);
      if (seen.overflowSays !== undefined) expect(error.message).toMatch(seen.overflowSays);
    } finally {
      await small.stop();
    }
  });

  it('is told of an unknown model, where the server minds', async () => {
    const asked = stream(plain, { model: 'other' }).finalChatCompletion();
    if (seen.unknownModel === 'served') {
      expect((await asked).choices[0]?.message.content).toBe(answer);
    } else {
      expect(await errorOf(asked)).toBeInstanceOf(OpenAI.NotFoundError);
    }
  });
});
