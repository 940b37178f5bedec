import { done, type Golden } from './golden.ts';

const chunk = (choice: string, more = ''): string =>
  `data: {"choices":[${choice}],"created":1,"id":"chatcmpl-ab12","model":"m","system_fingerprint":"b10573-3f545becce","object":"chat.completion.chunk"${more}}`;
const delta = (text: string): string => chunk(`{"finish_reason":null,"index":0,"delta":${text}}`);
const opening = delta('{"role":"assistant","content":null}');
const end = (reason: string): string => chunk(`{"finish_reason":"${reason}","index":0,"delta":{}}`);
// The clock of the stage stands still: all times are 0, and so are the rates.
const timings =
  '"timings":{"cache_n":0,"prompt_n":9,"prompt_ms":0,"prompt_per_token_ms":0,"prompt_per_second":0,"predicted_n":2,"predicted_ms":0,"predicted_per_token_ms":0,"predicted_per_second":0}';
const usage = chunk(
  '',
  `,"usage":{"completion_tokens":2,"prompt_tokens":9,"total_tokens":11,"prompt_tokens_details":{"cached_tokens":0}},${timings}`,
);

export const llamacppGolden: readonly Golden[] = [
  {
    server: 'llamacpp',
    version: 'current',
    short: [opening, delta('{"content":"Hi"}'), end('stop'), usage, done],
    reasoning: [
      opening,
      delta('{"reasoning_content":"hm"}'),
      delta('{"content":"Hi"}'),
      end('stop'),
      usage,
      done,
    ],
    tool: [
      delta(
        '{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":""}}]}',
      ),
      delta('{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}'),
    ],
    length: [
      opening,
      delta('{"content":"Hi"}'),
      delta('{"content":" you"}'),
      end('length'),
      usage,
      done,
    ],
    overflow: {
      status: 400,
      body: '{"error":{"code":400,"message":"request (100 tokens) exceeds the available context size (100 tokens), try increasing it","type":"exceed_context_size_error","n_prompt_tokens":100,"n_ctx":100}}',
    },
    failure: ['data: {"error":{"code":500,"message":"boom","type":"server_error"}}'],
    pages: {
      '/health': '{"status":"ok"}',
      '/props': ['"n_ctx":100', '"total_slots":4', '"build_info":"b10573-'],
      '/v1/models': ['"models":[', '"object":"list"', '"owned_by":"llamacpp"', '"n_ctx":100'],
    },
    metrics: [
      'llamacpp:requests_processing 0',
      'llamacpp:requests_deferred 0',
      'llamacpp:prompt_tokens_total 0',
      'llamacpp:prompt_tokens_cached_total 0',
      'llamacpp:tokens_predicted_total 0',
      'llamacpp:n_decode_total 0',
    ],
    notMetrics: ['kv_cache_usage_ratio', '_bucket'],
  },
];
