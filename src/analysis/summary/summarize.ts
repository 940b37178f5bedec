import type { RequestRecord } from '../../record/index.ts';
import { type LoadOverTime, reconciler } from '../reconcile/index.ts';
import { worstValidity } from '../validity/judge-validity.ts';
import { closeCell } from './cell.ts';
import { type CellGathering, cellGathering } from './cell-gathering.ts';
import { type CellKey, cellId, cellKeyOf, compareCells } from './cell-key.ts';
import type { SummaryContext } from './context.ts';
import type { ItemScores } from './item-scores.ts';
import { objectiveOf } from './objective.ts';
import type { LatencyId, Summary } from './schema.ts';

/** Latency values of a cell in ms, for the histogram log. */
export interface CellLatencies {
  readonly key: CellKey;
  readonly metric: Exclude<LatencyId, 'itlMs'>;
  readonly valuesMs: Float64Array;
}

/** Graded items of one cell; `position` is the cell without its endpoint. */
export interface CellItems {
  readonly endpoint: string;
  readonly position: string;
  readonly valid: boolean;
  readonly items: ItemScores;
}

/** Takes records one by one, in file order, and closes into the summary. */
export interface Summarizer {
  add(record: RequestRecord): void;
  finish(): {
    readonly summary: Summary;
    readonly latencies: readonly CellLatencies[];
    /** Item scores of each cell: what comparisons are made of. */
    readonly cellItems: readonly CellItems[];
    /** Load of each box over the run, by its own pages and by the client. */
    readonly boxes: readonly LoadOverTime[];
  };
}

/** Records -> cells with their estimates and validity; a pure fold, in one pass. */
export function summarizer(context: SummaryContext): Summarizer {
  const meets = objectiveOf(context.plan.slo);
  const cells = new Map<string, CellGathering>();
  const servers = reconciler(context.telemetry, context.fleet);
  return {
    add: (record) => {
      servers.add(record, cellId(cellKeyOf(record)));
      // A member's call belongs to the virtual endpoint that made it, not to the member's own cell.
      if (record.member !== undefined) return;
      const key = cellKeyOf(record);
      const id = cellId(key);
      const cell = cells.get(id) ?? cellGathering(key, context, meets);
      cells.set(id, cell);
      cell.add(record);
    },
    finish: () => {
      const gathered = [...cells.values()].sort((a, b) => compareCells(a.key, b.key));
      const closed = gathered.map((g) =>
        closeCell(g, context, servers.of(g.key.endpoint, cellId(g.key))),
      );
      return {
        boxes: servers.loadOverTime(),
        summary: {
          schema: 'steelyard.summary/1',
          runId: context.runId,
          planHash: context.planHash,
          validity: worstValidity(closed.map((c) => c.validity)),
          ...(context.floor === undefined ? {} : { floor: jsonOf(context.floor) }),
          cells: closed,
        },
        cellItems: gathered.map(({ key, items }, i) => ({
          endpoint: key.endpoint,
          position: cellId({ ...key, endpoint: '' }),
          valid: closed[i]?.validity.verdict === 'valid',
          items,
        })),
        latencies: gathered.flatMap((g) =>
          latencyNames.map((metric) => ({
            key: g.key,
            metric,
            valuesMs: g.values[metric].values(),
          })),
        ),
      };
    },
  };
}

const latencyNames = [
  'ttftMs',
  'ttfaMs',
  'tpotMs',
  'icgMs',
  'e2eMs',
  'taskMs',
  'responseTtftMs',
  'responseMs',
  'sendLagMs',
] as const;

/** The value as plain JSON, as it stands in the manifest. */
const jsonOf = (value: unknown): NonNullable<Summary['floor']> =>
  JSON.parse(JSON.stringify(value)) as NonNullable<Summary['floor']>;
