import type { Estimate, Warning } from '../../base/index.ts';
import { requireOpenShare } from '../preconditions.ts';
import { normalCdf } from '../special/normal.ts';
import { pairedDifference } from './paired-difference.ts';
import { type PairedTable, tableSize, tableWarnings } from './paired-table.ts';
import { tangoZ } from './tango.ts';

/** Two one-sided tests: is the difference inside (-margin, margin)? */
export interface EquivalenceTest {
  /** The larger of the two one-sided p values. */
  readonly p: number;
  /** H0: delta <= -margin. */
  readonly lowerP: number;
  /** H0: delta >= margin. */
  readonly upperP: number;
  readonly verdict: 'equivalent' | 'inconclusive';
  readonly margin: number;
  readonly alpha: number;
  /** With the 1 - 2 alpha interval that lies inside the margin exactly when the verdict is `equivalent`. */
  readonly delta: Estimate;
  readonly warnings: readonly Warning[];
}

/** TOST (Schuirmann 1987) with Tango's score statistic on both sides; margin is a share. */
export function equivalence(table: PairedTable, margin: number, alpha = 0.05): EquivalenceTest {
  const n = tableSize(table);
  requireOpenShare('margin', margin);
  if (!(alpha > 0 && alpha < 0.5)) {
    throw new RangeError(`a one-sided level lies strictly between 0 and 0.5, saw ${alpha}`);
  }
  const counts = { lost: table.lost, gained: table.gained, n };
  const lowerP = normalCdf(-tangoZ(counts, -margin));
  const upperP = normalCdf(tangoZ(counts, margin));
  const p = Math.max(lowerP, upperP);
  return {
    p,
    lowerP,
    upperP,
    verdict: p <= alpha ? 'equivalent' : 'inconclusive',
    margin,
    alpha,
    delta: pairedDifference(table, 1 - 2 * alpha),
    warnings: tableWarnings(table),
  };
}
