/** What a search over one-to-one column mappings found. */
export type ColumnSearch =
  | { readonly kind: 'found'; readonly mapping: readonly number[] }
  | { readonly kind: 'none' }
  /** The budget ran out before all mappings were tried. */
  | { readonly kind: 'capped' };

export interface ColumnSearchProblem {
  readonly goldCount: number;
  readonly predictedCount: number;
  /** Predicted columns that could stand for a gold column, the likeliest first. */
  readonly candidates: (gold: number) => readonly number[];
  /** Same class = the same cells: interchangeable, so only one of them is tried. */
  readonly classOf: (predicted: number) => number;
  /** Whether the mapping of the gold columns `order[0..n)` holds on whole rows. */
  readonly holds: (mapped: readonly (readonly [gold: number, predicted: number])[]) => boolean;
  /** What must hold of the complete mapping besides. */
  readonly accepts: (mapped: readonly (readonly [gold: number, predicted: number])[]) => boolean;
  readonly budget: number;
}

/**
 * Finds an injection of gold columns into predicted columns that holds on whole rows: most constrained
 * column first, each prefix checked on rows, identical columns tried once (k equal columns cost k
 * checks and not k^k). Deterministic.
 */
export function searchColumns(problem: ColumnSearchProblem): ColumnSearch {
  const options = Array.from({ length: problem.goldCount }, (_, g) => problem.candidates(g));
  if (options.some((o) => o.length === 0)) return { kind: 'none' };
  const order = options
    .map((_, g) => g)
    .sort((a, b) => (options[a]?.length ?? 0) - (options[b]?.length ?? 0) || a - b);
  const used = new Set<number>();
  const mapped: (readonly [number, number])[] = [];
  let steps = 0;
  const descend = (depth: number): boolean => {
    const gold = order[depth];
    if (gold === undefined) return problem.accepts(mapped);
    const tried = new Set<number>();
    for (const predicted of options[gold] ?? []) {
      const kind = problem.classOf(predicted);
      if (used.has(predicted) || tried.has(kind)) continue;
      if (steps >= problem.budget) return false;
      tried.add(kind);
      steps++;
      mapped.push([gold, predicted]);
      used.add(predicted);
      if (problem.holds(mapped) && descend(depth + 1)) return true;
      mapped.pop();
      used.delete(predicted);
    }
    return false;
  };
  if (descend(0)) {
    const mapping = new Array<number>(problem.goldCount);
    for (const [gold, predicted] of mapped) mapping[gold] = predicted;
    return { kind: 'found', mapping };
  }
  return steps >= problem.budget ? { kind: 'capped' } : { kind: 'none' };
}
