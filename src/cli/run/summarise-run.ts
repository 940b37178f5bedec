import { join } from 'node:path';
import {
  type Bakeoff,
  type CellItems,
  type CellLatencies,
  cellId,
  type LoadOverTime,
  rankEndpoints,
  type Summary,
  searchFold,
  searchResults,
  steadyStates,
  summarizer,
} from '../../analysis/index.ts';
import { ms } from '../../base/index.ts';
import { writeAtomic } from '../../edge/files/index.ts';
import {
  histogramLog,
  latencyHistogram,
  type RequestRecord,
  type TaggedHistogram,
  type VerdictRecord,
} from '../../record/index.ts';
import type { Scenario } from '../../spec/index.ts';
import type { StoredRun } from './read-run.ts';
import { plannedTaskRuns, suitesOf } from './suites.ts';

/** What the records of a run say. */
export interface RunFigures {
  readonly summary: Summary;
  /** Absent where fewer than two endpoints were driven. */
  readonly bakeoff?: Bakeoff;
  readonly cellItems: readonly CellItems[];
  readonly latencies: readonly CellLatencies[];
  /** Load of each box over time, where its page was read. */
  readonly boxes: readonly LoadOverTime[];
}

/** Folds a stored run's records and verdicts into its figures; a pure function of the run directory. */
export function figuresOf(
  run: StoredRun,
  scenarios: readonly Scenario[],
  verdicts: ReadonlyMap<string, VerdictRecord>,
  each?: (record: RequestRecord) => void,
): RunFigures {
  const { plan, manifest } = run;
  const tasks = tasksOf(scenarios);
  const suites = new Map(
    suitesOf(plan, scenarios).map((s) => [
      `${s.scenario} ${s.strategy} ${s.serialisation ?? '-'}`,
      s,
    ]),
  );
  const steady = steadyStates(plan, run.loadPoints);
  if (plan.durationS !== undefined) for (const record of run.records()) steady.add(record);
  const fold = summarizer({
    steady: steady.starts(),
    runId: manifest.runId,
    planHash: manifest.hashes.plan,
    plan,
    fleet: run.fleet,
    loadPoints: run.loadPoints,
    ended: manifest.ended,
    identities: manifest.identities,
    planned: (key) => {
      const suite = suites.get(`${key.scenario} ${key.strategy} ${key.serialisation ?? '-'}`);
      const point = run.loadPoints[key.loadPoint];
      return suite === undefined || point === undefined
        ? undefined
        : plannedTaskRuns(plan, suite, point);
    },
    taskOf: (scenario, task) => tasks.get(`${scenario}/${task}`),
    verdicts,
    telemetry: run.telemetry,
    clockSteps: run.clockSteps,
    floor: manifest.floor,
  });
  const searched = searchFold(plan.slo);
  for (const record of run.records()) {
    fold.add(record);
    if (plan.load.kind === 'search') searched.add(record);
    each?.(record);
  }
  const { summary: cells, latencies, cellItems, boxes } = fold.finish();
  const summary: Summary =
    plan.load.kind === 'search'
      ? { ...cells, search: searchResults(plan.load, cells.cells, run.loadPoints, searched) }
      : cells;
  const endpoints = new Set(summary.cells.map((c) => c.endpoint));
  const margin = plan.margins?.['accuracy'];
  const ranking = { summary, cellItems, latencies, seed: plan.seed };
  return {
    summary,
    latencies,
    cellItems,
    boxes,
    ...(endpoints.size < 2
      ? {}
      : { bakeoff: rankEndpoints(margin === undefined ? ranking : { ...ranking, margin }) }),
  };
}

/** Category and cluster of each graded task; a cluster never reaches beyond its scenario. */
function tasksOf(
  scenarios: readonly Scenario[],
): ReadonlyMap<string, { readonly category: string; readonly cluster: string }> {
  return new Map(
    scenarios.flatMap((s) =>
      s.kind === 'synthetic'
        ? []
        : s.tasks.map((t) => [
            `${s.id}/${t.id}`,
            { category: t.category, cluster: `${s.id}/${t.cluster ?? t.id}` },
          ]),
    ),
  );
}

/** Writes summary.json, bakeoff.json and latency.hlog. */
export function writeFigures(directory: string, figures: RunFigures): void {
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  writeAtomic(join(directory, 'summary.json'), json(figures.summary));
  if (figures.bakeoff !== undefined) {
    writeAtomic(join(directory, 'bakeoff.json'), json(figures.bakeoff));
  }
  writeAtomic(join(directory, 'latency.hlog'), histogramLog(histogramsOf(figures)));
}

function histogramsOf({ latencies, summary }: RunFigures): TaggedHistogram[] {
  const spans = new Map(
    summary.cells.map((c) => {
      const { loadPoint, windows, validity: _, ...key } = c;
      const id = cellId({ ...key, loadPoint: loadPoint.index } as Parameters<typeof cellId>[0]);
      return [id, windows] as const;
    }),
  );
  return latencies
    .filter(({ valuesMs }) => valuesMs.length > 0)
    .map(({ key, metric, valuesMs }) => {
      const windows = spans.get(cellId(key)) ?? [];
      const histogram = latencyHistogram();
      for (const value of valuesMs) histogram.record(ms(Math.max(0, value)));
      return {
        tag: `${cellId(key).replaceAll(' ', '/')}/${metric}`,
        startS: Math.min(...windows.map((w) => w.startMs)) / 1000,
        endS: Math.max(...windows.map((w) => w.endMs)) / 1000,
        histogram,
      };
    })
    .filter(({ startS }) => Number.isFinite(startS));
}
