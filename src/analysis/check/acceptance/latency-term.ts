import { runEstimate } from '../../../stats/index.ts';
import {
  type LatencyId,
  type PercentileName,
  percentileNames,
  quantileOf,
} from '../../summary/schema.ts';
import type { LatencySample } from '../../units/latency-samples.ts';
import { type RepeatFigure, statisticOf } from '../../units/repeat-figures.ts';
import { FEWEST_UNITS } from '../../units/unit-ratio.ts';
import { limitResult } from '../regression/point-term.ts';
import type { CheckTerm, GateResult } from '../schema.ts';
import { missRule } from './binomial-rule.ts';

export type Bound = { readonly kind: 'at-most' | 'at-least'; readonly value: number };

type Outcome = Partial<CheckTerm> & Pick<CheckTerm, 'result' | 'reason'>;

const isPercentile = (name: string): name is PercentileName =>
  percentileNames.some((p) => p === name);

const reasonFor = (result: GateResult) => ({
  code:
    result === 'PASS' ? 'limit-held' : result === 'FAIL' ? 'limit-broken' : 'interval-spans-limit',
});

/** A percentile, a mean or the largest of a latency against a bound. */
export function latencyOutcome(
  samples: readonly LatencySample[],
  repeats: readonly RepeatFigure[],
  metric: LatencyId,
  statistic: string,
  bound: Bound,
  confidence: number,
): Outcome {
  if (samples.length === 0) {
    return { result: 'NOT PROVEN', reason: { code: 'not-measured' } };
  }
  const finite = samples.filter((s) => Number.isFinite(s.ms)).map((s) => s.ms);
  const failed = samples.length - finite.length;
  const unit = metric === 'icgMs' || metric === 'itlMs' ? 'gaps' : 'requests';
  if (statistic === 'mean') return meanOutcome(repeats, bound, confidence);
  if (statistic === 'max') {
    const held =
      bound.kind === 'at-most'
        ? samples.every((s) => s.ms <= bound.value)
        : samples.some((s) => s.ms >= bound.value);
    const largest = statisticOf(finite, failed, 'max');
    return {
      result: held ? 'PASS' : 'FAIL',
      reason: { code: held ? 'limit-held' : 'limit-broken' },
      ...(largest.kind === 'value' ? { value: largest.value } : {}),
      n: samples.length,
      unit,
      method: 'the largest of what was measured; says nothing of what was not',
      warnings: ['max-of-sample'],
    };
  }
  if (!isPercentile(statistic)) return { result: 'FAIL', reason: { code: 'unknown-metric' } };
  const q = quantileOf[statistic];
  // At most L at q: a miss is above L, and at most 1 - q may. At least L: a miss is below L, at most q.
  const rule = missRule(
    samples.map((s) => (bound.kind === 'at-most' ? s.ms > bound.value : s.ms < bound.value)),
    samples.map((s) => s.block),
    bound.kind === 'at-most' ? 1 - q : q,
    confidence,
  );
  const seen = statisticOf(finite, failed, statistic);
  return {
    result: rule.result,
    reason: {
      code: `misses-${rule.result === 'PASS' ? 'few' : rule.result === 'FAIL' ? 'many' : 'open'}`,
      values: { misses: rule.misses, n: rule.n, failed },
    },
    ...(seen.kind === 'value' ? { value: seen.value } : {}),
    n: rule.n,
    unit,
    confidence,
    method: `exact binomial, design effect ${rule.designEffect.toFixed(2)}`,
    ...(rule.total === undefined
      ? {}
      : { need: { total: rule.total, still: Math.max(0, rule.total - rule.n), unit } }),
    warnings: [...rule.warnings],
  };
}

/** A mean comes with no rule of its own: its doubt is the spread between repeats. */
export function meanOutcome(
  repeats: readonly RepeatFigure[],
  bound: Bound,
  confidence: number,
): Outcome {
  const values = repeats.flatMap(({ value }) => (value.kind === 'value' ? [value.value] : []));
  if (values.length === 0) return { result: 'NOT PROVEN', reason: { code: 'not-measured' } };
  const { center, lo, hi } = runEstimate(values, 2 * confidence - 1);
  const shared = { value: center, n: values.length, unit: 'repeats' as const, confidence };
  if (lo === undefined || hi === undefined || values.length < FEWEST_UNITS) {
    return {
      ...shared,
      result: 'NOT PROVEN',
      reason: { code: 'few-repeats', values: { repeats: values.length, least: FEWEST_UNITS } },
      need: { total: FEWEST_UNITS, still: FEWEST_UNITS - values.length, unit: 'repeats' },
    };
  }
  const result = limitResult(lo, hi, bound);
  return {
    ...shared,
    result,
    reason: reasonFor(result),
    limits: [lo, hi],
    of: 'value',
    method: 'runs-t',
  };
}
