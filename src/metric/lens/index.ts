/**
 * Other tools' definitions of TTFT, ITL, TPOT, E2E and throughput over our own records, one a file.
 * Not a re-implementation of those tools: clocks, clients and token counters are ours, and where a
 * definition needs what a record does not hold, the figure is absent with the reason.
 */
import { aiperf } from './aiperf.ts';
import { evalscope } from './evalscope.ts';
import { genaiPerf } from './genai-perf.ts';
import { guidellm } from './guidellm.ts';
import { inferencePerf } from './inference-perf.ts';
import type { Lens } from './lens.ts';
import { llmperf } from './llmperf.ts';
import { mlperf } from './mlperf.ts';
import { sglang } from './sglang.ts';
import { vllm } from './vllm.ts';

export {
  type Lens,
  type LensDifference,
  type LensFigure,
  lensFigures,
  type PercentileRule,
} from './lens.ts';
export { type LensThroughput, lensThroughput, throughputBy } from './throughput.ts';
export type { Wall } from './wall.ts';

/** Every lens by its id, in the order of `steelyard lens --as`. */
export const lenses = {
  vllm,
  guidellm,
  aiperf,
  'genai-perf': genaiPerf,
  'inference-perf': inferencePerf,
  sglang,
  evalscope,
  llmperf,
  mlperf,
} as const satisfies Readonly<Record<string, Lens>>;

export type LensId = keyof typeof lenses;
