import type { ServerFacts } from '../server-facts.ts';

/**
 * SGLang, with `--enable-metrics`. The scheduler's gauges carry ranks and move with its decode log, so
 * that a peak between two lines of the log is not seen.
 */
export const sglang: ServerFacts = {
  id: 'sglang',
  prefix: 'sglang:',
  aliases: [
    { meaning: 'requestsRunning', name: 'sglang:num_running_reqs' },
    { meaning: 'requestsWaiting', name: 'sglang:num_queue_reqs' },
    { meaning: 'kvUse', name: 'sglang:token_usage' },
    { meaning: 'kvCapacityTokens', name: 'sglang:max_total_num_tokens' },
    { meaning: 'requestsFinished', name: 'sglang:num_requests_total' },
    { meaning: 'requestsAborted', name: 'sglang:num_aborted_requests_total' },
    { meaning: 'promptTokens', name: 'sglang:prompt_tokens_total' },
    { meaning: 'generatedTokens', name: 'sglang:generation_tokens_total' },
    { meaning: 'prefixHits', name: 'sglang:cached_tokens_total' },
    { meaning: 'preemptions', name: 'sglang:num_retracted_requests_total' },
    { meaning: 'ttft', name: 'sglang:time_to_first_token_seconds' },
    { meaning: 'interToken', name: 'sglang:inter_token_latency_seconds' },
    {
      meaning: 'interToken',
      name: 'sglang:time_per_output_token_seconds',
      versions: 'before the rename to inter_token_latency',
    },
    { meaning: 'e2e', name: 'sglang:e2e_request_latency_seconds' },
    { meaning: 'queueTime', name: 'sglang:queue_time_seconds' },
  ],
};
