import type { Estimate } from '../../base/index.ts';
import type { Gpu, Model } from '../../spec/index.ts';
import type { Calibration } from '../calibration/calibration.ts';
import type { Judgement } from './judgement.ts';
import type { RunEvidence } from './run-evidence.ts';
import type { Limits } from './stated.ts';

/** All that a rule may look at. */
export interface Known {
  /** The catalogue entry of that id, or the caller's own in its place; throws RangeError if unknown. */
  model(id: string): Model;
  gpu(id: string): Gpu;
  readonly models: readonly Model[];
  readonly runs: RunEvidence;
  readonly calibration: Calibration | undefined;
  /** The value of that name as another claim states it; throws RangeError if it states none. */
  stated(claim: string, value: string): Limits;
  /** What another claim's own rule says; rules that ask for each other throw RangeError. */
  judgement(claim: string): Judgement;
}

/** An estimate's ends, as limits. */
export const limitsOfEstimate = (e: Estimate): Limits => ({
  ...(e.lo === undefined ? {} : { lo: e.lo }),
  ...(e.hi === undefined ? {} : { hi: e.hi }),
});
