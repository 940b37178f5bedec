import type { OperatingPoint } from '../../analysis/index.ts';
import type { Estimate } from '../../base/index.ts';
import { precisionSchema } from '../../spec/index.ts';
import {
  copies,
  type Deployment,
  type DeploymentInput,
  gpusPerCopy,
  resolveDeployment,
} from '../deployment/deployment.ts';
import { driverMemory } from '../memory/engine-reserve.ts';
import { weightBytesPerGpu } from '../memory/weights.ts';
import type { ClosedLoad } from '../speed/closed-loop.ts';
import { type MachineFacts, machineFacts } from '../speed/machine-facts.ts';

/** What a calibration is made for: points of one group share every parameter. */
export interface GroupKey {
  readonly gpu: string;
  readonly model: string;
  readonly precision: string;
  readonly framework: string;
  readonly frameworkVersion: string;
}

/** Metrics that a fit looks at, in this order everywhere. */
export const fittedMetrics = ['ttftMs', 'tpotMs', 'tokensPerS'] as const;
export type FittedMetric = (typeof fittedMetrics)[number];

/** An operating point in the form the fit computes with. */
export interface Observation {
  readonly key: GroupKey;
  readonly machine: MachineFacts;
  /** Per replica. */
  readonly load: ClosedLoad;
  readonly replicas: number;
  /** Logarithm of the measured value and its standard error; a metric without a value is missing. */
  readonly logs: Readonly<Partial<Record<FittedMetric, { value: number; sd: number }>>>;
  /** log(concurrency per replica), log(isl), log(osl), log(GPUs of a replica), log(attention copies). */
  readonly coordinates: readonly number[];
  readonly point: OperatingPoint;
}

export const sameGroup = (a: GroupKey, b: GroupKey): boolean =>
  a.gpu === b.gpu &&
  a.model === b.model &&
  a.precision === b.precision &&
  a.framework === b.framework &&
  a.frameworkVersion === b.frameworkVersion;

/** The point as an observation, or why it cannot teach anything. */
export function observe(point: OperatingPoint): Observation | { readonly refused: string } {
  if (!point.valid) return { refused: 'not-valid' };
  const precision = precisionSchema.safeParse(point.precision);
  if (!precision.success) return { refused: 'unknown-precision' };
  const kvPrecision = precisionSchema.safeParse(point.kvPrecision);
  if (!(point.concurrency > 0) || !(point.isl >= 1) || !(point.osl >= 1)) {
    return { refused: 'no-load' };
  }
  const input: DeploymentInput = {
    model: point.model,
    gpu: point.gpu,
    count: point.count,
    precision: precision.data,
    ...(kvPrecision.success ? { kvPrecision: kvPrecision.data } : {}),
    tensorParallel: point.tensorParallel,
    pipelineParallel: point.pipelineParallel ?? 1,
    attentionDataParallel: point.attentionDataParallel ?? 1,
    framework: point.framework,
    frameworkVersion: point.frameworkVersion,
    ...(point.chunkSize === undefined ? {} : { maxBatchedTokens: point.chunkSize }),
  };
  const deployment = attempt(() => resolveDeployment(input));
  if (deployment === undefined) return { refused: 'unknown-box' };
  // Weights larger than the memory: the layout was recorded wrongly, and would teach a false speed.
  if (weightBytesPerGpu(deployment) > driverMemory(deployment.gpu)) {
    return { refused: 'weights-exceed-memory' };
  }
  const replicas = copies(deployment);
  const load: ClosedLoad = {
    isl: point.isl,
    osl: point.osl,
    // A mean below one request in flight (an idle open loop) is a request served alone.
    concurrency: Math.max(1, point.concurrency / replicas),
    ...(point.cachedTokens === undefined ? {} : { cachedTokens: point.cachedTokens }),
    ...(point.speculative === undefined ? {} : { speculative: point.speculative }),
  };
  const logs = {
    ...logOf('ttftMs', point.ttftMs),
    ...(point.osl > 1 ? logOf('tpotMs', point.tpotMs) : {}),
    ...logOf('tokensPerS', point.tokensPerS),
  };
  if (Object.keys(logs).length === 0) return { refused: 'no-latency' };
  return {
    key: keyOf(point),
    machine: machineFacts(deployment),
    load,
    replicas,
    logs,
    coordinates: coordinatesOf(load, deployment),
    point,
  };
}

/** Coordinates in which extrapolation and discrepancy are judged. */
export const coordinatesOf = (load: ClosedLoad, deployment: Deployment): number[] => [
  Math.log(load.concurrency),
  Math.log(load.isl),
  Math.log(load.osl),
  Math.log(gpusPerCopy(deployment)),
  Math.log(deployment.attentionDataParallel),
];

const keyOf = (p: OperatingPoint): GroupKey => ({
  gpu: p.gpu,
  model: p.model,
  precision: p.precision,
  framework: p.framework,
  frameworkVersion: p.frameworkVersion,
});

function logOf(metric: FittedMetric, e: Estimate): Observation['logs'] {
  if (!(e.center > 0)) return {};
  // Two-sided 95% unless said otherwise; an interval with one side missing says nothing of the noise.
  const sd =
    e.lo !== undefined && e.hi !== undefined && e.lo > 0
      ? Math.log(e.hi / e.lo) / (2 * zOf(e.confidence))
      : 0;
  return { [metric]: { value: Math.log(e.center), sd } };
}

const zOf = (confidence: number): number =>
  confidence >= 0.98 ? 2.58 : confidence > 0.92 ? 1.96 : 1.645;

function attempt<V>(make: () => V): V | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
