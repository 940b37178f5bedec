import { describe, expect, test } from 'vitest';
import { requestDialects, toChatBody } from '../../../../src/edge/openai/index.ts';

const generation = { maxTokens: 64, temperature: 0, ignoreEos: true };
const messages = [{ role: 'user', content: 'hi' }] as const;

describe('the body of a chat request', () => {
  test('asks vLLM for a fixed length with ignore_eos', () => {
    expect(
      toChatBody(
        { messages, generation: { ...generation, seed: 7, topP: 0.9, stop: ['END'] } },
        'm',
        requestDialects.vllm,
      ),
    ).toEqual({
      model: 'm',
      messages,
      temperature: 0,
      max_tokens: 64,
      top_p: 0.9,
      seed: 7,
      stop: ['END'],
      ignore_eos: true,
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  test.each([
    ['tgi', 'max_tokens'],
    ['openai', 'max_completion_tokens'],
  ] as const)('does not send %s a member it refuses or ignores', (server, member) => {
    const body = toChatBody({ messages, generation }, 'm', requestDialects[server]);
    expect(body).not.toHaveProperty('ignore_eos');
    expect(body).toHaveProperty(member, 64);
  });

  test('writes tools, tool calls and tool results as the protocol has them', () => {
    const call = { id: 'c1', name: 'query', arguments: '{"sql":"select 1"}' };
    const body = toChatBody(
      {
        generation: { ...generation, ignoreEos: false },
        messages: [
          { role: 'assistant', content: '', toolCalls: [call] },
          { role: 'tool', content: '1', toolCallId: 'c1' },
        ],
        tools: [{ name: 'query', description: 'runs SQL', parameters: { type: 'object' } }],
      },
      'm',
      requestDialects.auto,
    );
    expect(body['messages']).toEqual([
      {
        role: 'assistant',
        content: '',
        tool_calls: [
          {
            id: 'c1',
            type: 'function',
            function: { name: 'query', arguments: '{"sql":"select 1"}' },
          },
        ],
      },
      { role: 'tool', content: '1', tool_call_id: 'c1' },
    ]);
    expect(body['tools']).toEqual([
      {
        type: 'function',
        function: { name: 'query', description: 'runs SQL', parameters: { type: 'object' } },
      },
    ]);
  });

  test('extraBody adds stream options but cannot switch streaming off', () => {
    const body = toChatBody({ messages, generation }, 'm', requestDialects.auto, {
      stream: false,
      temperature: 0.5,
      stream_options: { continuous_usage_stats: true },
    });
    expect(body).toMatchObject({
      stream: true,
      temperature: 0.5,
      stream_options: { include_usage: true, continuous_usage_stats: true },
    });
  });
});
