import { describe, expect, it } from 'vitest';
import type { Admission } from '../../../../src/mock/dialects/index.ts';
import type { MockServer } from '../../../../src/spec/index.ts';
import { callOf, onStage, viewOf } from './stage.ts';

// The context is 100 tokens in every case; texts and boundaries from the servers' sources.
const admit = (
  server: MockServer,
  version: string,
  prompt: number,
  maxTokens?: number,
): Admission =>
  onStage(server, version).dialect.admit(
    callOf(maxTokens === undefined ? {} : { maxTokens }),
    prompt,
    viewOf(server, version),
  );

const refusal = (admission: Admission): string =>
  admission.kind === 'refused'
    ? `${admission.reply.status} ${admission.reply.body}`
    : admission.kind;

describe('context overflow', () => {
  it('vllm 0.10.0 refuses a prompt of the full length, and a sum above it', () => {
    expect(admit('vllm', '0.10.0', 99)).toEqual({ kind: 'admitted', maxTokens: 1 });
    expect(refusal(admit('vllm', '0.10.0', 100))).toBe(
      `400 {"object":"error","message":"This model's maximum context length is 100 tokens. However, you requested 100 tokens in the messages, Please reduce the length of the messages.","type":"BadRequestError","param":null,"code":400}`,
    );
    expect(admit('vllm', '0.10.0', 90, 10).kind).toBe('admitted');
    expect(refusal(admit('vllm', '0.10.0', 91, 10))).toContain(
      'you requested 101 tokens (91 in the messages, 10 in the completion). Please reduce the length of the messages or completion.',
    );
  });

  it('vllm current counts prompt and output together and names the parameter', () => {
    expect(admit('vllm', 'current', 90, 10).kind).toBe('admitted');
    expect(refusal(admit('vllm', 'current', 91, 10))).toBe(
      `400 {"error":{"message":"This model's maximum context length is 100 tokens. However, you requested 10 output tokens and your prompt contains 91 input tokens, for a total of 101 tokens. Please reduce the length of the input prompt or the number of requested output tokens. (parameter=input_tokens, value=91)","type":"BadRequestError","param":"input_tokens","code":400}}`,
    );
  });

  it('tgi leaves one token for the answer, and tells a stream of it with status 200', () => {
    expect(admit('tgi', '3.3.7', 99, 1).kind).toBe('admitted');
    const admission = admit('tgi', '3.3.7', 100, 1);
    const message = 'Input validation error: `inputs` must have less than 99 tokens. Given: 100';
    expect(refusal(admission)).toBe(`422 {"error":"${message}","error_type":"validation"}`);
    expect(admission).toMatchObject({
      events: `data: {"error":{"message":"${message}","http_status_code":422}}\n\ndata: [DONE]\n\n`,
    });
  });

  it('tgi refuses one request more than its semaphore holds', () => {
    const { dialect } = onStage('tgi', '3.3.7');
    const full = { ...viewOf('tgi', '3.3.7'), running: 128 };
    expect(refusal(dialect.admit(callOf(), 9, full))).toBe(
      '429 {"error":"Model is overloaded","error_type":"overloaded"}',
    );
    expect(dialect.admit(callOf(), 9, { ...full, running: 127 }).kind).toBe('admitted');
  });

  it('lmdeploy 0.16 refuses a prompt of the full length; 0.9 answers nothing; both cut the output', () => {
    expect(refusal(admit('lmdeploy', '0.16.0', 100))).toContain(
      'Input length (100) must be smaller than the model context length (100).',
    );
    expect(admit('lmdeploy', '0.9.2', 100)).toEqual({ kind: 'empty' });
    expect(admit('lmdeploy', '0.16.0', 60, 1000)).toEqual({ kind: 'admitted', maxTokens: 40 });
  });

  it('sglang has a second limit, of its KV pool, that a stream learns with status 200', () => {
    expect(refusal(admit('sglang', 'current', 100, 1))).toContain(
      "The input (100 tokens) is longer than the model's context length (100 tokens).",
    );
    expect(refusal(admit('sglang', 'current', 60, 41))).toContain(
      'You requested a total of 101 tokens: 60 tokens from the input messages and 41 tokens for the completion.',
    );
    // min(100 - 1, pool - 1) - 5 = 94.
    expect(admit('sglang', 'current', 93, 1).kind).toBe('admitted');
    const late = admit('sglang', 'current', 94, 1);
    expect(late).toHaveProperty('events');
    expect(refusal(late)).toContain(
      'Input length (94 tokens) exceeds the maximum allowed length (94 tokens). Use a shorter input or enable --allow-auto-truncate.',
    );
  });

  it('llamacpp names both counts', () => {
    expect(refusal(admit('llamacpp', 'current', 100))).toBe(
      '400 {"error":{"code":400,"message":"request (100 tokens) exceeds the available context size (100 tokens), try increasing it","type":"exceed_context_size_error","n_prompt_tokens":100,"n_ctx":100}}',
    );
  });
});
