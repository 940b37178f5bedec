import { describe, expect, it } from 'vitest';
import { cutAnswer, onStage, shortAnswer, usage, viewOf } from './stage.ts';

// Every stream below is written from the reading of the servers' sources (docs/methods.md, wire), not
// from this program's output. Events are separated by an empty line.
const events = (...lines: readonly string[]): string => lines.map((line) => `${line}\n\n`).join('');

describe('vllm', () => {
  const head =
    'data: {"id":"chatcmpl-ab12","object":"chat.completion.chunk","created":1,"model":"m","choices":[';

  it('0.10.0: role with empty content, finish with the last delta, usage apart', () => {
    expect(shortAnswer(onStage('vllm', '0.10.0').framing)).toBe(
      events(
        `${head}{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}]}`,
        `${head}{"index":0,"delta":{"content":"Hi"},"logprobs":null,"finish_reason":null}]}`,
        `${head}{"index":0,"delta":{"content":""},"logprobs":null,"finish_reason":"stop","stop_reason":null}]}`,
        `${head}],"usage":{"prompt_tokens":9,"total_tokens":11,"completion_tokens":2}}`,
        'data: [DONE]',
      ),
    );
  });

  it('0.5.4: no content in the role chunk, and null usage in every chunk when usage is asked for', () => {
    expect(shortAnswer(onStage('vllm', '0.5.4').framing)).toBe(
      events(
        `${head}{"index":0,"delta":{"role":"assistant"},"logprobs":null,"finish_reason":null}],"usage":null}`,
        `${head}{"index":0,"delta":{"content":"Hi"},"logprobs":null,"finish_reason":null}],"usage":null}`,
        `${head}{"index":0,"delta":{"content":""},"logprobs":null,"finish_reason":"stop","stop_reason":null}],"usage":null}`,
        `${head}],"usage":{"prompt_tokens":9,"total_tokens":11,"completion_tokens":2}}`,
        'data: [DONE]',
      ),
    );
  });

  it('current: token ids, prompt fields in the first chunk and a fingerprint in the last ones', () => {
    const print = '"system_fingerprint":"vllm-0.19.0-tp1"';
    expect(shortAnswer(onStage('vllm', 'current').framing)).toBe(
      events(
        `${head}{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}],"prompt_token_ids":null,"prompt_text":null}`,
        `${head}{"index":0,"delta":{"content":"Hi"},"logprobs":null,"finish_reason":null,"token_ids":null}]}`,
        `${head}{"index":0,"delta":{"content":""},"logprobs":null,"finish_reason":"stop","stop_reason":null,"token_ids":null}],${print}}`,
        `${head}],${print},"usage":{"prompt_tokens":9,"total_tokens":11,"completion_tokens":2}}`,
        'data: [DONE]',
      ),
    );
  });

  it('puts the last token of a cut answer into the finish chunk', () => {
    expect(cutAnswer(onStage('vllm', '0.10.0').framing)).toContain(
      '"delta":{"content":" you"},"logprobs":null,"finish_reason":"length","stop_reason":null}]}',
    );
  });

  it('counts in every chunk with continuous usage', () => {
    const stream = shortAnswer(onStage('vllm', '0.10.0', { continuousUsage: true }).framing);
    expect(stream).toContain(
      '"delta":{"content":"Hi"},"logprobs":null,"finish_reason":null}],"usage":{"prompt_tokens":9,"total_tokens":10,"completion_tokens":1}}',
    );
  });

  it('sends no usage chunk that was not asked for', () => {
    expect(shortAnswer(onStage('vllm', '0.10.0', { includeUsage: false }).framing)).not.toContain(
      'usage',
    );
  });

  it('renamed its reasoning field', () => {
    const thought = { content: '', reasoning: 'hm' };
    const at = (version: string) => onStage('vllm', version).framing.tokens(thought, usage(1));
    expect(at('0.10.0')).toContain('"delta":{"reasoning_content":"hm"}');
    expect(at('current')).toContain('"delta":{"reasoning":"hm"}');
  });

  it('words a failure inside a stream by version', () => {
    const failure = { kind: 'internal', message: 'boom' } as const;
    expect(onStage('vllm', '0.10.0').framing.failure(failure)).toBe(
      events(
        'data: {"error":{"object":"error","message":"boom","type":"InternalServerError","param":null,"code":500}}',
        'data: [DONE]',
      ),
    );
    expect(onStage('vllm', 'current').framing.failure(failure)).toBe(
      events(
        'data: {"error":{"message":"boom","type":"InternalServerError","param":null,"code":500}}',
        'data: [DONE]',
      ),
    );
  });
});

