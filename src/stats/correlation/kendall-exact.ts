import { at } from '../sample.ts';

/** Number of permutations of n values by their inversions, 0 .. n (n - 1) / 2 (Mahonian numbers). */
export function kendallCounts(n: number): readonly number[] {
  let counts: number[] = [1];
  for (let size = 2; size <= n; size++) {
    const next = new Array<number>(counts.length + size - 1).fill(0);
    for (let k = 0; k < next.length; k++) {
      // The new largest value adds 0 .. size - 1 inversions.
      let window = 0;
      for (
        let added = Math.max(0, k - counts.length + 1);
        added <= Math.min(k, size - 1);
        added++
      ) {
        window += at(counts, k - added);
      }
      next[k] = window;
    }
    counts = next;
  }
  return counts;
}
