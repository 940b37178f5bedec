import type { BoxView } from '../../box/box-view.ts';
import { MetricsText } from '../prometheus.ts';
import { atLeast } from '../version.ts';

/**
 * The metrics page of this version: labels grew by `engine` with 0.8, the KV gauge and the prefix
 * counters were renamed in 0.9.2 (old names stayed until 0.12), the inter-token histogram in 0.10.2.
 */
export function metricsPage(box: BoxView): string {
  const { settings, counters, stats } = box;
  const { version } = settings.dialect;
  const v1 = atLeast(version, '0.8.0');
  const labels = v1 ? { model_name: settings.model, engine: '0' } : { model_name: settings.model };
  const hidden = settings.lies.some((l) => l.kind === 'prefix-cache-replay' && l.hideCounters);
  const usage = box.kvBlocksInUse / settings.engine.kvBlocks;
  const page = new MetricsText();
  const one = (value: number) => [[labels, value]] as const;
  page
    .gauge(
      'vllm:num_requests_running',
      'Number of requests in model execution batches.',
      one(box.running),
    )
    .gauge(
      'vllm:num_requests_waiting',
      'Number of requests waiting to be processed.',
      one(box.waiting),
    );
  if (!atLeast(version, '0.12')) {
    page.gauge(
      'vllm:gpu_cache_usage_perc',
      'GPU KV-cache usage. 1 means 100 percent usage.',
      one(usage),
    );
  }
  if (atLeast(version, '0.9.2')) {
    page.gauge(
      'vllm:kv_cache_usage_perc',
      'KV-cache usage. 1 means 100 percent usage.',
      one(usage),
    );
  }
  const queries = hidden ? 0 : counters.prefixQueries;
  const hits = hidden ? 0 : counters.prefixHits;
  if (!v1) {
    page
      .gauge('vllm:num_requests_swapped', 'Number of requests swapped to CPU.', one(0))
      .gauge('vllm:cpu_cache_usage_perc', 'CPU KV-cache usage. 1 means 100 percent usage.', one(0));
  }
  for (const prefix of prefixNames(version)) {
    page
      .counter(
        `${prefix}_queries_total`,
        'Prefix cache queries, in terms of number of queried tokens.',
        one(queries),
      )
      .counter(
        `${prefix}_hits_total`,
        'Prefix cache hits, in terms of number of cached tokens.',
        one(hits),
      );
  }
  page
    .counter(
      'vllm:num_preemptions_total',
      'Cumulative number of preemption from the engine.',
      one(counters.preemptions),
    )
    .counter(
      'vllm:prompt_tokens_total',
      'Number of prefill tokens processed.',
      one(counters.promptTokens),
    )
    .counter(
      'vllm:generation_tokens_total',
      'Number of generation tokens processed.',
      one(counters.generatedTokens),
    );
  if (settings.engine.speculative !== undefined && v1) {
    page
      .counter(
        'vllm:spec_decode_num_drafts_total',
        'Number of spec decoding drafts.',
        one(counters.drafts),
      )
      .counter(
        'vllm:spec_decode_num_draft_tokens_total',
        'Number of draft tokens.',
        one(counters.draftTokens),
      )
      .counter(
        'vllm:spec_decode_num_accepted_tokens_total',
        'Number of accepted tokens.',
        one(counters.acceptedTokens),
      );
  }
  page.counter(
    'vllm:request_success_total',
    'Count of successfully processed requests.',
    finishedReasons(version).map(
      (reason) => [{ ...labels, finished_reason: reason }, stats.finished[reason]] as const,
    ),
  );
  page.histogram(
    'vllm:iteration_tokens_total',
    'Histogram of number of tokens per engine_step.',
    labels,
    stats.iteration,
  );
  page.histogram(
    'vllm:time_to_first_token_seconds',
    'Histogram of time to first token in seconds.',
    labels,
    stats.ttft,
  );
  if (!atLeast(version, '0.14')) {
    page.histogram(
      'vllm:time_per_output_token_seconds',
      'Histogram of time per output token in seconds.',
      labels,
      stats.interToken,
    );
  }
  if (atLeast(version, '0.10.2')) {
    page.histogram(
      'vllm:inter_token_latency_seconds',
      'Histogram of inter token latency in seconds.',
      labels,
      stats.interToken,
    );
    page.histogram(
      'vllm:request_time_per_output_token_seconds',
      'Histogram of time_per_output_token_seconds per request.',
      labels,
      stats.perOutputToken,
    );
  }
  page
    .histogram(
      'vllm:e2e_request_latency_seconds',
      'Histogram of e2e request latency in seconds.',
      labels,
      stats.endToEnd,
    )
    .histogram(
      'vllm:request_prompt_tokens',
      'Number of prefill tokens processed.',
      labels,
      stats.promptLength,
    )
    .histogram(
      'vllm:request_generation_tokens',
      'Number of generation tokens processed.',
      labels,
      stats.outputLength,
    );
  if (v1) {
    page
      .histogram(
        'vllm:request_queue_time_seconds',
        'Histogram of time spent in WAITING phase for request.',
        labels,
        stats.queue,
      )
      .histogram(
        'vllm:request_inference_time_seconds',
        'Histogram of time spent in RUNNING phase for request.',
        labels,
        stats.inference,
      )
      .histogram(
        'vllm:request_prefill_time_seconds',
        'Histogram of time spent in PREFILL phase for request.',
        labels,
        stats.prefill,
      )
      .histogram(
        'vllm:request_decode_time_seconds',
        'Histogram of time spent in DECODE phase for request.',
        labels,
        stats.decode,
      );
  }
  page.gauge('vllm:cache_config_info', 'Information of the LLMEngine CacheConfig', [
    [
      {
        block_size: settings.engine.blockSize,
        cache_dtype: 'auto',
        enable_prefix_caching: settings.engine.prefixCache && !hidden ? 'True' : 'False',
        gpu_memory_utilization: '0.9',
        num_gpu_blocks: settings.engine.kvBlocks,
        ...(v1 ? { engine: '0' } : {}),
      },
      1,
    ],
  ]);
  return page.text();
}

/** Names of the prefix counters by version; V0 engines had a gauge only. */
function prefixNames(version: string): readonly string[] {
  if (!atLeast(version, '0.8.0')) return [];
  if (!atLeast(version, '0.9.2')) return ['vllm:gpu_prefix_cache'];
  if (!atLeast(version, '0.12')) return ['vllm:gpu_prefix_cache', 'vllm:prefix_cache'];
  return ['vllm:prefix_cache'];
}

const finishedReasons = (version: string) =>
  version === 'current'
    ? (['stop', 'length', 'abort', 'error', 'repetition'] as const)
    : (['stop', 'length', 'abort'] as const);
