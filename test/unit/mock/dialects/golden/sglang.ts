import { done, type Golden } from './golden.ts';

const chunk = (delta: string, finish = 'null', matched = 'null'): string =>
  `data: {"id":"ab12","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":${delta},"logprobs":null,"finish_reason":${finish},"matched_stop":${matched}}]}`;
const opening = chunk('{"reasoning_content":null,"role":"assistant","content":""}');
const say = (text: string): string => chunk(`{"reasoning_content":null,"content":"${text}"}`);
/** The end of sequence is named as what stopped the answer; a length stops it by nothing. */
const end = (reason: string, matched: string): string =>
  chunk('{"reasoning_content":null}', `"${reason}"`, matched);
const usage =
  'data: {"id":"ab12","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":9,"total_tokens":11,"completion_tokens":2,"prompt_tokens_details":null,"reasoning_tokens":0}}';
const call = (id: string, name: string, args: string): string =>
  chunk(
    `{"reasoning_content":null,"tool_calls":[{"id":${id},"index":0,"type":"function","function":{"name":${name},"arguments":"${args}"}}]}`,
  );
const error = (message: string, type: string, code: number): string =>
  `{"object":"error","message":${JSON.stringify(message)},"type":"${type}","param":null,"code":${code}}`;

export const sglangGolden: readonly Golden[] = [
  {
    server: 'sglang',
    version: 'current',
    short: [opening, say('Hi'), end('stop', '151645'), usage, done],
    reasoning: [
      opening,
      chunk('{"reasoning_content":"hm"}'),
      say('Hi'),
      end('stop', '151645'),
      usage,
      done,
    ],
    tool: [call('"c1"', '"f"', ''), call('null', 'null', '{}')],
    length: [opening, say('Hi'), say(' you'), end('length', 'null'), usage, done],
    overflow: {
      status: 400,
      body: error(
        "The input (100 tokens) is longer than the model's context length (100 tokens).",
        'BadRequestError',
        400,
      ),
    },
    failure: [`data: {"error":${error('boom', 'InternalServerError', 500)}}`, done],
    pages: {
      '/health': '',
      '/v1/models': ['"object":"list"', '"owned_by":"sglang"', '"max_model_len":100'],
      // min(100 - 1, 1600 - 1) - 5 = 94.
      '/server_info': ['"max_total_num_tokens":1600', '"max_req_input_len":94', '"version":"'],
    },
    metrics: [
      'sglang:num_running_reqs{model_name="m",engine_type="unified",tp_rank="0",pp_rank="0",moe_ep_rank="0"} 0.0',
      'sglang:num_queue_reqs{model_name="m",engine_type="unified",tp_rank="0",pp_rank="0",moe_ep_rank="0"} 0.0',
      'sglang:token_usage{model_name="m",engine_type="unified",tp_rank="0",pp_rank="0",moe_ep_rank="0"} 0.0',
      'sglang:prompt_tokens_total{model_name="m"} 0.0',
      'sglang:generation_tokens_total{model_name="m"} 0.0',
      '# TYPE sglang:time_to_first_token_seconds histogram',
      '# TYPE sglang:inter_token_latency_seconds histogram',
      '# TYPE sglang:queue_time_seconds histogram',
    ],
    notMetrics: ['vllm:', 'sglang:time_per_output_token_seconds'],
  },
];
