import type { ComparisonVerdict } from '../../base/index.ts';
import { eProcess, sequentialNonInferiority } from '../../stats/index.ts';
import type { PairedItem } from '../bakeoff/paired-items.ts';
import type { TaskRunUnit } from '../units/task-run-unit.ts';
import type { AbResult } from './schema.ts';

const ALPHA = 0.05;

/**
 * Verdict that holds whenever one looks, for runs that were stopped early or will be looked at again.
 * Clusters come in the order in which their first item was finished. Their differences are bet on for
 * non-inferiority; single answers of unclustered items for a difference (Beta mixture over flips).
 */
export function sequentialOf(
  pairs: readonly PairedItem[],
  units: readonly TaskRunUnit[],
  margin: number,
): NonNullable<AbResult['sequential']> {
  const order = new Map<string, number>();
  for (const { item, index } of units) {
    order.set(item, Math.min(order.get(item) ?? Number.POSITIVE_INFINITY, index));
  }
  const ordered = [...pairs].sort((a, b) => (order.get(a.item) ?? 0) - (order.get(b.item) ?? 0));
  const clusters = new Map<string, number[]>();
  for (const { cluster, baseline, candidate } of ordered) {
    const own = clusters.get(cluster);
    if (own === undefined) clusters.set(cluster, [candidate - baseline]);
    else own.push(candidate - baseline);
  }
  const groups = [...clusters.values()];
  const largestCluster = groups.reduce((most, g) => Math.max(most, g.length), 1);
  const betting = sequentialNonInferiority(groups, { margin, largestCluster, alpha: ALPHA });
  const lost = pairs.filter((p) => p.candidate < p.baseline).length;
  const gained = pairs.filter((p) => p.candidate > p.baseline).length;
  const single = groups.length === pairs.length && pairs.every((p) => p.runs === 1);
  const e = single ? eProcess({ lost, gained }) : undefined;
  const rejects = e !== undefined && e >= 1 / ALPHA;
  const verdict: ComparisonVerdict = rejects
    ? gained > lost
      ? 'better'
      : 'worse'
    : betting.rejectedAt === undefined
      ? 'undecided'
      : 'non-inferior';
  return {
    difference:
      e === undefined
        ? { absent: 'items share clusters or were asked several times: flips are not single coins' }
        : { e, rejects },
    nonInferiority: {
      e: betting.e,
      p: betting.p,
      ...(betting.rejectedAt === undefined ? {} : { rejectedAt: betting.rejectedAt }),
      clusters: groups.length,
    },
    verdict,
  };
}
