import { groupPredictor } from '../../src/sizing/calibration/group-predictor.ts';
import type { Observation } from '../../src/sizing/calibration/observation.ts';
import type { Calibration } from '../../src/sizing/index.ts';
import { boxKnowledge } from '../../src/sizing/prediction/calibrated-knowledge.ts';

/** One prediction of a point that the fit had not seen. */
export interface Scored {
  readonly observation: Observation;
  /** Absolute relative errors. */
  readonly tpot: number;
  readonly ttft: number;
  /** Whether the 90% interval held the measured value, and its half-width as a share. */
  readonly tpotCovered: boolean;
  readonly tpotHalfWidth: number;
  readonly ttftCovered: boolean;
  readonly ttftHalfWidth: number;
  /** The prediction says that TTFT is mostly prefill, not queueing or a full cache. */
  readonly unsaturated: boolean;
}

const Z90 = 1.6449;

/** Predicts each observation from the calibration, as `predict` would. */
export function score(calibration: Calibration, test: readonly Observation[]): Scored[] {
  const predictors = new Map<string, ReturnType<typeof groupPredictor>>();
  return test.map((o) => {
    const name = JSON.stringify(o.key);
    const predictor =
      predictors.get(name) ?? groupPredictor(boxKnowledge(o.key, calibration).knowledge);
    predictors.set(name, predictor);
    const predicted = predictor(o.machine, o.load, o.coordinates);
    const tpotLog = (o.logs.tpotMs?.value ?? 0) - predicted.tpotMs.mean;
    const ttftLog = (o.logs.ttftMs?.value ?? 0) - predicted.ttftMs.mean;
    return {
      observation: o,
      tpot: Math.abs(Math.exp(-tpotLog) - 1),
      ttft: Math.abs(Math.exp(-ttftLog) - 1),
      tpotCovered: Math.abs(tpotLog) <= Z90 * predicted.tpotMs.sd,
      ttftCovered: Math.abs(ttftLog) <= Z90 * predicted.ttftMs.sd,
      tpotHalfWidth:
        (Math.exp(2 * Z90 * predicted.tpotMs.sd) - 1) / 2 / Math.exp(Z90 * predicted.tpotMs.sd),
      ttftHalfWidth:
        (Math.exp(2 * Z90 * predicted.ttftMs.sd) - 1) / 2 / Math.exp(Z90 * predicted.ttftMs.sd),
      unsaturated: predicted.speed.prefillShare < 0.5 && predicted.speed.kvDemand < 0.8,
    };
  });
}

/** Nearest-rank quantile; NaN prints as such for an empty list. */
export function quantileOf(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}

export const shareOf = (flags: readonly boolean[]): number =>
  flags.filter(Boolean).length / Math.max(1, flags.length);

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, v) => sum + v, 0) / Math.max(1, values.length);
