/** A search goes no further than this many items. */
const MOST_ITEMS = 50_000_000;

/**
 * The smallest n from which on `power` stays at or above `target`, searched near `guess`. Exact power of
 * a test on counts wavers a little as n grows; a plan that holds at n and fails at n + 1 is no plan, so
 * the last crossing within a window past the first one counts. Throws above 50 million items.
 */
export function smallestPowered(
  power: (n: number) => number,
  target: number,
  guess: number,
): number {
  let reached = Math.max(2, Math.ceil(guess));
  while (power(reached) < target) {
    reached = Math.ceil(reached * 1.25);
    if (reached > MOST_ITEMS) throw new RangeError(`no plan below ${MOST_ITEMS} items`);
  }
  let below = 1;
  while (reached - below > 1) {
    const middle = Math.floor((below + reached) / 2);
    if (power(middle) < target) below = middle;
    else reached = middle;
  }
  const window = Math.ceil(Math.max(20, reached * 0.02));
  const step = Math.max(1, Math.floor(window / 200));
  for (let n = reached + window; n > reached; n -= step) {
    if (power(n) < target) return n + 1;
  }
  return reached;
}
