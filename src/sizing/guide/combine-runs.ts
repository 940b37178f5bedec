import type { Estimate } from '../../base/index.ts';
import { mean, studentQuantile, variance } from '../../stats/index.ts';
import type { Observation } from './run-evidence.ts';

/** Fewer runs than this never move a claim: one noisy run proves nothing, and two have no spread. */
export const LEAST_RUNS = 3;

/** The runs of one figure taken together. */
export interface Combined {
  readonly runs: readonly string[];
  /** Absent below `LEAST_RUNS` valid runs. */
  readonly estimate?: Estimate;
  /** Items or requests of the run with the fewest. */
  readonly n: number;
}

/** Runs as units: observations of one run are averaged first, invalid ones left out. */
export function combineRuns(observations: readonly Observation[]): Combined {
  const byRun = new Map<string, Observation[]>();
  for (const o of observations) {
    if (o.valid) byRun.set(o.run, [...(byRun.get(o.run) ?? []), o]);
  }
  const runs = [...byRun.keys()].sort();
  const n = Math.min(...observations.filter((o) => o.valid).map((o) => o.estimate.n));
  if (runs.length < LEAST_RUNS) return { runs, n: runs.length === 0 ? 0 : n };
  const groups = [...byRun.values()];
  const center = (list: readonly Observation[]) => mean(list.map((o) => o.estimate.center));
  const centers = groups.map(center);
  const all = mean(centers);
  const between =
    studentQuantile(0.975, centers.length - 1) * Math.sqrt(variance(centers) / centers.length);
  // Runs repeat the same items: between them the doubt about the items does not shrink.
  const below = mean(groups.map((g) => mean(g.map((o) => spread(o, o.estimate.lo)))));
  const above = mean(groups.map((g) => mean(g.map((o) => spread(o, o.estimate.hi)))));
  return {
    runs,
    n,
    estimate: {
      center: all,
      lo: all - Math.max(between, below),
      hi: all + Math.max(between, above),
      confidence: 0.95,
      n: runs.length,
      method: 'runs as units, no narrower than one run',
      warnings: [],
    },
  };
}

const spread = (o: Observation, end: number | undefined): number =>
  end === undefined ? 0 : Math.abs(end - o.estimate.center);
