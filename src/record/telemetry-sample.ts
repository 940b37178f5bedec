import type { MetricSample, Ms } from '../base/index.ts';

/** Which kind of page a sample is from. */
export type TelemetrySource = 'engine' | 'gpu' | 'host';

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
      readonly source: TelemetrySource;
      /** Round trip of the scrape, ms: the page is from within half of it of `atMs`. */
      readonly tookMs?: number;
      /** Lines of the page that could not be read. */
      readonly wrongLines?: number;
      /** Series with a known meaning, finite values only; labels that tell nothing apart are left out. */
      readonly samples: readonly MetricSample[];
    }
  | {
      readonly kind: 'unreadable';
      readonly segment: number;
      readonly atMs: Ms;
      readonly endpoint: string;
      readonly source: TelemetrySource;
      readonly why: string;
    };
