import type { ItemScore } from '../summary/item-scores.ts';

/** One item asked of both sides. */
export interface PairedItem {
  readonly item: string;
  readonly cluster: string;
  readonly baseline: number;
  readonly candidate: number;
  /** Task runs behind the two scores, the larger count. */
  readonly runs: number;
}

/** The items both were asked, in order of their names; what only one was asked is left out. */
export function pairedItems(
  baseline: readonly ItemScore[],
  candidate: readonly ItemScore[],
): PairedItem[] {
  const other = new Map(candidate.map((i) => [i.item, i]));
  return baseline.flatMap(({ item, cluster, score, runs }) => {
    const match = other.get(item);
    return match === undefined
      ? []
      : [
          {
            item,
            cluster,
            baseline: score,
            candidate: match.score,
            runs: Math.max(runs, match.runs),
          },
        ];
  });
}
