import type { RequestRecord } from '../../record/index.ts';

/** What makes a cell: endpoint x scenario x strategy x serialisation x load point. */
export interface CellKey {
  readonly endpoint: string;
  readonly scenario: string;
  readonly strategy: string;
  readonly serialisation?: string;
  readonly loadPoint: number;
}

/** The cell that a record belongs to. */
export const cellKeyOf = (r: RequestRecord): CellKey => ({
  endpoint: r.endpoint,
  scenario: r.scenario,
  strategy: r.strategy,
  ...(r.serialisation === undefined ? {} : { serialisation: r.serialisation }),
  loadPoint: r.loadPoint,
});

/** One string per cell; identifiers hold no blank. */
export const cellId = (key: CellKey): string =>
  `${key.endpoint} ${key.scenario} ${key.strategy} ${key.serialisation ?? '-'} ${key.loadPoint}`;

/** Reading order of reports: scenario, strategy, serialisation, load point, endpoint. */
export function compareCells(a: CellKey, b: CellKey): number {
  const order = (x: string, y: string): number => (x < y ? -1 : x > y ? 1 : 0);
  return (
    order(a.scenario, b.scenario) ||
    order(a.strategy, b.strategy) ||
    order(a.serialisation ?? '', b.serialisation ?? '') ||
    a.loadPoint - b.loadPoint ||
    order(a.endpoint, b.endpoint)
  );
}
