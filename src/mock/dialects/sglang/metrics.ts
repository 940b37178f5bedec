import type { BoxView } from '../../box/index.ts';
import { MetricsText } from '../prometheus.ts';

/** The scheduler's gauges carry the ranks, those of the tokenizer manager the model only. */
export function metricsPage(box: BoxView): string {
  const { settings, stats, counters } = box;
  const { engine } = settings;
  const front = { model_name: settings.model };
  const ranked = { ...front, engine_type: 'unified', tp_rank: '0', pp_rank: '0', moe_ep_rank: '0' };
  const gauge = (value: number) => [[ranked, value]] as const;
  const count = (value: number) => [[front, value]] as const;
  const capacity = engine.kvBlocks * engine.blockSize;
  const used = box.kvBlocksInUse * engine.blockSize;
  const hitRate = counters.prefixQueries === 0 ? 0 : counters.prefixHits / counters.prefixQueries;
  const page = new MetricsText()
    .gauge('sglang:num_running_reqs', 'The number of running requests.', gauge(box.running))
    .gauge(
      'sglang:num_queue_reqs',
      'The number of requests in the waiting queue.',
      gauge(box.waiting),
    )
    .gauge('sglang:token_usage', 'The token usage.', gauge(used / capacity))
    .gauge('sglang:num_used_tokens', 'The number of used tokens.', gauge(used))
    .gauge(
      'sglang:max_total_num_tokens',
      'Maximum total number of tokens in the KV cache pool.',
      gauge(capacity),
    )
    .gauge('sglang:cache_hit_rate', 'The prefix cache hit rate.', gauge(hitRate))
    .counter(
      'sglang:num_retracted_requests_total',
      'Number of retracted requests.',
      gauge(counters.preemptions),
    )
    .counter(
      'sglang:prompt_tokens_total',
      'Number of prefill tokens processed.',
      count(counters.promptTokens),
    )
    .counter(
      'sglang:generation_tokens_total',
      'Number of generation tokens processed.',
      count(counters.generatedTokens),
    )
    .counter(
      'sglang:cached_tokens_total',
      'Number of cached prompt tokens.',
      count(counters.prefixHits),
    )
    .counter('sglang:num_requests_total', 'Number of requests processed.', count(stats.requests))
    .counter(
      'sglang:num_aborted_requests_total',
      'Number of requests aborted.',
      count(stats.finished.abort),
    );
  if (engine.speculative !== undefined) {
    const perDraft = counters.drafts === 0 ? 0 : counters.acceptedTokens / counters.drafts;
    page
      .gauge('sglang:spec_accept_length', 'The average acceptance length.', gauge(1 + perDraft))
      .gauge(
        'sglang:spec_accept_rate',
        'The acceptance rate of drafts.',
        gauge(counters.draftTokens === 0 ? 0 : counters.acceptedTokens / counters.draftTokens),
      );
  }
  return page
    .histogram(
      'sglang:time_to_first_token_seconds',
      'Histogram of time to first token in seconds.',
      front,
      stats.ttft,
    )
    .histogram(
      'sglang:inter_token_latency_seconds',
      'Histogram of inter-token latency in seconds.',
      front,
      stats.interToken,
    )
    .histogram(
      'sglang:e2e_request_latency_seconds',
      'Histogram of End-to-end request latency in seconds',
      front,
      stats.endToEnd,
    )
    .histogram(
      'sglang:queue_time_seconds',
      'Histogram of queueing time in seconds.',
      ranked,
      stats.queue,
    )
    .text();
}
