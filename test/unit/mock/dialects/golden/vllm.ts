import { done, type Golden } from './golden.ts';

const head =
  'data: {"id":"chatcmpl-ab12","object":"chat.completion.chunk","created":1,"model":"m","choices":[';
const usage = '"usage":{"prompt_tokens":9,"total_tokens":11,"completion_tokens":2}}';
const flat = (message: string, type: string, code: number): string =>
  `{"object":"error","message":${JSON.stringify(message)},"type":"${type}","param":null,"code":${code}}`;

/** Chunks of a version: what stands behind each choice, in its role chunk, and behind the last ones. */
interface Manner {
  readonly role: string;
  readonly choiceTail: string;
  readonly tail: string;
  readonly roleTail: string;
  readonly lastTail: string;
}
const chunk = (m: Manner, delta: string): string =>
  `${head}{"index":0,"delta":${delta},"logprobs":null,"finish_reason":null${m.choiceTail}}]${m.tail}}`;
const opening = (m: Manner): string =>
  `${head}{"index":0,"delta":${m.role},"logprobs":null,"finish_reason":null}]${m.roleTail}${m.tail}}`;
const finish = (m: Manner, delta: string, reason: string): string =>
  `${head}{"index":0,"delta":${delta},"logprobs":null,"finish_reason":"${reason}","stop_reason":null${m.choiceTail}}]${m.lastTail}${m.tail}}`;
const closing = (m: Manner): string => `${head}]${m.lastTail},${usage}`;

const streams = (m: Manner, field: string | undefined) => ({
  short: [
    opening(m),
    chunk(m, '{"content":"Hi"}'),
    finish(m, '{"content":""}', 'stop'),
    closing(m),
    done,
  ],
  length: [
    opening(m),
    chunk(m, '{"content":"Hi"}'),
    finish(m, '{"content":" you"}', 'length'),
    closing(m),
    done,
  ],
  ...(field === undefined
    ? {}
    : {
        reasoning: [
          opening(m),
          chunk(m, `{"${field}":"hm"}`),
          finish(m, '{"content":"Hi"}', 'stop'),
          closing(m),
          done,
        ],
      }),
  tool: [
    chunk(
      m,
      '{"tool_calls":[{"id":"c1","type":"function","index":0,"function":{"name":"f","arguments":""}}]}',
    ),
    chunk(m, '{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}'),
  ],
});

const oldOverflow =
  "This model's maximum context length is 100 tokens. However, you requested 101 tokens (100 in the messages, 1 in the completion). Please reduce the length of the messages or completion.";
const newOverflow =
  "This model's maximum context length is 100 tokens. However, you requested 1 output tokens and your prompt contains 100 input tokens, for a total of 101 tokens. Please reduce the length of the input prompt or the number of requested output tokens. (parameter=input_tokens, value=100)";
const unknown = 'The model `other` does not exist.';
const models = [
  '"object":"list"',
  '"id":"m","object":"model","created":1,"owned_by":"vllm"',
  '"max_model_len":100',
];

const plain: Manner = {
  role: '{"role":"assistant","content":""}',
  choiceTail: '',
  tail: '',
  roleTail: '',
  lastTail: '',
};

