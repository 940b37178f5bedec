import type { BoxView } from '../../box/index.ts';
import { MetricsText } from '../prometheus.ts';

/** The router's page: no KV usage, no prefix cache, durations without `_seconds`; chats count twice. */
export function metricsPage(box: BoxView): string {
  const { settings, stats, counters } = box;
  const budget = settings.engine.kvBlocks * settings.engine.blockSize;
  const ended = stats.finished.stop + stats.finished.length;
  const one = (value: number) => [[{}, value]] as const;
  return new MetricsText('plain')
    .gauge('tgi_batch_current_size', 'Current batch size', one(box.running))
    .gauge('tgi_queue_size', 'Current number of requests in the queue', one(box.waiting))
    .gauge(
      'tgi_batch_current_max_tokens',
      'Maximum tokens for the current batch',
      one(box.kvBlocksInUse * settings.engine.blockSize),
    )
    .gauge('tgi_batch_max_total_tokens', 'Maximum batch total tokens', one(budget))
    .counter('tgi_request_count', 'Total number of requests', one(stats.requests * 2))
    .counter('tgi_request_success', 'Number of successful requests', [[{ method: 'batch' }, ended]])
    .counter('tgi_request_failure', 'Number of failed requests', [
      [{ err: 'overloaded' }, stats.overloaded],
      [{ err: 'validation' }, stats.invalid],
      [{ err: 'dropped' }, stats.finished.abort],
      [{ err: 'generation' }, stats.finished.error],
    ])
    .counter('tgi_batch_inference_count', 'Inference calls per method', [
      [{ method: 'prefill' }, stats.requests],
      [{ method: 'decode' }, counters.steps],
    ])
    .histogram('tgi_request_duration', 'End-to-end latency', {}, stats.endToEnd)
    .histogram('tgi_request_queue_duration', 'Time in the queue', {}, stats.queue)
    .histogram('tgi_request_inference_duration', 'Time in inference', {}, stats.inference)
    .histogram(
      'tgi_request_mean_time_per_token_duration',
      'Mean time per token, prefill included',
      {},
      stats.meanPerToken,
    )
    .histogram(
      'tgi_request_generated_tokens',
      'Generated tokens per request',
      {},
      stats.outputLength,
    )
    .histogram('tgi_request_input_length', 'Input token length per request', {}, stats.promptLength)
    .histogram('tgi_request_max_new_tokens', 'Maximum new tokens per request', {}, stats.maxTokens)
    .text();
}
