/** Downhill simplex search (Nelder and Mead 1965), restarted: slow, derivative-free, and not ours. */
export function nelderMead(
  f: (x: readonly number[]) => number,
  start: readonly number[],
): number[] {
  let best = [...start];
  for (let restart = 0; restart < 4; restart++) best = search(f, best, 0.3 / (restart + 1));
  return best;
}

function search(
  f: (x: readonly number[]) => number,
  start: readonly number[],
  size: number,
): number[] {
  const n = start.length;
  let simplex = [start, ...start.map((_, i) => start.map((v, j) => (j === i ? v + size : v)))].map(
    (x) => ({ x: [...x], y: f(x) }),
  );
  for (let round = 0; round < 600 * n; round++) {
    simplex.sort((a, b) => a.y - b.y);
    const worst = simplex[n];
    const first = simplex[0];
    if (worst === undefined || first === undefined || worst.y - first.y < 1e-12) break;
    const centre = start.map(
      (_, i) => simplex.slice(0, n).reduce((sum, p) => sum + (p.x[i] ?? 0), 0) / n,
    );
    const along = (t: number) => {
      const x = centre.map((c, i) => c + t * ((worst.x[i] ?? 0) - c));
      return { x, y: f(x) };
    };
    const reflected = along(-1);
    if (reflected.y < first.y) {
      const expanded = along(-2);
      simplex[n] = expanded.y < reflected.y ? expanded : reflected;
    } else if (reflected.y < (simplex[n - 1]?.y ?? 0)) simplex[n] = reflected;
    else {
      const contracted = along(0.5);
      if (contracted.y < worst.y) simplex[n] = contracted;
      else {
        simplex = simplex.map((p) => {
          const x = p.x.map((v, i) => (v + (first.x[i] ?? 0)) / 2);
          return { x, y: f(x) };
        });
      }
    }
  }
  return simplex.sort((a, b) => a.y - b.y)[0]?.x ?? [...start];
}
