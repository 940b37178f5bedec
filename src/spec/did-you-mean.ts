/**
 * The candidates a person most likely meant, best first, at most `limit`: within two edits or a third
 * of the length (Damerau-Levenshtein, restricted), or beginning with what was written. Case does not matter.
 */
export function nearest(written: string, candidates: Iterable<string>, limit = 3): string[] {
  const low = written.toLowerCase();
  const reach = Math.max(2, Math.floor(low.length / 3));
  const scored: { readonly candidate: string; readonly distance: number }[] = [];
  for (const candidate of new Set(candidates)) {
    const other = candidate.toLowerCase();
    if (low.length >= 2 && other !== low && other.startsWith(low)) {
      // "h20" more likely means h20-96g than h200: a name broken off at a separator comes first.
      scored.push({ candidate, distance: /[a-z0-9]/.test(other[low.length] ?? '') ? 1.5 : 0.5 });
      continue;
    }
    const distance = editDistance(low, other);
    if (distance <= reach && distance < Math.max(low.length, other.length)) {
      scored.push({ candidate, distance });
    } else if (other.length >= 3 && low.startsWith(other)) {
      scored.push({ candidate, distance: reach + 1 });
    }
  }
  scored.sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  // Next to a near miss, what is two edits further off is noise.
  const reachable = (scored[0]?.distance ?? 0) + 1;
  return scored
    .filter((s) => s.distance <= reachable)
    .slice(0, limit)
    .map((s) => s.candidate);
}

/** "did you mean X?", "did you mean X, Y or Z?", or undefined when nothing is near. */
export function didYouMean(written: string, candidates: Iterable<string>): string | undefined {
  const near = nearest(written, candidates);
  const last = near.pop();
  if (last === undefined) return undefined;
  return near.length === 0
    ? `did you mean ${last}?`
    : `did you mean ${near.join(', ')} or ${last}?`;
}

/** Insertions, deletions, substitutions and swaps of neighbours between two short words. */
function editDistance(a: string, b: string): number {
  const width = b.length + 1;
  const cost = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => cost[i * width + j] ?? 0;
  for (let i = 0; i <= a.length; i++) {
    for (let j = 0; j <= b.length; j++) {
      if (i === 0 || j === 0) {
        cost[i * width + j] = i + j;
        continue;
      }
      const substituted = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, substituted);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, at(i - 2, j - 2) + 1);
      }
      cost[i * width + j] = best;
    }
  }
  return at(a.length, b.length);
}
