import type { RequestRecord } from '../../record/index.ts';

/** From when to when a tool's clock runs over a set of requests; the extremes over all of them count. */
export interface Wall {
  readonly start: (record: RequestRecord) => number | undefined;
  readonly end: (record: RequestRecord) => number | undefined;
  /** True where a request that failed still keeps the clock running. */
  readonly failedCount: boolean;
}

/** From the first sending to the end of the last response, failed ones included: the whole run. */
export const wholeRun: Wall = {
  start: (r) => r.sentMs,
  end: (r) => r.endMs,
  failedCount: true,
};

/** From the first sending to the end of the last response, over completed requests. */
export const firstSendToLastResponse: Wall = { ...wholeRun, failedCount: false };
