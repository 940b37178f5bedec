import type { Ask } from './task-draft.ts';

/** A cell of a planted result; money already in units, not cents. */
export type PlantedCell = string | number | null;

/** A generated question for SQL: what is asked, and the rows the generator expects by plain arithmetic. */
export interface SqlTaskDraft {
  readonly id: string;
  readonly category: 'lookup' | 'aggregate' | 'ranking' | 'time' | 'share' | 'exists';
  readonly cluster: string;
  readonly difficulty: 'easy' | 'medium' | 'hard';
  readonly question: string;
  readonly ask: Ask;
  /** Order that the question demands, by the columns of `columns`. */
  readonly orderBy?: readonly { readonly column: string; readonly dir: 'asc' | 'desc' }[];
  /** Decimals that the question demands. */
  readonly round?: number;
  readonly columns: readonly string[];
  readonly planted: readonly (readonly PlantedCell[])[];
}
