import type { MetricTerm } from '../../../spec/index.ts';
import type { Cell } from '../../summary/schema.ts';

type Wanted = Extract<MetricTerm, { scenario: string }>;

/** Cells that a term speaks of: its scenario, its load where it names one, its endpoint where several were driven. */
export function cellsFor(term: Wanted, cells: readonly Cell[]): Cell[] {
  return cells.filter(
    (c) =>
      c.scenario === term.scenario &&
      (term.endpoint === undefined || c.endpoint === term.endpoint) &&
      (term.load === undefined || loadMatches(term.load, c.loadPoint)),
  );
}

/** A closed loop of that concurrency, or an open one of that rate, whatever its arrivals. */
function loadMatches(load: NonNullable<Wanted['load']>, point: Cell['loadPoint']): boolean {
  return 'concurrency' in load
    ? point['concurrency'] === load.concurrency
    : point['ratePerS'] === load.ratePerS;
}
