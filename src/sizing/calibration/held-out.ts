import { type GroupFit, refitGroup } from './fit-group.ts';
import { groupPredictor } from './group-predictor.ts';
import { knowledgeOf } from './knowledge.ts';
import type { Observation } from './observation.ts';
import type { ParameterPrior } from './prior.ts';

/** An observation predicted by a fit that had not seen it: log(measured / predicted), and in sigmas. */
export interface HeldOutResidual {
  readonly metric: 'ttftMs' | 'tpotMs';
  readonly log: number;
  readonly sigmas: number;
}

/** At most so many refits. */
const FOLDS = 5;

/** Leaves load points out in turn and predicts them; empty below five points. */
export function heldOutResiduals(
  observations: readonly Observation[],
  prior: ParameterPrior,
  fitted: GroupFit,
): HeldOutResidual[] {
  if (observations.length < 5) return [];
  const folds = Math.min(FOLDS, observations.length);
  const out: HeldOutResidual[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const kept = observations.filter((_, i) => i % folds !== fold);
    const left = observations.filter((_, i) => i % folds === fold);
    const predict = groupPredictor(knowledgeOf(kept, refitGroup(kept, prior, fitted), prior));
    for (const o of left) {
      const predicted = predict(o.machine, o.load, o.coordinates);
      for (const metric of ['ttftMs', 'tpotMs'] as const) {
        const seen = o.logs[metric];
        if (seen === undefined) continue;
        const log = seen.value - predicted[metric].mean;
        out.push({ metric, log, sigmas: log / Math.hypot(predicted[metric].sd, seen.sd) });
      }
    }
  }
  return out;
}
