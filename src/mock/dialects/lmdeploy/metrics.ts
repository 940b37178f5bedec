import type { BoxView } from '../../box/index.ts';
import { MetricsText } from '../prometheus.ts';

/** The page of 0.16; cached tokens and rates are gauges and counters of its own. */
export function metricsPage(box: BoxView): string {
  const { settings, stats, counters } = box;
  const labels = { model_name: settings.model, engine: '0' };
  const one = (value: number) => [[labels, value]] as const;
  const hitRate = counters.prefixQueries === 0 ? 0 : counters.prefixHits / counters.prefixQueries;
  const ended = stats.finished.stop + stats.finished.length;
  const page = new MetricsText()
    .gauge('lmdeploy:num_requests_running', 'Number of running requests.', one(box.running))
    .gauge('lmdeploy:num_requests_waiting', 'Number of waiting requests.', one(box.waiting))
    .gauge('lmdeploy:num_api_requests_waiting', 'Number of requests before the engine.', one(0))
    .gauge('lmdeploy:num_requests_succeeded', 'Number of requests that succeeded.', one(ended))
    .gauge(
      'lmdeploy:num_requests_failed',
      'Number of requests that failed.',
      one(stats.finished.error),
    )
    .gauge(
      'lmdeploy:gpu_cache_usage_perc',
      'GPU KV-cache usage. 1 means 100 percent usage.',
      one(box.kvBlocksInUse / settings.engine.kvBlocks),
    )
    .gauge('lmdeploy:prefix_cache_hit_rate', 'Prefix cache hit rate.', one(hitRate))
    .counter(
      'lmdeploy:cached_tokens_total',
      'Prompt tokens found in the cache.',
      one(counters.prefixHits),
    )
    .counter('lmdeploy:prompt_tokens_total', 'Number of prompt tokens.', one(counters.promptTokens))
    .counter(
      'lmdeploy:generation_tokens_total',
      'Number of generated tokens.',
      one(counters.generatedTokens),
    )
    .counter('lmdeploy:request_success_total', 'Count of successfully processed requests.', [
      [{ ...labels, finished_reason: 'stop' }, stats.finished.stop],
      [{ ...labels, finished_reason: 'length' }, stats.finished.length],
      [{ ...labels, finished_reason: 'abort' }, stats.finished.abort],
    ])
    .histogram(
      'lmdeploy:iteration_tokens_total',
      'Tokens per engine step.',
      labels,
      stats.iteration,
    )
    .histogram(
      'lmdeploy:time_to_first_token_seconds',
      'Time to first token in seconds.',
      labels,
      stats.ttft,
    )
    .histogram(
      'lmdeploy:iter_token_latency',
      'Inter-token latency in seconds.',
      labels,
      stats.interToken,
    )
    .histogram(
      'lmdeploy:time_per_output_token_seconds',
      'Time per output token in seconds.',
      labels,
      stats.perOutputToken,
    )
    .histogram(
      'lmdeploy:e2e_request_latency_seconds',
      'E2E request latency in seconds.',
      labels,
      stats.endToEnd,
    )
    .histogram('lmdeploy:request_queue_time_seconds', 'Time in WAITING phase.', labels, stats.queue)
    .histogram(
      'lmdeploy:request_inference_time_seconds',
      'Time in RUNNING phase.',
      labels,
      stats.inference,
    )
    .histogram(
      'lmdeploy:request_prefill_time_seconds',
      'Time in PREFILL phase.',
      labels,
      stats.prefill,
    )
    .histogram(
      'lmdeploy:request_decode_time_seconds',
      'Time in DECODE phase.',
      labels,
      stats.decode,
    );
  return page
    .gauge('lmdeploy:backend_config_info', 'Configuration of the backend.', [
      [
        {
          ...labels,
          session_len: settings.maxModelLen,
          max_batch_size: settings.engine.maxNumSeqs,
        },
        1,
      ],
    ])
    .text();
}
