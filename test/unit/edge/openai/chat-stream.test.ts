import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { ChatStream } from '../../../../src/edge/openai/chat-stream.ts';
import { EventTemplate } from '../../../../src/edge/openai/event-template.ts';

const event = (delta: unknown, more = {}, finish: string | null = null): string =>
  `data: ${JSON.stringify({ model: 'm', choices: [{ index: 0, delta, finish_reason: finish }], ...more })}\n\n`;

/** Pushes each text as one read, 1 ms apart from 100 on. */
function streamOf(...reads: string[]): ChatStream {
  const stream = new ChatStream(1 << 20);
  reads.forEach((text, i) => {
    const bytes = Buffer.from(text);
    stream.push(bytes, 0, bytes.length, 100 + i, i);
  });
  return stream;
}

describe('the fold of one stream', () => {
  test('an empty role message is no token', () => {
    const stream = streamOf(
      event({ role: 'assistant', content: '' }),
      event({ content: '' }),
      event({ content: 'a' }),
      event({ content: 'b' }),
    );
    expect(stream.timeline.kinds()).toBe('recc');
    expect(stream.timeline.firstMs).toBe(100);
    expect([stream.firstTokenMs, stream.lastTokenMs]).toEqual([102, 103]);
    expect(stream.timeline.gaps()).toEqual([1000, 1000, 1000]);
  });

  test('reasoning is a token but no answer', () => {
    const stream = streamOf(event({ reasoning_content: 'hm' }), event({ content: '42' }));
    expect([stream.firstTokenMs, stream.firstAnswerMs]).toEqual([100, 101]);
    expect([stream.reasoning(), stream.answer()]).toEqual(['hm', '42']);
  });

  test('tool calls are put together by index and count as tokens', () => {
    const call = (index: number, more: object): string =>
      event({ tool_calls: [{ index, ...more }] });
    const stream = streamOf(
      call(0, { id: 'a', type: 'function', function: { name: 'query', arguments: '' } }),
      call(1, { id: 'b', function: { name: 'describe', arguments: '{' } }),
      call(0, { function: { arguments: '{"x":' } }),
      call(0, { function: { arguments: '1}' } }),
      call(1, { function: { arguments: '}' } }),
      event({}, {}, 'tool_calls'),
    );
    expect(stream.toolCalls()).toEqual([
      { id: 'a', name: 'query', arguments: '{"x":1}' },
      { id: 'b', name: 'describe', arguments: '{}' },
    ]);
    expect(stream.timeline.kinds()).toBe('kkkkkf');
    expect(stream.firstAnswerMs).toBe(100);
  });

  test('continuous usage tells the tokens of each message', () => {
    const usage = (n: number) => ({ usage: { prompt_tokens: 5, completion_tokens: n } });
    const stream = streamOf(
      event({ role: 'assistant', content: '' }, usage(0)),
      event({ content: 'a' }, usage(1)),
      // A step that yielded no text: its two tokens come with the next message that bears one.
      event({ content: '' }, usage(3)),
      event({ content: 'bcd' }, usage(4)),
      event({ content: 'e' }, usage(7)),
    );
    expect(stream.chunkTokens()).toEqual([1, 3, 3]);
    expect(stream.usage).toEqual({ promptTokens: 5, outputTokens: 7 });
  });

  test('tokens per message are absent where one message does not tell', () => {
    const usage = { usage: { prompt_tokens: 5, completion_tokens: 1 } };
    const stream = streamOf(event({ content: 'a' }, usage), event({ content: 'b' }));
    expect(stream.chunkTokens()).toBeUndefined();
  });

  test('details of usage are read where they are given', () => {
    const usage = {
      prompt_tokens: 90,
      completion_tokens: 40,
      prompt_tokens_details: { cached_tokens: 64 },
      completion_tokens_details: { reasoning_tokens: 30 },
    };
    expect(streamOf(event({ content: 'a' }, { usage })).usage).toEqual({
      promptTokens: 90,
      outputTokens: 40,
      cachedTokens: 64,
      reasoningTokens: 30,
    });
  });

  test('messages of one read share its stamp and count as coalesced', () => {
    const stream = streamOf(
      event({ content: 'a' }),
      event({ content: 'b' }) + event({ content: 'c' }) + event({ content: 'd' }),
    );
    expect(stream.timeline.gaps()).toEqual([1000, 0, 0]);
    expect([stream.timeline.reads, stream.timeline.coalesced]).toEqual([2, 2]);
  });

  test('a message is stamped by the read that brings its end', () => {
    const text = event({ content: 'later' });
    const stream = streamOf(text.slice(0, 30), text.slice(30, -1), '\n');
    expect(stream.firstTokenMs).toBe(102);
  });

  test('rounded gaps add up to the last stamp', () => {
    const stream = new ChatStream(1 << 20);
    const bytes = Buffer.from(event({ content: 'a' }));
    // A third of a µs more than 1 ms, 3000 times: 3001 ms, not the 3000 of gaps rounded one by one.
    for (let i = 0; i <= 3000; i++) {
      stream.push(bytes, 0, bytes.length, i * (1 + 1 / 3000), i);
    }
    expect(stream.timeline.gaps().reduce((sum, gap) => sum + gap, 0)).toBe(3_001_000);
  });

  test('server timings are kept', () => {
    const stream = streamOf(
      event({ content: 'a' }, { timings: { prompt_ms: 12.5, predicted_n: 3, note: 'x' } }),
    );
    expect(stream.timings).toEqual({ prompt_ms: 12.5, predicted_n: 3 });
  });

  test('an escaped pair of surrogates may come in two messages', () => {
    const half = (code: string): string => event({ content: 'x' }).replace('"x"', `"${code}"`);
    // U+1F388 is d83c df88 in UTF-16.
    const stream = streamOf(event({ content: 'a' }), half('\\ud83c'), half('\\udf88'));
    expect(stream.answer()).toBe('a🎈');
  });

  test('bytes of a character that two messages share are no character', () => {
    const texts = ['a', 'b', '123', '456'].map((content) => event({ content })).join('');
    const bytes = Buffer.from(texts);
    // The character 中 is e4 b8 ad. JSON of each message is read by itself: two broken texts.
    bytes.set([0x20, 0xe4, 0xb8], bytes.indexOf('"123"') + 1);
    bytes.set([0xad, 0x20, 0x20], bytes.indexOf('"456"') + 1);
    const stream = new ChatStream(1 << 20);
    stream.push(bytes, 0, bytes.length, 1, 1);
    expect(stream.answer()).toBe('ab \ufffd\ufffd  ');
  });

  test('nothing after [DONE] is read', () => {
    const stream = streamOf(`${event({ content: 'a' })}data: [DONE]\n\n${event({ content: 'b' })}`);
    expect(stream.answer()).toBe('a');
    expect(stream.doneMs).toBe(100);
  });
});

