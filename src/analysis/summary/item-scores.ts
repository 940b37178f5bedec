import type { Verdict } from '../../record/index.ts';

/** Scores of one item, the pair (scenario, task), over its task runs. */
export interface ItemScore {
  readonly item: string;
  /** Items of one cluster share a workbook or template and are not independent. */
  readonly cluster: string;
  /** Mean of the task runs: 1 for correct, else 0; excluded ones left out. */
  readonly score: number;
  readonly runs: number;
}

/** Gathers verdicts per item; counts task runs by verdict and the reasons of the ungraded. */
export interface ItemScores {
  add(item: string, cluster: string, verdict: Verdict): void;
  /** Adds what another gathering holds; an item in both is one item with more task runs. */
  merge(other: ItemScores): void;
  /** Items with at least one task run that counts, in order of their names. */
  scores(): ItemScore[];
  counts(): VerdictCounts;
}

/** Task runs by verdict, and the reasons of the ungraded. */
export interface VerdictCounts {
  readonly correct: number;
  readonly incorrect: number;
  readonly ungraded: number;
  readonly excluded: number;
  readonly ungradedBy: Readonly<Record<string, number>>;
}

export function itemScores(): ItemScores {
  const items = new Map<string, { cluster: string; correct: number; runs: number }>();
  const counts = { correct: 0, incorrect: 0, ungraded: 0, excluded: 0 };
  const ungradedBy: Record<string, number> = {};
  return {
    add: (item, cluster, verdict) => {
      counts[verdict.kind]++;
      if (verdict.kind === 'excluded') return;
      if (verdict.kind === 'ungraded') {
        const reason = verdict.why.split(':')[0] ?? verdict.why;
        ungradedBy[reason] = (ungradedBy[reason] ?? 0) + 1;
      }
      const seen = items.get(item) ?? { cluster, correct: 0, runs: 0 };
      seen.runs++;
      if (verdict.kind === 'correct') seen.correct++;
      items.set(item, seen);
    },
    merge: (other) => {
      for (const { item, cluster, score, runs } of other.scores()) {
        const seen = items.get(item) ?? { cluster, correct: 0, runs: 0 };
        seen.runs += runs;
        seen.correct += Math.round(score * runs);
        items.set(item, seen);
      }
      const more = other.counts();
      for (const kind of ['correct', 'incorrect', 'ungraded', 'excluded'] as const) {
        counts[kind] += more[kind];
      }
      for (const [reason, n] of Object.entries(more.ungradedBy)) {
        ungradedBy[reason] = (ungradedBy[reason] ?? 0) + n;
      }
    },
    scores: () =>
      [...items]
        .map(([item, { cluster, correct, runs }]) => ({
          item,
          cluster,
          score: correct / runs,
          runs,
        }))
        .sort((a, b) => (a.item < b.item ? -1 : 1)),
    counts: () => ({ ...counts, ungradedBy }),
  };
}
