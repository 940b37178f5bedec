import type { ServerFacts } from '../server-facts.ts';

/** LMDeploy 0.16, where `enable_metrics` is on by default; its schedule gauges move every 10 s. */
export const lmdeploy: ServerFacts = {
  id: 'lmdeploy',
  prefix: 'lmdeploy:',
  aliases: [
    { meaning: 'requestsRunning', name: 'lmdeploy:num_requests_running' },
    { meaning: 'requestsWaiting', name: 'lmdeploy:num_requests_waiting' },
    { meaning: 'kvUse', name: 'lmdeploy:gpu_cache_usage_perc' },
    {
      meaning: 'requestsFinished',
      name: 'lmdeploy:request_success_total',
      where: { label: 'finished_reason', not: ['abort', 'error'] },
    },
    { meaning: 'promptTokens', name: 'lmdeploy:prompt_tokens_total' },
    { meaning: 'generatedTokens', name: 'lmdeploy:generation_tokens_total' },
    { meaning: 'prefixHits', name: 'lmdeploy:cached_tokens_total' },
    { meaning: 'draftTokens', name: 'lmdeploy:spec_decode_num_draft_tokens_total' },
    { meaning: 'acceptedTokens', name: 'lmdeploy:spec_decode_num_accepted_tokens_total' },
    { meaning: 'ttft', name: 'lmdeploy:time_to_first_token_seconds' },
    { meaning: 'interToken', name: 'lmdeploy:iter_token_latency' },
    { meaning: 'perOutputToken', name: 'lmdeploy:time_per_output_token_seconds' },
    { meaning: 'e2e', name: 'lmdeploy:e2e_request_latency_seconds' },
    { meaning: 'queueTime', name: 'lmdeploy:request_queue_time_seconds' },
    { meaning: 'inferenceTime', name: 'lmdeploy:request_inference_time_seconds' },
    { meaning: 'prefillTime', name: 'lmdeploy:request_prefill_time_seconds' },
    { meaning: 'decodeTime', name: 'lmdeploy:request_decode_time_seconds' },
    { meaning: 'stepTokens', name: 'lmdeploy:iteration_tokens_total' },
  ],
  info: ['lmdeploy:backend_config_info'],
};
