import { type Estimate, random, type Warning, warning } from '../../base/index.ts';
import { requireCount, requireOpenShare } from '../preconditions.ts';
import { quantile } from '../quantile/quantile.ts';
import { ascending, mean, sum } from '../sample.ts';
import { normalCdf, normalQuantile } from '../special/normal.ts';

/** Below this many independent units a resampled interval is too short. */
const FEW_UNITS = 20;

export interface BootstrapOptions {
  readonly confidence?: number;
  /** Default `bca`; `percentile` for statistics that are not smooth, such as quantiles. */
  readonly method?: 'percentile' | 'bca';
  /** Default 10,000. */
  readonly draws?: number;
  readonly seed?: number | string;
}

/** A bootstrap interval with what made it. */
export interface BootstrapEstimate extends Estimate {
  readonly draws: number;
  /** BCa only: bias correction and acceleration. */
  readonly bias?: number;
  readonly acceleration?: number;
}

/**
 * Bootstrap interval of any statistic of independent units: values, pairs, clusters or runs, whatever was
 * drawn independently. Percentile, or bias-corrected and accelerated with a jackknife over units (Efron
 * 1987). Seeded: the same units, seed and draws give the same bytes everywhere.
 * One unit gives no interval (`one-unit`), below 20 units it is marked `few-units`.
 */
export function bootstrap<Unit>(
  units: readonly Unit[],
  statistic: (units: readonly Unit[]) => number,
  options: BootstrapOptions = {},
): BootstrapEstimate {
  const { confidence = 0.95, method = 'bca', draws = 10_000, seed = 0 } = options;
  requireOpenShare('confidence', confidence);
  requireCount('draws', draws, 20);
  if (units.length === 0) throw new RangeError('bootstrap needs at least one unit');
  const center = statistic(units);
  const n = units.length;
  const shared = { center, confidence, n, method: `bootstrap-${method}`, draws };
  if (n === 1) return { ...shared, warnings: [warning('one-unit')] };
  const stream = random(seed).stream('bootstrap');
  const replicates = ascending(
    Array.from({ length: draws }, () =>
      statistic(Array.from({ length: n }, () => stream.pick(units))),
    ),
  );
  const warnings: Warning[] = n < FEW_UNITS ? [warning('few-units', { n, least: FEW_UNITS })] : [];
  const tails = [(1 - confidence) / 2, (1 + confidence) / 2] as const;
  if (method === 'percentile') {
    const [lo, hi] = tails.map((t) => quantile(replicates, t));
    return { ...shared, ...limits(lo, hi), warnings };
  }
  const correction = bcaCorrection(units, statistic, center, replicates);
  if (correction === undefined) {
    // No spread, or all replicates on one side: there is nothing to correct with.
    const [lo, hi] = tails.map((t) => quantile(replicates, t));
    return { ...shared, ...limits(lo, hi), warnings: [...warnings, warning('bca-degenerate')] };
  }
  const { bias, acceleration } = correction;
  const [lo, hi] = tails.map((tail) => {
    const shifted = bias + normalQuantile(tail);
    return quantile(replicates, normalCdf(bias + shifted / (1 - acceleration * shifted)));
  });
  return { ...shared, ...limits(lo, hi), bias, acceleration, warnings };
}

const limits = (lo: number | undefined, hi: number | undefined) => ({
  ...(lo === undefined ? {} : { lo }),
  ...(hi === undefined ? {} : { hi }),
});

function bcaCorrection<Unit>(
  units: readonly Unit[],
  statistic: (units: readonly Unit[]) => number,
  center: number,
  replicates: readonly number[],
): { readonly bias: number; readonly acceleration: number } | undefined {
  const below = replicates.filter((r) => r < center).length;
  const ties = replicates.filter((r) => r === center).length;
  const share = (below + ties / 2) / replicates.length;
  if (share === 0 || share === 1) return undefined;
  const acceleration = jackknifeAcceleration(units, statistic);
  return acceleration === undefined ? undefined : { bias: normalQuantile(share), acceleration };
}

/** Skewness of the jackknife over six: the acceleration of BCa; undefined when nothing varies. */
export function jackknifeAcceleration<Unit>(
  units: readonly Unit[],
  statistic: (units: readonly Unit[]) => number,
): number | undefined {
  const left = units.map((_, i) => statistic(units.filter((__, j) => j !== i)));
  const center = mean(left);
  const squares = sum(left.map((v) => (center - v) ** 2));
  if (squares === 0) return undefined;
  return sum(left.map((v) => (center - v) ** 3)) / (6 * squares ** 1.5);
}
