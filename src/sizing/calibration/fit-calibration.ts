import type { OperatingPoint } from '../../analysis/index.ts';
import { warning } from '../../base/index.ts';
import type { Calibration } from './calibration.ts';
import { calibrationGroup } from './calibration-group.ts';
import { fitGroups } from './group-pooling.ts';
import { type HeldOutResidual, heldOutResiduals } from './held-out.ts';
import { errorsOf } from './held-out-errors.ts';
import { type Observation, observe } from './observation.ts';
import type { GroupKnowledge } from './prior.ts';

export interface FitOptions {
  /** Two-sided confidence of every interval; default 0.9. */
  readonly confidence?: number;
  /** What other groups have learnt before: joins the pooling, is not fitted again. */
  readonly known?: readonly GroupKnowledge[];
  /** False skips the leave-out refits: quicker, and intervals are not stretched by them. */
  readonly heldOut?: boolean;
}

/**
 * Fits the speed law to operating points: each (GPU, model, precision, engine) by penalised least
 * squares on the logarithms of TTFT, TPOT and throughput, the groups as each other's prior (partial
 * pooling), the rest as a smooth discrepancy, and every error judged on load points left out. Points
 * that are not valid are refused and listed. Without a usable point the calibration has no group.
 */
export function fitCalibration(
  points: readonly OperatingPoint[],
  options: FitOptions = {},
): Calibration {
  const confidence = options.confidence ?? 0.9;
  const refused: Calibration['provenance']['refused'] = [];
  const observations: Observation[] = [];
  for (const point of points) {
    const seen = observe(point);
    if ('refused' in seen) {
      const { endpoint, scenario, loadPoint } = point;
      refused.push({ endpoint, scenario, loadPoint, why: seen.refused });
    } else observations.push(seen);
  }
  const groups = fitGroups(observations, options.known ?? []);
  const judged = groups.map((g) => ({
    ...g,
    heldOut: options.heldOut === false ? [] : heldOutResiduals(g.observations, g.prior, g.fitted),
  }));
  const heldOut = heldOutErrors(judged.flatMap((g) => g.heldOut));
  return {
    schema: 'steelyard.calibration/1',
    law: 'steelyard-speed/1',
    confidence,
    groups: judged.map((g) => calibrationGroup(g, confidence)),
    ...(heldOut === undefined ? {} : { heldOut }),
    provenance: {
      runs: [...new Set(observations.flatMap((o) => o.point.runs))].sort(),
      points: observations.length,
      refused,
    },
    warnings: [
      ...(observations.length === 0 ? [warning('no-usable-points')] : []),
      ...(refused.length > 0 ? [warning('points-refused', { count: refused.length })] : []),
    ],
  };
}

function heldOutErrors(residuals: readonly HeldOutResidual[]): Calibration['heldOut'] {
  const ttftMs = errorsOf(residuals, 'ttftMs');
  const tpotMs = errorsOf(residuals, 'tpotMs');
  if (ttftMs === undefined && tpotMs === undefined) return undefined;
  return {
    ...(ttftMs === undefined ? {} : { ttftMs }),
    ...(tpotMs === undefined ? {} : { tpotMs }),
  };
}
