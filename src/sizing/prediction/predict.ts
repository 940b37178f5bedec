import { type Estimate, type Warning, warning } from '../../base/index.ts';
import { normalQuantile } from '../../stats/index.ts';
import type { Calibration, CalibrationGroup } from '../calibration/calibration.ts';
import { distanceFromHull } from '../calibration/convex-hull.ts';
import { groupPredictor, type LogPrediction } from '../calibration/group-predictor.ts';
import { coordinatesOf } from '../calibration/observation.ts';
import type { Origin } from '../calibration/sizing-parameter.ts';
import {
  copies,
  type Deployment,
  type DeploymentInput,
  resolveDeployment,
} from '../deployment/deployment.ts';
import { memoryPlan } from '../memory/memory-plan.ts';
import type { ClosedLoad } from '../speed/closed-loop.ts';
import { collectiveHost } from '../speed/collective.ts';
import { machineFacts } from '../speed/machine-facts.ts';
import { boxKnowledge } from './calibrated-knowledge.ts';

/** A deployment and the load it shall carry. */
export interface PredictInput extends DeploymentInput {
  /** Input and output tokens of a request. */
  readonly isl: number;
  readonly osl: number;
  /** Requests in flight over all replicas; each user asks again as soon as answered. */
  readonly concurrency: number;
  /** Prompt tokens found in a prefix cache. */
  readonly cachedTokens?: number;
  readonly speculative?: boolean;
}

/** Mean latencies and throughput of a deployment under a load, with their doubt. */
export interface Prediction {
  readonly schema: 'steelyard.prediction/1';
  readonly ttftMs: Estimate;
  readonly tpotMs: Estimate;
  /** TTFT + (osl - 1) x TPOT. */
  readonly e2eMs: Estimate;
  /** Output tokens per second over all replicas. */
  readonly tokensPerS: Estimate;
  readonly requestsPerS: Estimate;
  /** Sequences decoding together in one replica. */
  readonly batch: number;
  /** Share of the time that prefill takes. */
  readonly prefillShare: number;
  /** Cache the load asks for over the cache there is. */
  readonly kvDemand: number;
  readonly fits: boolean;
  readonly origin: Origin;
  /** True outside of what the calibration's points span, and for boxes never measured. */
  readonly extrapolated: boolean;
  readonly warnings: readonly Warning[];
}

/** A load point further than this (log units) outside the measured hull counts as extrapolated. */
const HULL_TOLERANCE = 0.1;

/**
 * Predicts mean TTFT, TPOT and throughput in a closed loop. Without a calibration, or for a box it has
 * not seen, from priors and kin, with wide intervals and `extrapolated`. Throws RangeError for unknown
 * catalogue ids and for loads below one token or request.
 */
export function predict(input: PredictInput, calibration?: Calibration): Prediction {
  for (const [name, value] of Object.entries({
    isl: input.isl,
    osl: input.osl,
    concurrency: input.concurrency,
  })) {
    if (!(value >= 1)) throw new RangeError(`${name}: expected at least 1, saw ${value}`);
  }
  const d = resolveDeployment(input);
  const known = boxKnowledge(
    {
      gpu: d.gpu.id,
      model: d.model.id,
      precision: d.precision,
      framework: d.framework,
      frameworkVersion: d.frameworkVersion,
    },
    calibration,
  );
  const replicas = copies(d);
  const load: ClosedLoad = {
    isl: input.isl,
    osl: input.osl,
    concurrency: Math.max(1, input.concurrency / replicas),
    ...(input.cachedTokens === undefined ? {} : { cachedTokens: input.cachedTokens }),
    ...(input.speculative === undefined ? {} : { speculative: input.speculative }),
  };
  const coordinates = coordinatesOf(load, d);
  const machine = machineFacts(d);
  const predicted = groupPredictor(known.knowledge)(machine, load, coordinates);
  const outside = known.group === undefined || isOutside(known.group, coordinates);
  const memory = memoryPlan({ ...d, context: input.isl + input.osl });
  const warnings = warningsOf(d, known.group, outside, memory.fits);
  const confidence = calibration?.confidence ?? 0.9;
  const z = normalQuantile(0.5 + confidence / 2);
  const estimate = (center: number, sd: number): Estimate => ({
    center,
    lo: center * Math.exp(-z * sd),
    hi: center * Math.exp(z * sd),
    confidence,
    n: known.points,
    method: 'speed-law',
    warnings,
  });
  const ttft = Math.exp(predicted.ttftMs.mean);
  const tpot = Math.exp(predicted.tpotMs.mean);
  const decode = (input.osl - 1) * tpot;
  const e2e = ttft + decode;
  const e2eSd = sumSd(ttft, predicted.ttftMs, decode, predicted.tpotMs);
  // Little's law: requests in flight over their time in the system.
  const perS = input.concurrency / (e2e / 1000);
  return {
    schema: 'steelyard.prediction/1',
    ttftMs: estimate(ttft, predicted.ttftMs.sd),
    tpotMs: estimate(tpot, predicted.tpotMs.sd),
    e2eMs: estimate(e2e, e2eSd),
    tokensPerS: estimate(perS * input.osl, e2eSd),
    requestsPerS: estimate(perS, e2eSd),
    batch: predicted.speed.batch,
    prefillShare: predicted.speed.prefillShare,
    kvDemand: predicted.speed.kvDemand,
    fits: memory.fits,
    origin: known.origin,
    extrapolated: outside,
    warnings,
  };
}

/** Log sd of a sum of two latencies whose errors are taken to move together. */
const sumSd = (a: number, pa: LogPrediction, b: number, pb: LogPrediction): number =>
  (a * pa.sd + b * pb.sd) / (a + b);

const isOutside = (group: CalibrationGroup, coordinates: readonly number[]): boolean =>
  distanceFromHull(group.sites, coordinates) > HULL_TOLERANCE;

function warningsOf(
  d: Deployment,
  group: CalibrationGroup | undefined,
  outside: boolean,
  fits: boolean,
): Warning[] {
  return [
    ...(fits ? [] : [warning('does-not-fit')]),
    ...(group === undefined
      ? [warning('box-never-measured', { gpu: d.gpu.id, model: d.model.id })]
      : []),
    ...(group !== undefined && outside ? [warning('load-outside-measured')] : []),
    ...(d.tensorParallel > 1 && !collectiveHost(d.gpu).own
      ? [warning('collectives-of-other-host', { host: collectiveHost(d.gpu).host })]
      : []),
  ];
}
