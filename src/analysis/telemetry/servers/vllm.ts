import type { ServerFacts } from '../server-facts.ts';

const engine = { label: 'finished_reason', not: ['abort', 'error'] } as const;

/** vLLM, from the V0 engine on; gauges stand once per engine of a data-parallel server. */
export const vllm: ServerFacts = {
  id: 'vllm',
  prefix: 'vllm:',
  aliases: [
    { meaning: 'requestsRunning', name: 'vllm:num_requests_running' },
    { meaning: 'requestsWaiting', name: 'vllm:num_requests_waiting' },
    { meaning: 'kvUse', name: 'vllm:kv_cache_usage_perc', versions: '0.9.2 and later' },
    { meaning: 'kvUse', name: 'vllm:gpu_cache_usage_perc', versions: 'before 0.12' },
    { meaning: 'requestsFinished', name: 'vllm:request_success_total', where: engine },
    { meaning: 'promptTokens', name: 'vllm:prompt_tokens_total' },
    { meaning: 'generatedTokens', name: 'vllm:generation_tokens_total' },
    {
      meaning: 'prefixQueries',
      name: 'vllm:prefix_cache_queries_total',
      versions: '0.9.2 and later',
    },
    { meaning: 'prefixHits', name: 'vllm:prefix_cache_hits_total', versions: '0.9.2 and later' },
    {
      meaning: 'prefixQueries',
      name: 'vllm:gpu_prefix_cache_queries_total',
      versions: '0.8 to 0.11',
    },
    { meaning: 'prefixHits', name: 'vllm:gpu_prefix_cache_hits_total', versions: '0.8 to 0.11' },
    { meaning: 'preemptions', name: 'vllm:num_preemptions_total' },
    { meaning: 'drafts', name: 'vllm:spec_decode_num_drafts_total' },
    { meaning: 'draftTokens', name: 'vllm:spec_decode_num_draft_tokens_total' },
    { meaning: 'acceptedTokens', name: 'vllm:spec_decode_num_accepted_tokens_total' },
    { meaning: 'ttft', name: 'vllm:time_to_first_token_seconds' },
    {
      meaning: 'interToken',
      name: 'vllm:inter_token_latency_seconds',
      versions: '0.10.2 and later',
    },
    {
      meaning: 'interToken',
      name: 'vllm:time_per_output_token_seconds',
      versions: 'before 0.14',
    },
    {
      meaning: 'perOutputToken',
      name: 'vllm:request_time_per_output_token_seconds',
      versions: '0.10.2 and later',
    },
    { meaning: 'e2e', name: 'vllm:e2e_request_latency_seconds' },
    { meaning: 'queueTime', name: 'vllm:request_queue_time_seconds' },
    { meaning: 'inferenceTime', name: 'vllm:request_inference_time_seconds' },
    { meaning: 'prefillTime', name: 'vllm:request_prefill_time_seconds' },
    { meaning: 'decodeTime', name: 'vllm:request_decode_time_seconds' },
    { meaning: 'promptLength', name: 'vllm:request_prompt_tokens' },
    { meaning: 'outputLength', name: 'vllm:request_generation_tokens' },
    // A histogram, in spite of its name.
    { meaning: 'stepTokens', name: 'vllm:iteration_tokens_total' },
  ],
  info: ['vllm:cache_config_info', 'vllm:lora_requests_info'],
};
