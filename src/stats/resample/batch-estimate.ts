import { type Estimate, type Warning, warning } from '../../base/index.ts';
import { requireCount, requireOpenShare, requireSample } from '../preconditions.ts';
import { at, mean, sum, variance } from '../sample.ts';
import { studentQuantile } from '../special/student-t.ts';

export interface BatchOptions {
  /** Number of blocks the series is cut into; default 10. */
  readonly batches?: number;
  readonly confidence?: number;
}

/** Above this correlation of neighbouring blocks they are too short to count as independent. */
const CORRELATED = 0.5;

/**
 * A statistic of a series in time order with an interval from its blocks (batch means, Schmeiser 1982):
 * the statistic of the whole, plus and minus t(B - 1) standard errors of the statistic over B equal
 * blocks. Holds under autocorrelation as long as blocks are much longer than it lasts; neighbouring
 * blocks that resemble each other are marked `blocks-correlated`. n counts blocks. A remainder that does
 * not fill a block still counts in the center.
 */
export function batchEstimate(
  series: readonly number[],
  statistic: (values: readonly number[]) => number,
  options: BatchOptions = {},
): Estimate {
  const { batches = 10, confidence = 0.95 } = options;
  requireSample('series', series);
  requireCount('batches', batches, 2);
  if (series.length < batches) {
    throw new RangeError(`${series.length} values do not fill ${batches} blocks`);
  }
  const length = Math.floor(series.length / batches);
  const perBatch = Array.from({ length: batches }, (_, b) =>
    statistic(series.slice(b * length, (b + 1) * length)),
  );
  return { ...aroundCenter(statistic(series), perBatch, confidence), method: 'batch-means' };
}

/**
 * A statistic with an interval from independent repeats (runs, or blocks measured apart): center is the
 * mean of `values`, one per run, plus and minus t(R - 1) standard errors. One run gives no interval
 * (`one-run`).
 */
export function runEstimate(values: readonly number[], confidence = 0.95): Estimate {
  requireSample('values', values);
  requireOpenShare('confidence', confidence);
  const center = mean(values);
  if (values.length === 1) {
    return { center, confidence, n: 1, method: 'runs-t', warnings: [warning('one-run')] };
  }
  return { ...aroundCenter(center, values, confidence), method: 'runs-t' };
}

function aroundCenter(
  center: number,
  values: readonly number[],
  confidence: number,
): Omit<Estimate, 'method'> {
  requireOpenShare('confidence', confidence);
  const n = values.length;
  const spread = variance(values);
  const half = studentQuantile((1 + confidence) / 2, n - 1) * Math.sqrt(spread / n);
  const warnings: Warning[] = [];
  const middle = mean(values);
  const lagged = sum(values.slice(1).map((v, i) => (v - middle) * (at(values, i) - middle)));
  if (spread > 0 && n >= 5 && lagged / (spread * (n - 1)) > CORRELATED) {
    warnings.push(warning('blocks-correlated', { blocks: n }));
  }
  return { center, lo: center - half, hi: center + half, confidence, n, warnings };
}
