import { absent, type Measured, measured } from '../../base/index.ts';
import {
  normalQuantile,
  runEstimate,
  studentCdf,
  studentQuantile,
  studentTwoSided,
  sum,
  variance,
  welchDifference,
} from '../../stats/index.ts';
import type { RepeatFigure } from './repeat-figures.ts';

/** With fewer units a side nothing is inferred about other runs: the figures describe these runs. */
export const FEWEST_UNITS = 5;

const POWER = 0.9;

/** How far the search for needed units goes. */
const MOST_UNITS = 500;

/** Candidate over baseline as a ratio, with units (repeats or runs) behind it. */
export interface UnitRatio {
  readonly units: { readonly baseline: number; readonly candidate: number };
  /** Geometric means over units. */
  readonly baseline: number;
  readonly candidate: number;
  readonly ratio: number;
  readonly ci95: readonly [number, number];
  readonly ci90: readonly [number, number];
  /** Two-sided p of no change. */
  readonly p: number;
  /** One-sided p of H0: ratio >= limit, and of H0: ratio <= limit. */
  readonly pBelow: (limit: number) => number;
  readonly pAbove: (limit: number) => number;
  /** Units a side that would show, at 90% power, on which side of `limit` the ratio seen lies. */
  readonly unitsFor: (limit: number) => number | undefined;
  readonly method: 'paired t on logarithms' | 'Welch t on logarithms';
}

/**
 * Ratio of two samples of units. `paired`: units of one repeat were measured side by side (interleaved),
 * so that their ratio is free of what drifts between repeats. Absent with fewer than two units a side, or
 * where a unit has no value or is not above 0.
 */
export function unitRatio(
  baseline: readonly RepeatFigure[],
  candidate: readonly RepeatFigure[],
  paired: boolean,
): Measured<UnitRatio> {
  const missing = whyMissing(baseline, 'baseline') ?? whyMissing(candidate, 'candidate');
  if (missing !== undefined) return absent(missing);
  if (paired) return pairedRatio(baseline, candidate);
  const [y, x] = [logs(baseline), logs(candidate)];
  if (y.length < 2 || x.length < 2) return absent('fewer than two repeats a side');
  const wide = welchDifference(x, y, 0.95);
  const narrow = welchDifference(x, y, 0.9);
  const spread = (variance(x) + variance(y)) / 2;
  return measured({
    units: { baseline: y.length, candidate: x.length },
    ...centres(y, x),
    ci95: limits(wide.delta),
    ci90: limits(narrow.delta),
    p: wide.p,
    pBelow: (limit) => wide.pBelow(Math.log(limit)),
    pAbove: (limit) => wide.pAbove(Math.log(limit)),
    unitsFor: (limit) =>
      unitsFor(
        wide.delta.center - Math.log(limit),
        (n) => Math.sqrt((2 * spread) / n),
        (n) => 2 * n - 2,
      ),
    method: 'Welch t on logarithms',
  });
}

function pairedRatio(
  baseline: readonly RepeatFigure[],
  candidate: readonly RepeatFigure[],
): Measured<UnitRatio> {
  const other = new Map(candidate.map((c) => [c.repeat, c]));
  const common = baseline.filter((b) => other.has(b.repeat));
  const matched = common.flatMap((b) => {
    const c = other.get(b.repeat);
    return c === undefined ? [] : [c];
  });
  if (common.length < 2) return absent('fewer than two repeats that both were measured in');
  const [y, x] = [logs(common), logs(matched)];
  const differences = x.map((v, i) => v - (y[i] ?? v));
  const wide = runEstimate(differences, 0.95);
  const narrow = runEstimate(differences, 0.9);
  const n = differences.length;
  const spread = variance(differences);
  const error = Math.sqrt(spread / n);
  const beyond = (limit: number): number => {
    const distance = wide.center - Math.log(limit);
    return error === 0 ? (distance > 0 ? 0 : 1) : 1 - studentCdf(distance / error, n - 1);
  };
  return measured({
    units: { baseline: n, candidate: n },
    ...centres(y, x),
    ci95: limits(wide),
    ci90: limits(narrow),
    p: error === 0 ? (wide.center === 0 ? 1 : 0) : studentTwoSided(wide.center / error, n - 1),
    pAbove: beyond,
    pBelow: (limit) => 1 - beyond(limit),
    unitsFor: (limit) =>
      unitsFor(
        wide.center - Math.log(limit),
        (k) => Math.sqrt(spread / k),
        (k) => k - 1,
      ),
    method: 'paired t on logarithms',
  });
}

function whyMissing(units: readonly RepeatFigure[], side: string): string | undefined {
  if (units.length === 0) return `${side}: no repeat was measured there`;
  for (const { repeat, value } of units) {
    if (value.kind === 'absent') return `${side}, repeat ${repeat}: ${value.why}`;
    if (!(value.value > 0))
      return `${side}, repeat ${repeat}: the value is 0, a ratio does not exist`;
  }
  return undefined;
}

const logs = (units: readonly RepeatFigure[]): number[] =>
  units.flatMap(({ value }) => (value.kind === 'value' ? [Math.log(value.value)] : []));

const centre = (values: readonly number[]): number => Math.exp(sum(values) / values.length);

const centres = (baseline: readonly number[], candidate: readonly number[]) => ({
  baseline: centre(baseline),
  candidate: centre(candidate),
  ratio: centre(candidate) / centre(baseline),
});

const limits = ({ center, lo, hi }: { center: number; lo?: number; hi?: number }) =>
  [Math.exp(lo ?? center), Math.exp(hi ?? center)] as const;

/** Smallest n with (t(0.95) + z(power)) se(n) <= distance; undefined where there is no end to it. */
function unitsFor(
  distance: number,
  error: (n: number) => number,
  df: (n: number) => number,
): number | undefined {
  for (let n = FEWEST_UNITS; n <= MOST_UNITS; n++) {
    const reach = (studentQuantile(0.95, df(n)) + normalQuantile(POWER)) * error(n);
    if (reach <= Math.abs(distance)) return n;
  }
  return undefined;
}
