import type { ComparisonVerdict } from '../../../base/index.ts';
import { mean } from '../../../stats/index.ts';
import type { RepeatFigure } from '../../units/repeat-figures.ts';
import { FEWEST_UNITS, type UnitRatio, unitRatio } from '../../units/unit-ratio.ts';
import type { CheckReason, CheckTerm } from '../schema.ts';
import type { Judged } from './judged.ts';

/** Outcome that needs no test: a figure that vanished, or was never there. */
export interface Settled {
  readonly result: 'FAIL' | 'NOT PROVEN';
  readonly reason: CheckReason;
  readonly need?: NonNullable<CheckTerm['need']>;
  /** Means over the repeats there are: shown, and not judged. */
  readonly value?: number;
  readonly baseline?: number;
}

const absentShare = (units: readonly RepeatFigure[]): number =>
  units.filter((u) => u.value.kind === 'absent').length / units.length;

const isZero = ({ value }: RepeatFigure): boolean => value.kind === 'value' && value.value <= 0;

/** Mean over the repeats that have a value; absent where none has. */
export function meanOf(units: readonly RepeatFigure[]): number | undefined {
  const values = units.flatMap(({ value }) => (value.kind === 'value' ? [value.value] : []));
  return values.length === 0 ? undefined : mean(values);
}

/** What there is to say before any test; undefined where the two sides can be tested. */
export function settledBefore(
  baseline: readonly RepeatFigure[],
  candidate: readonly RepeatFigure[],
  better: 'lower' | 'higher',
): Settled | undefined {
  const why = candidate.find((u) => u.value.kind === 'absent')?.value;
  if (candidate.length === 0 || absentShare(candidate) === 1) {
    const seen = why?.kind === 'absent' ? why.why : 'no repeat was measured';
    return { result: 'FAIL', reason: { code: 'empty-metric', values: { why: seen } } };
  }
  if (baseline.length === 0 || absentShare(baseline) === 1) {
    return { result: 'FAIL', reason: { code: 'empty-baseline' } };
  }
  if (absentShare(candidate) >= 0.5 && absentShare(baseline) === 0) {
    return { result: 'FAIL', reason: { code: 'lost-in-repeats' } };
  }
  if (better === 'higher' && candidate.every(isZero) && !baseline.some(isZero)) {
    return { result: 'FAIL', reason: { code: 'vanished' } };
  }
  const value = meanOf(candidate);
  const before = meanOf(baseline);
  const usable = (units: readonly RepeatFigure[]): number =>
    units.filter((u) => u.value.kind === 'value' && !isZero(u)).length;
  const fewest = Math.min(usable(baseline), usable(candidate));
  if (fewest < FEWEST_UNITS) {
    return {
      result: 'NOT PROVEN',
      reason: { code: 'few-repeats', values: { repeats: fewest, least: FEWEST_UNITS } },
      need: { total: FEWEST_UNITS, still: FEWEST_UNITS - fewest, unit: 'repeats' },
      ...(value === undefined ? {} : { value }),
      ...(before === undefined ? {} : { baseline: before }),
    };
  }
  return undefined;
}

/** A latency or rate over repeats of both runs, against "not worse by the margin". */
export function repeatTerm(
  baseline: readonly RepeatFigure[],
  candidate: readonly RepeatFigure[],
  better: 'lower' | 'higher',
  margin: number,
): Judged | undefined {
  const present = (units: readonly RepeatFigure[]): RepeatFigure[] =>
    units.filter((u) => u.value.kind === 'value' && u.value.value > 0);
  const [a, b] = [present(baseline), present(candidate)];
  const dropped = baseline.length + candidate.length - a.length - b.length;
  const compared = unitRatio(a, b, false);
  if (compared.kind === 'absent') return undefined;
  const ratio = compared.value;
  const limit = better === 'lower' ? 1 + margin : 1 - margin;
  const repeats = Math.min(ratio.units.baseline, ratio.units.candidate);
  const passes = better === 'lower' ? ratio.ci90[1] < limit : ratio.ci90[0] > limit;
  const total = passes ? undefined : ratio.unitsFor(limit);
  return {
    figures: {
      value: ratio.candidate,
      baseline: ratio.baseline,
      limits: [...ratio.ci90],
      of: 'ratio',
      confidence: 0.95,
      n: repeats,
      unit: 'repeats',
      method: ratio.method,
      word: wordOf(ratio, better, margin),
    },
    passes,
    pWorse: better === 'lower' ? ratio.pAbove(limit) : ratio.pBelow(limit),
    open: { code: 'interval-spans-limit' },
    ...(total === undefined
      ? {}
      : { need: { total, still: Math.max(0, total - repeats), unit: 'repeats' } }),
    warnings: dropped > 0 ? ['repeats-without-value'] : [],
  };
}

function wordOf(
  { ratio, p, ci90: [lo, hi] }: UnitRatio,
  better: 'lower' | 'higher',
  margin: number,
): ComparisonVerdict {
  if (p < 0.05) return ratio < 1 === (better === 'lower') ? 'better' : 'worse';
  if (lo > 1 - margin && hi < 1 + margin) return 'equivalent';
  const notWorse = better === 'lower' ? hi < 1 + margin : lo > 1 - margin;
  return notWorse ? 'non-inferior' : 'undecided';
}
