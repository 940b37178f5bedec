import { type Estimate, warning } from '../../base/index.ts';
import type { Workload } from '../../spec/index.ts';
import type { Origin } from '../calibration/sizing-parameter.ts';

/** Accuracy of a model at a precision on a workload, as a run measured it. */
export interface MeasuredAccuracy {
  readonly model: string;
  readonly precision: string;
  readonly estimate: Estimate;
  readonly runs: readonly string[];
}

/** An accuracy with its origin. */
export interface AccuracyFigure {
  readonly estimate: Estimate;
  readonly origin: Origin;
}

/** What the guide states for its spreadsheet scenario; it names no sample size, so there is no interval. */
const GUIDE: readonly { model: string; precision: string; value: number; claim: string }[] = [
  { model: 'deepseek-v3', precision: 'fp8', value: 0.95, claim: 'G-065' },
  { model: 'deepseek-v3', precision: 'bf16', value: 0.98, claim: 'G-069' },
  { model: 'deepseek-r1', precision: 'fp8', value: 0.99, claim: 'G-073' },
  { model: 'glm-4.5-air', precision: 'fp8', value: 0.92, claim: 'G-077' },
  { model: 'llama-3.1-70b', precision: 'bf16', value: 0.88, claim: 'G-081' },
];

/** Measured accuracy if there is any, else the guide's for structured work, else absent. */
export function accuracyFigure(
  model: string,
  precision: string,
  workload: Workload,
  measured: readonly MeasuredAccuracy[],
): AccuracyFigure | undefined {
  const own = measured
    .filter((m) => m.model === model && m.precision === precision)
    .sort((a, b) => b.estimate.n - a.estimate.n)[0];
  if (own !== undefined) {
    return { estimate: own.estimate, origin: { kind: 'measured', runs: [...own.runs] } };
  }
  const claimed = GUIDE.find((g) => g.model === model && g.precision === precision);
  if (claimed === undefined || workload !== 'structured') return undefined;
  return {
    estimate: {
      center: claimed.value,
      confidence: 0.9,
      n: 0,
      method: 'claim',
      warnings: [warning('claim-without-sample-size')],
    },
    origin: { kind: 'guide', claim: claimed.claim },
  };
}
