import type { Estimate } from '../base/index.ts';

/**
 * One load point of one endpoint, as sizing sees it: what was offered, what came back, and the box that
 * answered. The only thing that sizing knows of a run. Latencies are means over the window's requests,
 * since the speed model predicts means; their intervals come from resampling runs, not requests.
 */
export interface OperatingPoint {
  readonly endpoint: string;
  readonly scenario: string;
  /** Index of the load point in the plan. */
  readonly loadPoint: number;
  /** Requests due per second; absent in a closed loop. */
  readonly offeredPerS?: number;
  /** Requests completed per second. */
  readonly achievedPerS: number;
  /** Requests in flight, time-weighted mean over the window. */
  readonly concurrency: number;
  /** Mean input and output tokens of a request. */
  readonly isl: number;
  readonly osl: number;
  /** Mean prompt tokens served from a prefix cache; 0 only where the server said so. */
  readonly cachedTokens?: number;
  /** Whether the engine drafts and verifies; absent where nobody knows. */
  readonly speculative?: boolean;
  /** Tokens of prefill an engine step takes at most; absent where unknown. */
  readonly chunkSize?: number;
  readonly ttftMs: Estimate;
  readonly tpotMs: Estimate;
  /** Output tokens per second of the endpoint. */
  readonly tokensPerS: Estimate;
  /** Catalogue ids. */
  readonly gpu: string;
  readonly model: string;
  readonly count: number;
  readonly precision: string;
  readonly kvPrecision?: string;
  readonly tensorParallel: number;
  readonly pipelineParallel?: number;
  /** Copies of the attention layers, each with requests of its own; absent for one. */
  readonly attentionDataParallel?: number;
  readonly framework: string;
  readonly frameworkVersion: string;
  /** Ids of the runs it was measured in. */
  readonly runs: readonly string[];
  /** False where analysis judged the cell not valid: such a point never enters a fit. */
  readonly valid: boolean;
}
