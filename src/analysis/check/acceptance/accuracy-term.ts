import {
  clopperPearson,
  clusteredProportion,
  normalQuantile,
  requiredForClaim,
} from '../../../stats/index.ts';
import { indicators, itemMeans } from '../../paired/item-means.ts';
import type { TaskRunUnit } from '../../units/task-run-unit.ts';
import type { CheckTerm, GateResult } from '../schema.ts';

type Outcome = Partial<CheckTerm> & Pick<CheckTerm, 'result' | 'reason'>;

const FEWEST_CLUSTERS = 20;

/**
 * Accuracy above a promised share, one-sided at the contract's confidence. Items of their own that were
 * right or wrong throughout: Clopper-Pearson, as for every claim. Clusters or several task runs an item:
 * Wilson at the effective sample size, and from 20 clusters on only.
 */
export function accuracyOutcome(
  units: readonly TaskRunUnit[],
  atLeast: number,
  confidence: number,
): Outcome {
  const items = itemMeans(units, indicators.accuracy);
  if (items.length === 0) return { result: 'NOT PROVEN', reason: { code: 'not-graded' } };
  const n = items.length;
  const right = items.reduce((s, i) => s + i.score, 0);
  const clusters = new Set(items.map((i) => i.cluster)).size;
  const single = clusters === n && items.every((i) => i.score === 0 || i.score === 1);
  const estimate = single
    ? clopperPearson(right, n, 2 * confidence - 1)
    : clusteredProportion(
        items.map((i) => i.score),
        items.map((i) => i.cluster),
        2 * confidence - 1,
      );
  const { lo = 0, hi = 1 } = estimate;
  const decidable = single || clusters >= FEWEST_CLUSTERS;
  const result: GateResult = !decidable
    ? 'NOT PROVEN'
    : lo >= atLeast
      ? 'PASS'
      : hi < atLeast
        ? 'FAIL'
        : 'NOT PROVEN';
  const total =
    result === 'NOT PROVEN' && decidable ? itemsFor(right / n, n, atLeast, confidence) : undefined;
  return {
    result,
    reason: decidable
      ? {
          code:
            result === 'PASS'
              ? 'limit-held'
              : result === 'FAIL'
                ? 'limit-broken'
                : 'interval-spans-limit',
        }
      : { code: 'too-few-clusters' },
    value: right / n,
    limits: [lo, hi],
    of: 'value',
    confidence,
    n,
    unit: 'items',
    method: estimate.method,
    ...(total === undefined
      ? {}
      : { need: { total, still: Math.max(0, total - n), unit: 'items' } }),
    warnings: estimate.warnings.map((w) => w.code),
  };
}

/** Items in all that would show it at 90% power if what was seen is true; absent where it lies at the limit. */
function itemsFor(
  seen: number,
  n: number,
  atLeast: number,
  confidence: number,
): number | undefined {
  if (atLeast <= 0 || atLeast >= 1) return undefined;
  const least = requiredForClaim(atLeast, 0, confidence);
  if (seen === 1) return Math.max(least, n + 1);
  if (Math.abs(seen - atLeast) < 1e-9) return undefined;
  const reach =
    normalQuantile(confidence) * Math.sqrt(atLeast * (1 - atLeast)) +
    normalQuantile(0.9) * Math.sqrt(seen * (1 - seen));
  return Math.max(Math.ceil((reach / (seen - atLeast)) ** 2), seen > atLeast ? least : 0, n + 1);
}
