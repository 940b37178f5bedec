import type { HeldOutErrors } from './calibration.ts';
import type { HeldOutResidual } from './held-out.ts';

/** Median and 90th percentile of |predicted / measured - 1|. */
export function errorsOf(
  residuals: readonly HeldOutResidual[],
  metric: HeldOutResidual['metric'],
): HeldOutErrors | undefined {
  const errors = residuals
    .filter((r) => r.metric === metric)
    .map((r) => Math.abs(Math.exp(-r.log) - 1))
    .sort((a, b) => a - b);
  if (errors.length === 0) return undefined;
  const rank = (q: number): number => errors[Math.ceil(q * errors.length) - 1] ?? 0;
  return { n: errors.length, median: rank(0.5), p90: rank(0.9) };
}
