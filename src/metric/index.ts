/**
 * Per-request metrics, one a file: id, unit, direction, formula, and when the metric does not exist.
 * A pure function of a record; distributions, windows and comparisons are made of them in analysis. `lens/` holds the
 * definitions of other tools over the same records.
 */
import { e2e } from './e2e.ts';
import type { Metric } from './metric.ts';
import { response } from './response.ts';
import { responseTtft } from './response-ttft.ts';
import { sendLag } from './send-lag.ts';
import { tpot } from './tpot.ts';
import { ttfa } from './ttfa.ts';
import { ttft } from './ttft.ts';

export { interChunkGaps, tokenMessages } from './inter-chunk-gaps.ts';
export {
  type Lens,
  type LensDifference,
  type LensFigure,
  type LensId,
  type LensThroughput,
  lenses,
  lensFigures,
  lensThroughput,
  type PercentileRule,
  throughputBy,
} from './lens/index.ts';
export type { Metric } from './metric.ts';
export { type Instant, span } from './span.ts';
export { taskTime } from './task-time.ts';
export { tokensPerChunk } from './tokens-per-chunk.ts';
export { e2e, response, responseTtft, sendLag, tpot, ttfa, ttft };

/** The metrics that yield one value a request, in the order of reports. */
export const requestMetrics = [
  ttft,
  ttfa,
  tpot,
  e2e,
  responseTtft,
  response,
  sendLag,
] as const satisfies readonly Metric<'ms'>[];
