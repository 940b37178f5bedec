import { quantile } from '../../stats/index.ts';
import {
  type BucketQuantile,
  bucketQuantile,
  type CumulativeHistogram,
  type ServerDelta,
} from '../telemetry/index.ts';
import type { ClientOver } from './client-over.ts';
import type { DifferenceReason, ReconcileRow } from './schema.ts';
import { tolerance } from './tolerance.ts';

/** TTFT, gap between tokens and E2E of client and server, as means and as quantiles. */
export function latencyRows(
  client: ClientOver,
  server: ServerDelta,
  /** Bounds that the client's gaps were sorted into, ms. */
  gapBoundsMs: readonly number[],
  networkMs: number,
): ReconcileRow[] {
  return [
    ...sampleRows('ttft', client.ttftMs, server.histograms.get('ttft'), networkMs),
    ...gapRows(client, server.histograms.get('interToken'), gapBoundsMs, networkMs),
    ...sampleRows('e2e', client.e2eMs, server.histograms.get('e2e'), networkMs),
  ];
}

function sampleRows(
  meaning: 'ttft' | 'e2e',
  sorted: readonly number[],
  histogram: CumulativeHistogram | undefined,
  networkMs: number,
): ReconcileRow[] {
  if (histogram === undefined || histogram.count <= 0 || sorted.length === 0) return [];
  const mean = sorted.reduce((a, b) => a + b, 0) / sorted.length;
  const at = (statistic: 'p50' | 'p99', q: number): ReconcileRow[] =>
    quantileRow(meaning, statistic, quantile(sorted, q), bucketQuantile(histogram, q), networkMs);
  return [
    ...meanRow(meaning, mean, histogram, networkMs),
    ...at('p50', 0.5),
    ...(sorted.length >= tolerance.leastForP99 ? at('p99', 0.99) : []),
  ];
}

/** The client's gaps are counted in fine buckets of its own: their median is known to 2%. */
function gapRows(
  { gaps, tokensPerGap, completed }: ClientOver,
  histogram: CumulativeHistogram | undefined,
  boundsMs: readonly number[],
  networkMs: number,
): ReconcileRow[] {
  if (histogram === undefined || histogram.count <= 0 || gaps.count === 0) return [];
  const merged: DifferenceReason | undefined =
    tokensPerGap !== undefined && tokensPerGap > 1.2 ? 'several-tokens-a-chunk' : undefined;
  // What delays a whole answer moves its first and last token alike: a gap sees only a share of it.
  const perGapMs = (networkMs * Math.max(1, completed)) / gaps.count;
  let total = 0;
  const buckets = boundsMs.map((bound, i) => {
    total += gaps.perBound[i] ?? 0;
    return { le: bound / 1000, count: total };
  });
  const ours = bucketQuantile({ count: gaps.count, buckets }, 0.5);
  return [
    ...meanRow('interToken', gaps.sumMs / gaps.count, histogram, perGapMs, merged),
    ...(ours?.center === undefined
      ? []
      : quantileRow(
          'interToken',
          'p50',
          ours.center * 1000,
          bucketQuantile(histogram, 0.5),
          perGapMs,
          merged,
        )),
  ];
}

function meanRow(
  meaning: ReconcileRow['meaning'],
  client: number,
  { sum, count }: CumulativeHistogram,
  networkMs: number,
  known?: DifferenceReason,
): ReconcileRow[] {
  if (sum === undefined) return [];
  const server = (sum / count) * 1000;
  return [row(meaning, 'mean', client, server, undefined, networkMs, known)];
}

function quantileRow(
  meaning: ReconcileRow['meaning'],
  statistic: 'p50' | 'p99',
  client: number,
  of: BucketQuantile | undefined,
  networkMs: number,
  known?: DifferenceReason,
): ReconcileRow[] {
  if (of === undefined) return [];
  const interval = { lo: of.lo * 1000, ...(of.hi === undefined ? {} : { hi: of.hi * 1000 }) };
  const server = (of.center ?? of.lo) * 1000;
  return [row(meaning, statistic, client, server, interval, networkMs, known)];
}

/**
 * Flagged where the client lies beyond the tolerance outside what the server's figure leaves open. A
 * client that sees a token a little later than the server sent it is the network's doing; one that
 * sees it earlier has no such excuse.
 */
function row(
  meaning: ReconcileRow['meaning'],
  statistic: ReconcileRow['statistic'],
  client: number,
  server: number,
  interval: { readonly lo: number; readonly hi?: number } | undefined,
  networkMs: number,
  known: DifferenceReason | undefined,
): ReconcileRow {
  const lo = (interval === undefined ? server : interval.lo) * (1 - tolerance.latency);
  const hi =
    (interval === undefined ? server : (interval.hi ?? Infinity)) * (1 + tolerance.latency);
  const isApart = client < lo || client > hi;
  const reason: DifferenceReason | undefined = !isApart
    ? undefined
    : client > hi && client - hi <= networkMs
      ? 'network-and-front-end'
      : known;
  return {
    meaning,
    statistic,
    unit: 'ms',
    client,
    server,
    ...(interval === undefined ? {} : { serverInterval: interval }),
    ...(server === 0 ? {} : { difference: client / server - 1 }),
    ...(reason === undefined ? {} : { explained: reason }),
    flagged: isApart && reason === undefined,
  };
}
