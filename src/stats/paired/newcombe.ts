import type { Estimate } from '../../base/index.ts';
import { requireOpenShare } from '../preconditions.ts';
import { scoreLimits } from '../proportion/wilson.ts';
import { normalQuantile } from '../special/normal.ts';
import { type PairedTable, tableSize, tableWarnings } from './paired-table.ts';

/**
 * Newcombe's method 10 for the paired difference, candidate - baseline (Newcombe 1998): Wilson limits of
 * both accuracies, joined by the phi coefficient with its n/2 correction. Closed form; Tango's interval
 * is the default.
 */
export function newcombeDifference(table: PairedTable, confidence = 0.95): Estimate {
  const n = tableSize(table);
  requireOpenShare('confidence', confidence);
  const { bothRight: a, gained: b, lost: c, bothWrong: d } = table;
  const z = normalQuantile((1 + confidence) / 2);
  const candidate = (a + b) / n;
  const baseline = (a + c) / n;
  const of = scoreLimits(candidate, n, z);
  const against = scoreLimits(baseline, n, z);
  const phi = correctedPhi(a, b, c, d);
  const span = (up: number, down: number): number =>
    Math.sqrt(Math.max(0, up * up - 2 * phi * up * down + down * down));
  const center = (b - c) / n;
  return {
    center,
    lo: Math.max(-1, center - span(candidate - of.lo, against.hi - baseline)),
    hi: Math.min(1, center + span(of.hi - candidate, baseline - against.lo)),
    confidence,
    n,
    method: 'newcombe-10',
    warnings: tableWarnings(table),
  };
}

function correctedPhi(a: number, b: number, c: number, d: number): number {
  const margins = (a + b) * (c + d) * (a + c) * (b + d);
  if (margins === 0) return 0;
  const cross = a * d - b * c;
  const corrected = cross > 0 ? Math.max(cross - (a + b + c + d) / 2, 0) : cross;
  return corrected / Math.sqrt(margins);
}
