/**
 * Keeps an endpoint under its `maxRatePerS`: of any `burst` + 1 sends in a row, first and last are
 * at least burst / rate apart, so that no window of that length ever holds more than the limit.
 */
export interface Pace {
  /** The earliest instant at which one more request may leave; books nothing. */
  earliest(now: number): number;
  /** Books the earliest instant at or after `now` and returns it. */
  book(now: number): number;
}

/** Without a limit every request may leave at once. */
export function paceOf(maxRatePerS: number | undefined): Pace {
  if (maxRatePerS === undefined) return { earliest: (now) => now, book: (now) => now };
  const burst = Math.max(1, Math.floor(maxRatePerS));
  const windowMs = (burst * 1000) / maxRatePerS;
  const lastSends = new Float64Array(burst).fill(Number.NEGATIVE_INFINITY);
  let next = 0;
  const earliest = (now: number): number =>
    Math.max(now, (lastSends[next] ?? Number.NEGATIVE_INFINITY) + windowMs);
  return {
    earliest,
    book(now) {
      const at = earliest(now);
      lastSends[next] = at;
      next = (next + 1) % burst;
      return at;
    },
  };
}