export const vllmGolden: readonly Golden[] = [
  {
    server: 'vllm',
    version: '0.5.4',
    ...streams({ ...plain, role: '{"role":"assistant"}', tail: ',"usage":null' }, undefined),
    overflow: { status: 400, body: flat(oldOverflow, 'BadRequestError', 400) },
    unknownModel: { status: 404, body: flat(unknown, 'NotFoundError', 404) },
    failure: [`data: {"error":${flat('boom', 'InternalServerError', 500)}}`, done],
    pages: { '/version': '{"version":"0.5.4"}', '/health': '', '/v1/models': models },
    metrics: [
      'vllm:num_requests_running{model_name="m"} 0.0',
      'vllm:num_requests_waiting{model_name="m"} 0.0',
      'vllm:num_requests_swapped{model_name="m"} 0.0',
      'vllm:gpu_cache_usage_perc{model_name="m"} 0.0',
      'vllm:cpu_cache_usage_perc{model_name="m"} 0.0',
      'vllm:num_preemptions_total{model_name="m"} 0.0',
      'vllm:prompt_tokens_total{model_name="m"} 0.0',
      'vllm:generation_tokens_total{model_name="m"} 0.0',
      '# TYPE vllm:time_per_output_token_seconds histogram',
    ],
    notMetrics: [
      'engine="0"',
      'vllm:kv_cache_usage_perc',
      'vllm:prefix_cache_queries',
      'vllm:inter_token',
    ],
  },
  {
    server: 'vllm',
    version: '0.10.0',
    ...streams(plain, 'reasoning_content'),
    overflow: { status: 400, body: flat(oldOverflow, 'BadRequestError', 400) },
    unknownModel: { status: 404, body: flat(unknown, 'NotFoundError', 404) },
    failure: [`data: {"error":${flat('boom', 'InternalServerError', 500)}}`, done],
    pages: { '/version': '{"version":"0.10.0"}', '/health': '', '/ping': '', '/v1/models': models },
    metrics: [
      'vllm:num_requests_running{model_name="m",engine="0"} 0.0',
      // Both names from 0.9.2 until the end of 2025.
      'vllm:gpu_cache_usage_perc{model_name="m",engine="0"} 0.0',
      'vllm:kv_cache_usage_perc{model_name="m",engine="0"} 0.0',
      'vllm:gpu_prefix_cache_queries_total{model_name="m",engine="0"} 0.0',
      'vllm:prefix_cache_queries_total{model_name="m",engine="0"} 0.0',
      'vllm:prefix_cache_hits_total{model_name="m",engine="0"} 0.0',
      'vllm:request_success_total{model_name="m",engine="0",finished_reason="stop"} 0.0',
      '# TYPE vllm:iteration_tokens_total histogram',
      '# TYPE vllm:time_per_output_token_seconds histogram',
      '# TYPE vllm:request_queue_time_seconds histogram',
    ],
    notMetrics: [
      'vllm:num_requests_swapped',
      'vllm:cpu_cache_usage_perc',
      'vllm:inter_token_latency',
    ],
  },
  {
    server: 'vllm',
    version: 'current',
    ...streams(
      {
        ...plain,
        choiceTail: ',"token_ids":null',
        roleTail: ',"prompt_token_ids":null,"prompt_text":null',
        lastTail: ',"system_fingerprint":"vllm-0.19.0-tp1"',
      },
      'reasoning',
    ),
    overflow: {
      status: 400,
      body: `{"error":{"message":"${newOverflow}","type":"BadRequestError","param":"input_tokens","code":400}}`,
    },
    unknownModel: {
      status: 404,
      body: `{"error":{"message":"${unknown}","type":"NotFoundError","param":"model","code":404}}`,
    },
    failure: [
      'data: {"error":{"message":"boom","type":"InternalServerError","param":null,"code":500}}',
      done,
    ],
    pages: { '/version': '{"version":"0.19.0"}', '/health': '', '/v1/models': models },
    metrics: [
      'vllm:kv_cache_usage_perc{model_name="m",engine="0"} 0.0',
      'vllm:prefix_cache_queries_total{model_name="m",engine="0"} 0.0',
      '# TYPE vllm:inter_token_latency_seconds histogram',
      '# TYPE vllm:request_time_per_output_token_seconds histogram',
      'vllm:request_success_total{model_name="m",engine="0",finished_reason="repetition"} 0.0',
    ],
    notMetrics: [
      'vllm:gpu_cache_usage_perc',
      'vllm:gpu_prefix_cache',
      'vllm:time_per_output_token_seconds',
    ],
  },
];
