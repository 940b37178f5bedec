import type { Sequence } from '../engine/index.ts';
import type { StepWork } from '../law/index.ts';
import { Histogram } from './histogram.ts';

const ttftS = [
  0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80,
  160, 640, 2560,
];
const interTokenS = [
  0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80,
];
const requestS = [
  0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680,
];
const lengths = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5];
const iteration = [1, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16_384];

export type FinishedReason = 'stop' | 'length' | 'abort' | 'error' | 'repetition';

/** Distributions over the requests of a box, as a metrics page shows them; seconds and tokens. */
export interface BoxStats {
  readonly ttft: Histogram;
  readonly interToken: Histogram;
  readonly perOutputToken: Histogram;
  /** Inference time over all output tokens, prefill included. */
  readonly meanPerToken: Histogram;
  readonly endToEnd: Histogram;
  readonly queue: Histogram;
  readonly prefill: Histogram;
  readonly decode: Histogram;
  readonly inference: Histogram;
  readonly promptLength: Histogram;
  readonly outputLength: Histogram;
  readonly maxTokens: Histogram;
  readonly iteration: Histogram;
  readonly finished: Record<FinishedReason, number>;
  requests: number;
  overloaded: number;
  invalid: number;
}

export const noStats = (): BoxStats => ({
  ttft: new Histogram(ttftS),
  interToken: new Histogram(interTokenS),
  perOutputToken: new Histogram(interTokenS),
  meanPerToken: new Histogram(interTokenS),
  endToEnd: new Histogram(requestS),
  queue: new Histogram(requestS),
  prefill: new Histogram(requestS),
  decode: new Histogram(requestS),
  inference: new Histogram(requestS),
  promptLength: new Histogram(lengths),
  outputLength: new Histogram(lengths),
  maxTokens: new Histogram(lengths),
  iteration: new Histogram(iteration),
  finished: { stop: 0, length: 0, abort: 0, error: 0, repetition: 0 },
  requests: 0,
  overloaded: 0,
  invalid: 0,
});

/** Enters a step. */
export function observeStep(stats: BoxStats, work: StepWork): void {
  stats.iteration.observe(work.prefillTokens + work.decodeTokens);
}

/** Enters a request that ended, by the engine's own instants; `arrivedMs` is the front end's. */
export function observeEnd(
  stats: BoxStats,
  s: Sequence,
  arrivedMs: number,
  reason: FinishedReason,
): void {
  stats.finished[reason]++;
  const { scheduledMs, firstTokenMs, lastTokenMs } = s;
  if (scheduledMs === undefined || firstTokenMs === undefined || lastTokenMs === undefined) return;
  stats.endToEnd.observe((lastTokenMs - arrivedMs) / 1e3);
  stats.queue.observe((scheduledMs - s.readyMs) / 1e3);
  stats.prefill.observe((firstTokenMs - scheduledMs) / 1e3);
  stats.decode.observe((lastTokenMs - firstTokenMs) / 1e3);
  stats.inference.observe((lastTokenMs - scheduledMs) / 1e3);
  stats.promptLength.observe(s.job.promptTokens);
  stats.outputLength.observe(s.emitted);
  stats.maxTokens.observe(s.job.outputTokens);
  stats.meanPerToken.observe((lastTokenMs - scheduledMs) / 1e3 / s.emitted);
  if (s.emitted > 1) {
    stats.perOutputToken.observe((lastTokenMs - firstTokenMs) / 1e3 / (s.emitted - 1));
  }
}
