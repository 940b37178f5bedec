import { runEstimate } from '../../../stats/index.ts';
import type { RepeatFigure } from '../../units/repeat-figures.ts';
import { FEWEST_UNITS } from '../../units/unit-ratio.ts';
import type { CheckRule, CheckTerm, GateResult } from '../schema.ts';

type PointRule = Extract<CheckRule, { kind: 'relative' | 'at-most' | 'at-least' }>;

/** Figures against figures, without proof: what a quick look in a pipeline does. */
export function relativeTerm(
  value: number,
  baseline: number,
  better: 'lower' | 'higher',
  share: boolean,
  rule: Extract<PointRule, { kind: 'relative' }>,
): Partial<CheckTerm> & { result: GateResult } {
  const worsening = better === 'lower' ? value - baseline : baseline - value;
  const allowed = share ? rule.value : rule.value * Math.abs(baseline);
  const held = worsening <= allowed + 1e-12;
  return {
    value,
    baseline,
    result: held ? 'PASS' : 'FAIL',
    reason: { code: held ? 'figure-within' : 'figure-beyond' },
    method: 'figures alone, nothing is proven',
  };
}

/** An absolute limit held against an interval: its unfavourable end for PASS, its favourable one for FAIL. */
export function limitResult(
  lo: number,
  hi: number,
  rule: Extract<PointRule, { kind: 'at-most' | 'at-least' }>,
): GateResult {
  if (rule.kind === 'at-most') {
    return hi <= rule.value ? 'PASS' : lo > rule.value ? 'FAIL' : 'NOT PROVEN';
  }
  return lo >= rule.value ? 'PASS' : hi < rule.value ? 'FAIL' : 'NOT PROVEN';
}

/** An absolute limit on a figure of repeats; below five repeats nothing is proven. */
export function limitTerm(
  units: readonly RepeatFigure[],
  rule: Extract<PointRule, { kind: 'at-most' | 'at-least' }>,
): Partial<CheckTerm> & { result: GateResult } {
  const values = units.flatMap(({ value }) => (value.kind === 'value' ? [value.value] : []));
  if (values.length === 0)
    return { result: 'FAIL', reason: { code: 'empty-metric', values: { why: '-' } } };
  const estimate = runEstimate(values, 0.9);
  const { lo, hi } = estimate;
  const shared = { value: estimate.center, n: values.length, unit: 'repeats' as const };
  if (lo === undefined || hi === undefined || values.length < FEWEST_UNITS) {
    return {
      ...shared,
      result: 'NOT PROVEN',
      reason: { code: 'few-repeats', values: { repeats: values.length, least: FEWEST_UNITS } },
      need: { total: FEWEST_UNITS, still: FEWEST_UNITS - values.length, unit: 'repeats' },
    };
  }
  const result = limitResult(lo, hi, rule);
  return {
    ...shared,
    limits: [lo, hi],
    of: 'value',
    confidence: 0.95,
    method: 'runs-t',
    result,
    reason: {
      code:
        result === 'PASS'
          ? 'limit-held'
          : result === 'FAIL'
            ? 'limit-broken'
            : 'interval-spans-limit',
    },
  };
}
