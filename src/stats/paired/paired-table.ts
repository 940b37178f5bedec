import { type Warning, warning } from '../../base/index.ts';
import { requireCount } from '../preconditions.ts';

/** Two endpoints on the same items, one answer each; delta is always candidate - baseline. */
export interface PairedTable {
  readonly bothRight: number;
  /** Baseline right, candidate wrong. */
  readonly lost: number;
  /** Baseline wrong, candidate right. */
  readonly gained: number;
  readonly bothWrong: number;
}

/** Number of items; throws RangeError on a cell that is no count, or when the table is empty. */
export function tableSize({ bothRight, lost, gained, bothWrong }: PairedTable): number {
  requireCount('bothRight', bothRight);
  requireCount('lost', lost);
  requireCount('gained', gained);
  requireCount('bothWrong', bothWrong);
  const n = bothRight + lost + gained + bothWrong;
  if (n === 0) throw new RangeError('a paired table needs at least one item');
  return n;
}

/** Below this many flips no exact two-sided test at 5% can be significant. */
const LEAST_FLIPS = 6;

/** What the size of a table lets one doubt. */
export function tableWarnings(table: PairedTable): readonly Warning[] {
  const flips = table.lost + table.gained;
  return flips < LEAST_FLIPS ? [warning('few-flips', { flips, least: LEAST_FLIPS })] : [];
}
