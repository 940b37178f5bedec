import { canonicalJson } from '../../base/index.ts';
import type { RequestRecord } from '../../record/index.ts';
import type { LoadPoint } from '../../spec/index.ts';
import type { Cell } from '../summary/schema.ts';

/**
 * A cell without its endpoint, known by what its load is and not by its index, so that the places of
 * two runs can be matched.
 */
export interface Place {
  readonly id: string;
  readonly scenario: string;
  readonly strategy: string;
  readonly serialisation?: string;
  readonly loadPoint: number;
  /** The load in a few characters: "closed concurrency=8". */
  readonly load: string;
}

/** "closed concurrency=8", "poisson ratePerS=2"; nested parts as canonical JSON. */
export function loadText(loadPoint: Readonly<Record<string, unknown>>): string {
  const { index: _, kind, ...rest } = loadPoint;
  const parts = Object.entries(rest)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${typeof value === 'object' ? canonicalJson(value) : value}`);
  return [String(kind), ...parts].join(' ');
}

function place(
  scenario: string,
  strategy: string,
  serialisation: string | undefined,
  loadPoint: number,
  load: string,
): Place {
  return {
    id: [scenario, strategy, serialisation ?? '-', load].join(' | '),
    scenario,
    strategy,
    ...(serialisation === undefined ? {} : { serialisation }),
    loadPoint,
    load,
  };
}

/** Place of a record; a load point that the manifest does not list is named by its index. */
export function placeOfRecord(r: RequestRecord, loadPoints: readonly LoadPoint[]): Place {
  const point = loadPoints[r.loadPoint];
  const load = point === undefined ? `load point ${r.loadPoint}` : loadText(point);
  return place(r.scenario, r.strategy, r.serialisation, r.loadPoint, load);
}

/** Place of a summary's cell. */
export const placeOfCell = (c: Cell): Place =>
  place(c.scenario, c.strategy, c.serialisation, c.loadPoint.index, loadText(c.loadPoint));
