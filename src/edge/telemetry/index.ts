/**
 * What can be seen beside the requests: the client's own load, and the metrics pages of engines, GPUs
 * and hosts, read over HTTP in the Prometheus and OpenMetrics text formats. Writes samples on the run
 * clock; what a series means is told to it, and it judges nothing.
 */
export { type ClientSamplerOptions, sampleClient } from './client-sampler.ts';
export { pageScraper } from './page-scraper.ts';
export {
  type PageDetail,
  type PageTarget,
  type PageWatch,
  type PageWatchOptions,
  watchPages,
} from './page-watch.ts';
export {
  type MetricFamily,
  type MetricsText,
  type MetricType,
  parseMetricsText,
  type TextLimits,
} from './prometheus-text.ts';
