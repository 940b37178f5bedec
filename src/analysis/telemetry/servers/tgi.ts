import type { ServerFacts } from '../server-facts.ts';

/**
 * Text Generation Inference 2 and 3. `tgi_request_count` is left out on purpose: a chat counts twice
 * there. Its mean time per token includes prefill and is no inter-token latency; the share of its token
 * budget is no use of the KV cache.
 */
export const tgi: ServerFacts = {
  id: 'tgi',
  prefix: 'tgi_',
  aliases: [
    { meaning: 'requestsRunning', name: 'tgi_batch_current_size' },
    { meaning: 'requestsWaiting', name: 'tgi_queue_size' },
    { meaning: 'kvCapacityTokens', name: 'tgi_batch_max_total_tokens' },
    { meaning: 'requestsFinished', name: 'tgi_request_success' },
    { meaning: 'promptTokens', name: 'tgi_request_input_length_sum' },
    { meaning: 'generatedTokens', name: 'tgi_request_generated_tokens_sum' },
    { meaning: 'e2e', name: 'tgi_request_duration' },
    { meaning: 'queueTime', name: 'tgi_request_queue_duration' },
    { meaning: 'inferenceTime', name: 'tgi_request_inference_duration' },
  ],
};