describe('tgi', () => {
  const chunk = (version: string, delta: string, finish: string): string =>
    `{"id":"","created":1,"model":"m","system_fingerprint":"${version}-native","choices":[{"index":0,"delta":${delta},"logprobs":null,"finish_reason":${finish}}],"usage":null,"object":"chat.completion.chunk"}`;

  it('3.3.7: the role in every delta, null usage, no id', () => {
    expect(shortAnswer(onStage('tgi', '3.3.7').framing)).toBe(
      events(
        `data: ${chunk('3.3.7', '{"role":"assistant","content":"Hi"}', 'null')}`,
        `data: ${chunk('3.3.7', '{"role":"assistant","content":""}', '"stop"')}`,
        'data: {"id":"","created":1,"model":"m","system_fingerprint":"3.3.7-native","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11},"object":"chat.completion.chunk"}',
        'data: [DONE]',
      ),
    );
  });

  it('2.0: no space after the colon, no usage and no end marker', () => {
    const stream = shortAnswer(onStage('tgi', '2.0.4').framing);
    expect(stream.startsWith('data:{"id":""')).toBe(true);
    expect(stream).not.toContain('usage');
    expect(stream).not.toContain('[DONE]');
  });

  it('says 422 for every failure inside a stream', () => {
    expect(onStage('tgi', '3.3.7').framing.failure({ kind: 'overloaded' })).toBe(
      events(
        'data: {"error":{"message":"Model is overloaded","http_status_code":422}}',
        'data: [DONE]',
      ),
    );
  });
});

describe('lmdeploy', () => {
  const head =
    'data: {"id":"chatcmpl-ab12","object":"chat.completion.chunk","created":1,"model":"m","choices":[';

  it('0.16: no finish reason until the end, null usage where usage was asked for', () => {
    expect(cutAnswer(onStage('lmdeploy', '0.16.0').framing)).toBe(
      events(
        `${head}{"index":0,"delta":{"role":"assistant","content":"Hi"}}],"usage":null}`,
        `${head}{"index":0,"delta":{"role":"assistant","content":" you"},"finish_reason":"length"}],"usage":null}`,
        `${head}],"usage":{"prompt_tokens":9,"total_tokens":11,"completion_tokens":2}}`,
        'data: [DONE]',
      ),
    );
  });

  it('0.9: usage in every chunk and none apart', () => {
    expect(cutAnswer(onStage('lmdeploy', '0.9.2').framing)).toBe(
      events(
        `${head}{"index":0,"delta":{"role":"assistant","content":"Hi"}}],"usage":{"prompt_tokens":9,"total_tokens":10,"completion_tokens":1}}`,
        `${head}{"index":0,"delta":{"role":"assistant","content":" you"},"finish_reason":"length"}],"usage":{"prompt_tokens":9,"total_tokens":11,"completion_tokens":2}}`,
        'data: [DONE]',
      ),
    );
  });
});

describe('sglang', () => {
  const head =
    'data: {"id":"ab12","object":"chat.completion.chunk","created":1,"model":"m","choices":[';

  it('names the reasoning in every delta and ends in a chunk of its own', () => {
    const stream = shortAnswer(onStage('sglang', 'current').framing);
    expect(stream.split('\n\n').slice(0, 3)).toEqual([
      `${head}{"index":0,"delta":{"reasoning_content":null,"role":"assistant","content":""},"logprobs":null,"finish_reason":null,"matched_stop":null}]}`,
      `${head}{"index":0,"delta":{"reasoning_content":null,"content":"Hi"},"logprobs":null,"finish_reason":null,"matched_stop":null}]}`,
      `${head}{"index":0,"delta":{"reasoning_content":null},"logprobs":null,"finish_reason":"stop","matched_stop":151645}]}`,
    ]);
    expect(stream.endsWith('data: [DONE]\n\n')).toBe(true);
  });

  it('sends headers with the first chunk only', () => {
    expect(onStage('sglang', 'current').dialect.headersFirst).toBe(false);
  });
});

