/**
 * Observations at or below each bound, as a metrics page counts them. Bounds where the count does not
 * change may be missing: the count there is that of the bound below.
 */
export interface CumulativeHistogram {
  readonly count: number;
  /** Absent where the page has none. */
  readonly sum?: number;
  /** Ascending, finite bounds. */
  readonly buckets: readonly { readonly le: number; readonly count: number }[];
}

/** Count at or below `bound`, by the nearest bound below it. */
function countAt({ buckets }: CumulativeHistogram, bound: number): number {
  let low = 0;
  let high = buckets.length;
  while (low < high) {
    const mid = (low + high) >>> 1;
    if ((buckets[mid]?.le ?? Infinity) <= bound) low = mid + 1;
    else high = mid;
  }
  return low === 0 ? 0 : (buckets[low - 1]?.count ?? 0);
}

const boundsOf = (all: readonly CumulativeHistogram[]): number[] =>
  [...new Set(all.flatMap((h) => h.buckets.map((b) => b.le)))].sort((a, b) => a - b);

function combined(
  parts: readonly CumulativeHistogram[],
  sign: (index: number) => number,
): CumulativeHistogram {
  const total = (of: (h: CumulativeHistogram) => number): number =>
    parts.reduce((s, h, i) => s + sign(i) * of(h), 0);
  const hasSum = parts.every((h) => h.sum !== undefined);
  return {
    count: total((h) => h.count),
    ...(hasSum ? { sum: total((h) => h.sum ?? 0) } : {}),
    buckets: boundsOf(parts).map((le) => ({ le, count: total((h) => countAt(h, le)) })),
  };
}

/** Observations of several histograms together. */
export const addHistograms = (parts: readonly CumulativeHistogram[]): CumulativeHistogram =>
  combined(parts, () => 1);

/** What was observed between two pages of one server life; without buckets where a page kept none. */
export function histogramBetween(
  before: CumulativeHistogram,
  after: CumulativeHistogram,
): CumulativeHistogram {
  const between = combined([after, before], (i) => (i === 0 ? 1 : -1));
  const hasBuckets = (h: CumulativeHistogram): boolean => h.count === 0 || h.buckets.length > 0;
  return hasBuckets(before) && hasBuckets(after) ? between : { ...between, buckets: [] };
}

/** A quantile as far as buckets tell it: it lies above `lo` and at or below `hi`. */
export interface BucketQuantile {
  readonly lo: number;
  /** Absent where it lies above the last bound. */
  readonly hi?: number;
  /** Linear inside the bucket, as PromQL's histogram_quantile; absent where `hi` is. */
  readonly center?: number;
}

/** Quantile `q` of what was observed; absent where nothing was, or where no bucket was kept. */
export function bucketQuantile(
  { count, buckets }: CumulativeHistogram,
  q: number,
): BucketQuantile | undefined {
  if (count <= 0 || buckets.length === 0) return undefined;
  const rank = q * count;
  let below = { le: 0, count: 0 };
  for (const bucket of buckets) {
    if (bucket.count >= rank && bucket.count > below.count) {
      const share = (rank - below.count) / (bucket.count - below.count);
      return { lo: below.le, hi: bucket.le, center: below.le + share * (bucket.le - below.le) };
    }
    below = bucket;
  }
  return { lo: below.le };
}