describe('the template of an event', () => {
  const learnt = (text: string): EventTemplate => {
    const template = new EventTemplate();
    const bytes = Buffer.from(text);
    template.learn(bytes, 0, bytes.length, { kind: 'c', content: 'a', model: 'm' });
    return template;
  };
  const matches = (template: EventTemplate, text: string): boolean => {
    const bytes = Buffer.from(text);
    return template.match(bytes, 0, bytes.length) === bytes.length;
  };
  const first = event({ content: 'a' });

  test.each(['b', '世界', 'a long text of many words', ' "quoted"\n'])(
    'covers the same event with %j',
    (content) => {
      expect(matches(learnt(first), event({ content }))).toBe(true);
    },
  );

  test.each([
    ['an empty text', event({ content: '' })],
    ['another member', event({ content: 'b', role: 'assistant' })],
    ['a finish', event({ content: 'b' }, {}, 'stop')],
    ['another model', event({ content: 'b' }).replace('"m"', '"n"')],
    ['an escape that JSON does not know', first.replace('"a"', '"\\q"')],
    ['a bare control character', first.replace('"a"', '"\u0001"')],
    ['an unfinished event', first.slice(0, -1)],
    ['a text without end', first.slice(0, first.indexOf('"a"') + 2)],
  ])('does not cover %s', (_, text) => {
    expect(matches(learnt(first), text)).toBe(false);
  });

  test('learns the text itself, not a name that looks like it', () => {
    const tricky = `data: {"x\\"content":"a","model":"m","choices":[{"delta":{"content":"a"},"finish_reason":null}]}\n\n`;
    const template = learnt(tricky);
    expect(matches(template, tricky.replace('{"content":"a"}', '{"content":"zz"}'))).toBe(true);
    expect(matches(template, tricky.replace('\\"content":"a"', '\\"content":"zz"'))).toBe(false);
  });
});