describe('llamacpp', () => {
  it('begins with null content, ends with an empty delta, and times itself on the last chunk', () => {
    const parts = shortAnswer(onStage('llamacpp', 'current').framing).split('\n\n');
    expect(parts).toHaveLength(6);
    expect(parts[0]).toContain('"delta":{"role":"assistant","content":null}');
    expect(parts[1]).toContain('"delta":{"content":"Hi"}');
    expect(parts[2]).toContain('{"finish_reason":"stop","index":0,"delta":{}}');
    expect(parts[2]).not.toContain('timings');
    expect(parts[3]).toMatch(/"choices":\[\].*"usage":\{.*"timings":\{"cache_n":0,"prompt_n":9/);
    expect(parts[4]).toBe('data: [DONE]');
  });

  it('sends no end marker after an error', () => {
    expect(
      onStage('llamacpp', 'current').framing.failure({ kind: 'internal', message: 'boom' }),
    ).toBe(events('data: {"error":{"code":500,"message":"boom","type":"server_error"}}'));
  });
});

describe('an unknown model', () => {
  const ask = (server: 'vllm' | 'tgi' | 'lmdeploy' | 'sglang' | 'llamacpp', version: string) => {
    const { dialect } = onStage(server, version);
    const body = JSON.stringify({ model: 'other', messages: [{ role: 'user', content: 'x' }] });
    return dialect.understand(
      body,
      { 'content-type': 'application/json' },
      viewOf(server, version),
    );
  };

  it('is not found on vllm and lmdeploy, each in its own words', () => {
    expect(ask('vllm', '0.10.0')).toMatchObject({
      reply: {
        status: 404,
        body: '{"object":"error","message":"The model `other` does not exist.","type":"NotFoundError","param":null,"code":404}',
      },
    });
    expect(ask('vllm', 'current')).toMatchObject({
      reply: {
        status: 404,
        body: '{"error":{"message":"The model `other` does not exist.","type":"NotFoundError","param":"model","code":404}}',
      },
    });
    expect(ask('lmdeploy', '0.16.0')).toMatchObject({
      reply: {
        status: 404,
        body: `{"message":"The model 'other' does not exist.","type":"not_found_error","code":404,"param":null,"object":"error"}`,
      },
    });
  });

  it('is taken by the others', () => {
    expect(ask('tgi', '3.3.7').kind).toBe('call');
    expect(ask('sglang', 'current').kind).toBe('call');
    expect(ask('llamacpp', 'current').kind).toBe('call');
  });
});

describe('discovery', () => {
  const bodyOf = (server: Parameters<typeof viewOf>[0], version: string, path: string) => {
    const { dialect } = onStage(server, version);
    return dialect.page({ method: 'GET', path, body: '' }, viewOf(server, version))?.body ?? 'none';
  };

  it('names the owner and the length as each server does', () => {
    expect(bodyOf('vllm', 'current', '/v1/models')).toMatch(
      /"owned_by":"vllm".*"max_model_len":100/,
    );
    expect(bodyOf('tgi', '3.3.7', '/v1/models')).not.toContain('100');
    expect(bodyOf('tgi', '3.3.7', '/info')).toMatch(
      /"max_input_tokens":99,"max_total_tokens":100.*text-generation-router/,
    );
    expect(bodyOf('lmdeploy', '0.16.0', '/v1/models')).toMatch(
      /"owned_by":"lmdeploy"(?!.*max_model_len)/,
    );
    expect(bodyOf('sglang', 'current', '/server_info')).toMatch(
      /"max_total_num_tokens":1600,"max_req_input_len":94/,
    );
    expect(bodyOf('llamacpp', 'current', '/props')).toMatch(/"n_ctx":100\},"total_slots":4/);
    expect(bodyOf('vllm', '0.10.0', '/version')).toBe('{"version":"0.10.0"}');
  });

  it('names its metrics as the version does', () => {
    expect(bodyOf('vllm', '0.10.0', '/metrics')).toContain(
      'vllm:gpu_cache_usage_perc{model_name="m",engine="0"} 0.0',
    );
    expect(bodyOf('vllm', '0.10.0', '/metrics')).toContain(
      '# TYPE vllm:time_per_output_token_seconds histogram',
    );
    expect(bodyOf('vllm', 'current', '/metrics')).not.toContain('gpu_cache_usage_perc');
    expect(bodyOf('vllm', 'current', '/metrics')).toContain(
      '# TYPE vllm:inter_token_latency_seconds histogram',
    );
    expect(bodyOf('vllm', '0.5.4', '/metrics')).toContain(
      'vllm:num_requests_swapped{model_name="m"} 0.0',
    );
    expect(bodyOf('tgi', '3.3.7', '/metrics')).toContain('tgi_queue_size 0');
    expect(bodyOf('lmdeploy', '0.9.2', '/metrics')).toBe('none');
    expect(bodyOf('sglang', 'current', '/metrics')).toContain(
      'sglang:num_running_reqs{model_name="m",engine_type="unified",tp_rank="0"',
    );
    expect(bodyOf('llamacpp', 'current', '/metrics')).toContain('llamacpp:requests_processing 0');
  });
});
