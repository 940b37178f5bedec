import type { ServerFacts } from '../server-facts.ts';

/** llama.cpp's server with `--metrics`: no histogram, no count of requests, cached tokens apart. */
export const llamacpp: ServerFacts = {
  id: 'llamacpp',
  prefix: 'llamacpp:',
  promptTokensExcludeCached: true,
  aliases: [
    { meaning: 'requestsRunning', name: 'llamacpp:requests_processing' },
    { meaning: 'requestsWaiting', name: 'llamacpp:requests_deferred' },
    {
      meaning: 'kvUse',
      name: 'llamacpp:kv_cache_usage_ratio',
      versions: 'old builds; removed since',
    },
    { meaning: 'promptTokens', name: 'llamacpp:prompt_tokens_total' },
    { meaning: 'prefixHits', name: 'llamacpp:prompt_tokens_cached_total' },
    { meaning: 'generatedTokens', name: 'llamacpp:tokens_predicted_total' },
    { meaning: 'draftTokens', name: 'llamacpp:spec_decode_num_draft_tokens_total' },
    { meaning: 'acceptedTokens', name: 'llamacpp:spec_decode_num_accepted_tokens_total' },
  ],
};
