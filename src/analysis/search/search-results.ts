import type { LoadPoint, Plan } from '../../spec/index.ts';
import type { CellKey } from '../summary/cell-key.ts';
import type { Cell } from '../summary/schema.ts';
import { nextLoad, type SearchSettings, unfinished } from './next-load.ts';
import type { SearchResult, SearchStep } from './schema.ts';
import type { SearchFold } from './search-fold.ts';

/** The load that a step of a search tested; undefined for a load point of another kind. */
export function loadOf(point: LoadPoint, of: SearchSettings['of']): number | undefined {
  if (of === 'concurrency') return point.kind === 'closed' ? point.concurrency : undefined;
  return point.kind === 'poisson' ? point.ratePerS : undefined;
}

/** Capacity at the SLO of every endpoint and suite of a search, from its cells and what met. */
export function searchResults(
  load: Extract<Plan['load'], { readonly kind: 'search' }>,
  cells: readonly Cell[],
  loadPoints: readonly LoadPoint[],
  fold: SearchFold,
): SearchResult[] {
  const groups = new Map<string, { key: Omit<CellKey, 'loadPoint'>; steps: SearchStep[] }>();
  for (const cell of cells) {
    const { endpoint, scenario, strategy, serialisation } = cell;
    const place = {
      endpoint,
      scenario,
      strategy,
      ...(serialisation === undefined ? {} : { serialisation }),
    };
    const point = loadPoints[cell.loadPoint.index];
    const tested = point === undefined ? undefined : loadOf(point, load.of);
    if (tested === undefined) continue;
    const step = fold.step({ ...place, loadPoint: cell.loadPoint.index }, tested);
    if (step === undefined) continue;
    const id = JSON.stringify(place);
    const group = groups.get(id) ?? { key: place, steps: [] };
    groups.set(id, group);
    group.steps.push({ ...step, clientLimited: cell.validity.verdict === 'client-limited' });
  }
  return [...groups.values()].map(({ key, steps }) => {
    steps.sort((a, b) => a.load - b.load);
    // A step that was cut has fewer repeats than planned: it decides nothing.
    const whole = steps.filter((s) => s.repeats >= load.repeats);
    const move = nextLoad(whole, load);
    const { kind: _, ...end } = move.kind === 'done' ? move : unfinished(whole);
    return { ...key, of: load.of, ...end, steps };
  });
}
