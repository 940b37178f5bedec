import type { MetricSample, Ms } from '../base/index.ts';

/** One line of telemetry.jsonl, on the run clock. */
export type TelemetrySample =
  | {
      readonly kind: 'client';
      readonly segment: number;
      readonly atMs: Ms;
      readonly worker: number;
      /** Event-loop utilisation since the sample before, 0..1. */
      readonly loopUtilisation: number;
      /** Time in garbage collection since the sample before, and the longest pause, ms. */
      readonly gcMs: number;
      readonly gcMaxMs: number;
      /** CPU seconds of this process since the sample before. */
      readonly cpuS: number;
      readonly rssBytes: number;
      readonly inFlight: number;
      /** Host: 1-minute load and share of CPU time stolen, where the host tells. */
      readonly hostLoad?: number;
      readonly hostStealShare?: number;
    }
  | {
      readonly kind: 'page';
      readonly segment: number;
      readonly atMs: Ms;
      readonly endpoint: string;
      readonly source: 'engine' | 'gpu' | 'host';
      readonly samples: readonly MetricSample[];
    }
  | {
      readonly kind: 'unreadable';
      readonly segment: number;
      readonly atMs: Ms;
      readonly endpoint: string;
      readonly source: 'engine' | 'gpu' | 'host';
      readonly why: string;
    };
