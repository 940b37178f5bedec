import { build, type Histogram } from 'hdr-histogram-js';
import { type Ms, ms } from '../base/index.ts';

/** The longest latency that can be held: a week, in µs. Fixed, so that all histograms have equal buckets and merge exactly. */
const HIGHEST_US = 7 * 24 * 3600 * 1_000_000;

/** A distribution of latencies: three significant digits from 1 µs to a week, exact under merging. */
export interface LatencyHistogram {
  readonly count: number;
  /** Throws RangeError on a negative, non-finite or longer than a week value: a defect of the caller. */
  record(value: Ms): void;
  /** Adds the counts of another histogram; merging k shares equals recording all in one. */
  merge(other: LatencyHistogram): void;
  /** The value below which a share `q` (0..1) of the recorded lies; absent when empty. */
  quantile(q: number): Ms | undefined;
  /** For the log writer only. */
  readonly hdr: Histogram;
}

/** An empty histogram. Never the packed kind: its additions are hundreds of times slower. */
export function latencyHistogram(): LatencyHistogram {
  return around(
    build({
      bitBucketSize: 64,
      autoResize: false,
      lowestDiscernibleValue: 1,
      highestTrackableValue: HIGHEST_US,
      numberOfSignificantValueDigits: 3,
      useWebAssembly: false,
    }),
  );
}

/** Wraps a histogram that a log reader decoded; its unit must be µs. */
export function around(hdr: Histogram): LatencyHistogram {
  return {
    hdr,
    get count() {
      return hdr.totalCount;
    },
    record(value) {
      const us = Math.round(value * 1000);
      if (!(us >= 0 && us <= HIGHEST_US)) throw new RangeError(`no latency: ${value} ms`);
      hdr.recordValue(us);
    },
    merge(other) {
      hdr.add(other.hdr);
    },
    quantile: (q) =>
      hdr.totalCount === 0 ? undefined : ms(hdr.getValueAtPercentile(q * 100) / 1000),
  };
}
