import { done, type Golden } from './golden.ts';

const overflow = 'Input validation error: `inputs` must have less than 99 tokens. Given: 100';
const event = `{"error":{"message":"${overflow}","http_status_code":422}}`;
const failed =
  '{"error":{"message":"Request failed during generation: boom","http_status_code":422}}';

/** Chunks of a version: `data:` with or without its space, and usage or none. */
const chunkOf =
  (version: string, data: string, usage: string) =>
  (delta: string, finish = 'null'): string =>
    `${data}{"id":"","created":1,"model":"m","system_fingerprint":"${version}-native","choices":[{"index":0,"delta":${delta},"logprobs":null,"finish_reason":${finish}}]${usage},"object":"chat.completion.chunk"}`;

const say = (text: string): string => `{"role":"assistant","content":"${text}"}`;
const call = (name: string, args: string): string =>
  `{"role":"assistant","tool_calls":[{"index":0,"id":"${name === 'null' ? '' : 'c1'}","type":"function","function":{"name":${name},"arguments":"${args}"}}]}`;

const old = chunkOf('2.0.4', 'data:', '');
const now = chunkOf('3.3.7', 'data: ', ',"usage":null');
const usage =
  'data: {"id":"","created":1,"model":"m","system_fingerprint":"3.3.7-native","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11},"object":"chat.completion.chunk"}';
const metrics = [
  'tgi_batch_current_size 0',
  'tgi_queue_size 0',
  'tgi_batch_current_max_tokens 0',
  // 100 blocks of 16.
  'tgi_batch_max_total_tokens 1600',
  '# TYPE tgi_request_mean_time_per_token_duration histogram',
  '# TYPE tgi_request_queue_duration histogram',
  'tgi_request_failure{err="overloaded"} 0',
];
const pages = {
  '/health': '',
  '/v1/models': ['"object":"list"', '"object":"model","created":0,"owned_by":"'],
  '/info': ['"max_input_tokens":99,"max_total_tokens":100', '"router":"text-generation-router"'],
};

export const tgiGolden: readonly Golden[] = [
  {
    server: 'tgi',
    version: '2.0.4',
    short: [old(say('Hi')), old(say(''), '"stop"')],
    tool: [old(call('"f"', '')), old(call('null', '{}'))],
    length: [old(say('Hi')), old(say(' you'), '"length"')],
    overflow: {
      status: 422,
      body: `{"error":"${overflow}","error_type":"validation"}`,
      events: `data:${event}\n\n`,
    },
    failure: [`data:${failed}`],
    pages: { ...pages, '/info': [...pages['/info'], '"max_batch_total_tokens":1600'] },
    metrics,
    notMetrics: ['_seconds', 'cache'],
  },
  {
    server: 'tgi',
    version: '3.3.7',
    short: [now(say('Hi')), now(say(''), '"stop"'), usage, done],
    tool: [now(call('"f"', '')), now(call('null', '{}'))],
    length: [now(say('Hi')), now(say(' you'), '"length"'), usage, done],
    overflow: {
      status: 422,
      body: `{"error":"${overflow}","error_type":"validation"}`,
      events: `data: ${event}\n\n${done}\n\n`,
    },
    failure: [`data: ${failed}`, done],
    pages,
    metrics,
    notMetrics: ['_seconds', 'cache'],
  },
];
