import { pairedItems } from '../../bakeoff/paired-items.ts';
import { indicators, itemMeans } from '../../paired/item-means.ts';
import { judgePairs } from '../../paired/judge-pairs.ts';
import { pairNeeds } from '../../paired/needs.ts';
import { tokenRatio } from '../../paired/token-ratio.ts';
import type { TaskRunUnit } from '../../units/task-run-unit.ts';
import type { CheckTerm } from '../schema.ts';
import type { Judged } from './judged.ts';

/** A share over items both runs asked: accuracy, or a share of which fewer is better. */
export function itemTerm(
  id: keyof typeof indicators,
  margin: number,
  baseline: readonly TaskRunUnit[],
  candidate: readonly TaskRunUnit[],
  seed: string,
): Judged | undefined {
  const turned = id !== 'accuracy';
  const of = (unit: TaskRunUnit): number | undefined => {
    const value = indicators[id](unit);
    return value === undefined || !turned ? value : 1 - value;
  };
  const pairs = pairedItems(itemMeans(baseline, of), itemMeans(candidate, of));
  const judged = judgePairs(pairs, margin, seed);
  if (judged === undefined) return undefined;
  const { comparison, limits, verdict } = judged;
  const turn = (share: number): number => (turned ? 1 - share : share);
  // Loss is positive where the candidate is worse, whichever way the share points.
  const figures = {
    value: turn(judged.candidate),
    baseline: turn(judged.baseline),
    limits: turned ? [-limits.hi, -limits.lo] : [limits.lo, limits.hi],
    of: 'difference',
    confidence: 0.95,
    n: comparison.items,
    unit: 'items',
    method: `${comparison.test}, ${limits.method}`,
    word: verdict,
  } satisfies Partial<CheckTerm>;
  const { decidable } = comparison;
  const needs = decidable ? pairNeeds(judged) : undefined;
  const total = needs?.forMargin;
  return {
    figures,
    passes: decidable && limits.lo > -margin,
    pWorse: decidable ? limits.pBeyond : 1,
    open: decidable ? { code: 'interval-spans-limit' } : { code: 'too-few-clusters' },
    ...(total === undefined
      ? {}
      : { need: { total, still: Math.max(0, total - comparison.items), unit: 'items' } }),
    warnings: judged.warnings.map((w) => w.code),
  };
}

/** Output length on the same items: a change in either direction is a change of the product. */
export function tokenTerm(
  margin: number,
  baseline: readonly TaskRunUnit[],
  candidate: readonly TaskRunUnit[],
): Judged | undefined {
  const ratio = tokenRatio(baseline, candidate);
  if (ratio.kind === 'absent') return undefined;
  const { ci90, items, clusters } = ratio.value;
  const lo = 1 - margin;
  const hi = 1 + margin;
  const decidable = ci90 !== undefined && clusters >= 6;
  return {
    figures: {
      value: ratio.value.candidate,
      baseline: ratio.value.baseline,
      ...(ci90 === undefined ? {} : { limits: [...ci90], of: 'ratio' as const }),
      confidence: 0.95,
      n: items,
      unit: 'items',
      method: 'paired t on logarithms over clusters, both directions',
    },
    passes: decidable && ci90[0] > lo && ci90[1] < hi,
    pWorse: decidable ? ratio.value.pOutside(lo, hi) : 1,
    open: decidable ? { code: 'interval-spans-limit' } : { code: 'too-few-clusters' },
    warnings: [],
  };
}
