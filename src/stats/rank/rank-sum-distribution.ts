import { requireCount } from '../preconditions.ts';
import { at } from '../sample.ts';

/**
 * P(U <= u) for u = 0 .. m n of the Mann-Whitney statistic without ties: subsets of m ranks among m + n
 * counted by their sum. Additions only, so that nothing cancels; meant for m, n <= 50.
 */
export function rankSumCdf(m: number, n: number): readonly number[] {
  requireCount('m', m, 1);
  requireCount('n', n, 1);
  const most = m * n;
  // counts[j][s]: ways to choose j ranks whose sum exceeds the least possible by s.
  const counts = Array.from({ length: m + 1 }, () => new Float64Array(most + 1));
  const first = counts[0];
  if (first !== undefined) first[0] = 1;
  for (let rank = 1; rank <= m + n; rank++) {
    for (let j = Math.min(m, rank); j >= 1; j--) {
      const to = counts[j];
      const from = counts[j - 1];
      if (to === undefined || from === undefined) continue;
      // As the j-th smallest chosen, `rank` adds rank - j to the excess.
      const excess = rank - j;
      for (let s = most; s >= excess; s--) to[s] = at(to, s) + at(from, s - excess);
    }
  }
  const ways = counts[m] ?? new Float64Array(0);
  const total = ways.reduce((a, b) => a + b, 0);
  let below = 0;
  return Array.from(ways, (w) => {
    below += w;
    return below / total;
  });
}
