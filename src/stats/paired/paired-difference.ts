import type { Estimate } from '../../base/index.ts';
import { requireOpenShare } from '../preconditions.ts';
import { normalQuantile } from '../special/normal.ts';
import { type PairedTable, tableSize, tableWarnings } from './paired-table.ts';
import { tangoLimits } from './tango.ts';

/**
 * Difference of two accuracies on the same items, candidate - baseline, with Tango's score interval.
 * Items are taken as independent; with clusters use `clusteredDifference`.
 */
export function pairedDifference(table: PairedTable, confidence = 0.95): Estimate {
  const n = tableSize(table);
  requireOpenShare('confidence', confidence);
  const z = normalQuantile((1 + confidence) / 2);
  return {
    center: (table.gained - table.lost) / n,
    ...tangoLimits({ lost: table.lost, gained: table.gained, n }, z),
    confidence,
    n,
    method: 'tango',
    warnings: tableWarnings(table),
  };
}
