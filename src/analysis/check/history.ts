import { z } from 'zod';
import { changePoints } from '../../stats/index.ts';
import type { Cell, latencyIds, Summary } from '../summary/schema.ts';
import { loadText } from '../units/place.ts';

const change = z.strictObject({
  /** Run in which the new level began. */
  runId: z.string(),
  before: z.number(),
  after: z.number(),
  p: z.number(),
});

export const historySchema = z.strictObject({
  schema: z.literal('steelyard.history/1'),
  name: z.string(),
  runs: z.array(z.strictObject({ runId: z.string(), startedAt: z.string() })),
  series: z.array(
    z.strictObject({
      endpoint: z.string(),
      scenario: z.string(),
      load: z.string(),
      metric: z.string(),
      statistic: z.string().optional(),
      /** One a run that has the figure, in the order of the runs. */
      values: z.array(z.strictObject({ runId: z.string(), value: z.number() })),
      changes: z.array(change),
    }),
  ),
});

export type History = z.output<typeof historySchema>;

interface Figure {
  readonly metric: string;
  readonly statistic?: string;
  readonly of: (cell: Cell) => number | undefined;
}

const latency = (metric: (typeof latencyIds)[number], statistic: 'p50' | 'p95'): Figure => ({
  metric,
  statistic,
  of: (cell) => {
    const own = cell[metric];
    return 'count' in own ? own[statistic] : undefined;
  },
});

const figures: readonly Figure[] = [
  { metric: 'accuracy', of: (c) => c.accuracy?.value },
  latency('ttftMs', 'p95'),
  latency('tpotMs', 'p50'),
  latency('e2eMs', 'p95'),
  { metric: 'outputTokensPerS', of: (c) => numberOf(c.tokensPerS.output) },
  { metric: 'goodputPerS', of: (c) => numberOf(c.goodputPerS) },
];

const numberOf = (figure: Cell['goodputPerS']): number | undefined =>
  typeof figure === 'number' ? figure : undefined;

/**
 * Figures of valid cells over the runs of one name, with the places where their level changed
 * (E-divisive with Student's t, p at most 0.001). Fewer than four values have no change points.
 */
export function historyOf(
  name: string,
  runs: readonly {
    readonly runId: string;
    readonly startedAt: string;
    readonly summary: Summary;
  }[],
): History {
  const series = new Map<string, History['series'][number]>();
  for (const { runId, summary } of runs) {
    for (const cell of summary.cells) {
      if (cell.validity.verdict !== 'valid') continue;
      const load = loadText(cell.loadPoint);
      for (const { metric, statistic, of } of figures) {
        const value = of(cell);
        if (value === undefined) continue;
        const key = [cell.endpoint, cell.scenario, cell.strategy, load, metric].join(' | ');
        const own = series.get(key) ?? {
          endpoint: cell.endpoint,
          scenario: cell.scenario,
          load,
          metric,
          ...(statistic === undefined ? {} : { statistic }),
          values: [],
          changes: [],
        };
        own.values.push({ runId, value });
        series.set(key, own);
      }
    }
  }
  return {
    schema: 'steelyard.history/1',
    name,
    runs: runs.map(({ runId, startedAt }) => ({ runId, startedAt })),
    series: [...series.values()].map((s) => ({
      ...s,
      changes: changePoints(s.values.map((v) => v.value)).map((c) => ({
        runId: s.values[c.index]?.runId ?? '',
        before: c.before,
        after: c.after,
        p: c.p,
      })),
    })),
  };
}
