import { done, type Golden } from './golden.ts';

const head =
  'data: {"id":"chatcmpl-ab12","object":"chat.completion.chunk","created":1,"model":"m","choices":[';
const usage = (output: number): string =>
  `"usage":{"prompt_tokens":9,"total_tokens":${9 + output},"completion_tokens":${output}}}`;
const error = (message: string, type: string, code: number): string =>
  `{"message":${JSON.stringify(message)},"type":"${type}","code":${code},"param":null,"object":"error"}`;

type Tail = (output: number) => string;
const old: Tail = usage;
const now: Tail = () => '"usage":null}';

/** The role in each delta; the finish reason is absent until the end. */
const chunk = (tail: Tail, delta: string, output = 1): string =>
  `${head}{"index":0,"delta":{"role":"assistant",${delta}}}],${tail(output)}`;
const finish = (tail: Tail, delta: string, reason: string): string =>
  `${head}{"index":0,"delta":{"role":"assistant",${delta}},"finish_reason":"${reason}"}],${tail(2)}`;

const streams = (tail: Tail, closing: readonly string[]) => ({
  short: [chunk(tail, '"content":"Hi"'), finish(tail, '"content":""', 'stop'), ...closing],
  reasoning: [
    chunk(tail, '"reasoning_content":"hm"'),
    finish(tail, '"content":"Hi"', 'stop'),
    ...closing,
  ],
  tool: [
    chunk(
      tail,
      '"tool_calls":[{"id":"c1","index":0,"type":"function","function":{"name":"f","arguments":""}}]',
    ),
    chunk(
      tail,
      '"tool_calls":[{"id":"","index":0,"type":"function","function":{"name":"","arguments":"{}"}}]',
    ),
  ],
  length: [chunk(tail, '"content":"Hi"'), finish(tail, '"content":" you"', 'length'), ...closing],
  unknownModel: {
    status: 404,
    body: error("The model 'other' does not exist.", 'not_found_error', 404),
  },
  failure: [`data: {"error":${error('boom', 'server_error', 500)}}`, done],
});
const models = ['"object":"list"', '"id":"m","object":"model"', '"owned_by":"lmdeploy"'];

export const lmdeployGolden: readonly Golden[] = [
  {
    server: 'lmdeploy',
    version: '0.9.2',
    ...streams(old, [done]),
    overflow: 'empty',
    pages: { '/health': '', '/v1/models': models },
    metrics: 'none',
  },
  {
    server: 'lmdeploy',
    version: '0.16.0',
    ...streams(now, [`${head}],${usage(2)}`, done]),
    overflow: {
      status: 400,
      body: error(
        'Input length (100) must be smaller than the model context length (100).',
        'invalid_request_error',
        400,
      ),
    },
    pages: { '/health': ['"status"', '"message"'], '/v1/models': models },
    metrics: [
      'lmdeploy:num_requests_running{model_name="m",engine="0"} 0.0',
      'lmdeploy:num_requests_waiting{model_name="m",engine="0"} 0.0',
      'lmdeploy:num_api_requests_waiting{model_name="m",engine="0"} 0.0',
      'lmdeploy:gpu_cache_usage_perc{model_name="m",engine="0"} 0.0',
      'lmdeploy:prefix_cache_hit_rate{model_name="m",engine="0"} 0.0',
      '# TYPE lmdeploy:iter_token_latency histogram',
      '# TYPE lmdeploy:iteration_tokens_total histogram',
    ],
    notMetrics: ['vllm:', '_created'],
  },
];
