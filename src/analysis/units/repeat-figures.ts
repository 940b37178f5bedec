import { absent, type Measured, measured } from '../../base/index.ts';
import type { RequestRecord } from '../../record/index.ts';
import { mean, quantile } from '../../stats/index.ts';
import { type CellKey, cellId } from '../summary/cell-key.ts';
import type { SummaryContext } from '../summary/context.ts';
import { type Cell, type LatencyId, type PercentileName, quantileOf } from '../summary/schema.ts';
import { type Summarizer, summarizer } from '../summary/summarize.ts';
import { placeOfCell } from './place.ts';

/** Rates of a cell that comparisons know, by the name they have in contracts. */
export const rateOf = {
  outputTokensPerS: (c: Cell) => c.tokensPerS.output,
  inputTokensPerS: (c: Cell) => c.tokensPerS.input,
  completedPerS: (c: Cell) => c.achievedPerS,
  goodputPerS: (c: Cell) => c.goodputPerS,
  correctGoodputPerS: (c: Cell) => c.correctGoodputPerS,
} as const satisfies Readonly<Record<string, (c: Cell) => Cell['goodputPerS']>>;

export type RateId = keyof typeof rateOf;

export type UnitStatistic = PercentileName | 'mean' | 'max';

/** A figure of a cell over the requests of one repeat. */
export type UnitMetric =
  | { readonly kind: 'latency'; readonly id: LatencyId; readonly statistic: UnitStatistic }
  | { readonly kind: 'rate'; readonly id: RateId };

/** A cell of one repeat: the unit in which noise between runs is measured. */
export interface RepeatFigure {
  readonly repeat: number;
  readonly value: Measured<number>;
}

/** Figures of each repeat apart: blocks and requests of one repeat are not independent, repeats are. */
export interface RepeatFigures {
  /** By repeat, of the endpoint at that place. */
  of(endpoint: string, placeId: string, metric: UnitMetric): readonly RepeatFigure[];
}

interface RepeatCell {
  readonly repeat: number;
  readonly cell: Cell;
  readonly values: ReadonlyMap<LatencyId, Float64Array>;
}

/** A fold over records that closes each repeat's cells by itself. */
export function repeatFigures(context: SummaryContext): {
  add(record: RequestRecord): void;
  finish(): RepeatFigures;
} {
  // Telemetry only judges validity, which is judged over the whole run.
  const bare: SummaryContext = { ...context, telemetry: [] };
  const folds = new Map<number, Summarizer>();
  return {
    add: (record) => {
      const fold = folds.get(record.repeat) ?? summarizer(bare);
      folds.set(record.repeat, fold);
      fold.add(record);
    },
    finish: () => {
      const cells = new Map<string, RepeatCell[]>();
      for (const [repeat, fold] of [...folds].sort(([a], [b]) => a - b)) {
        for (const cell of cellsOf(repeat, fold)) {
          const key = `${cell.cell.endpoint} | ${placeOfCell(cell.cell).id}`;
          cells.set(key, [...(cells.get(key) ?? []), cell]);
        }
      }
      return {
        of: (endpoint, placeId, metric) =>
          (cells.get(`${endpoint} | ${placeId}`) ?? []).map((c) => ({
            repeat: c.repeat,
            value: figureOf(c, metric),
          })),
      };
    },
  };
}

function cellsOf(repeat: number, fold: Summarizer): RepeatCell[] {
  const { summary, latencies } = fold.finish();
  const values = new Map<string, Map<LatencyId, Float64Array>>();
  for (const { key, metric, valuesMs } of latencies) {
    const id = cellId(key);
    const own = values.get(id) ?? new Map<LatencyId, Float64Array>();
    own.set(metric, valuesMs);
    values.set(id, own);
  }
  return summary.cells
    .filter((cell) => cell.requests.measured > 0)
    .map((cell) => ({ repeat, cell, values: values.get(cellId(keyOf(cell))) ?? new Map() }));
}

const keyOf = (c: Cell): CellKey => ({
  endpoint: c.endpoint,
  scenario: c.scenario,
  strategy: c.strategy,
  ...(c.serialisation === undefined ? {} : { serialisation: c.serialisation }),
  loadPoint: c.loadPoint.index,
});

function figureOf({ cell, values }: RepeatCell, metric: UnitMetric): Measured<number> {
  if (metric.kind === 'rate') {
    const figure = rateOf[metric.id](cell);
    return typeof figure === 'number' ? measured(figure) : absent(figure.absent);
  }
  const latency = cell[metric.id];
  if (!('count' in latency)) return absent(latency.absent);
  const own = values.get(metric.id === 'itlMs' ? 'icgMs' : metric.id);
  return statisticOf(own ?? new Float64Array(), latency.failed, metric.statistic);
}

/**
 * A point statistic of one repeat; its doubt comes from the spread between repeats, so that no sample
 * is too small for it. Requests that failed rank above all others.
 */
export function statisticOf(
  values: ArrayLike<number>,
  failed: number,
  statistic: UnitStatistic,
): Measured<number> {
  const own = Array.from(values).sort((a, b) => a - b);
  if (own.length === 0) return absent('no request has this value');
  const beyond = (): Measured<number> => absent(`falls among the ${failed} requests that failed`);
  if (statistic === 'mean') return measured(mean(own));
  if (statistic === 'max') return failed > 0 ? beyond() : measured(own[own.length - 1] ?? 0);
  // The quantile of the values that rank below the failures, at its place among all.
  const count = own.length + failed;
  const position = (count - 1) * quantileOf[statistic];
  if (position > own.length - 1) return beyond();
  return measured(own.length === 1 ? (own[0] ?? 0) : quantile(own, position / (own.length - 1)));
}
