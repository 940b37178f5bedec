import { Matrix } from 'ml-matrix';
import { closedLoop } from '../speed/closed-loop.ts';
import {
  type ParameterId,
  type Parameters,
  parameterIds,
  parameterSpecs,
  parametersFrom,
} from '../speed/parameters.ts';
import { type LeastSquaresFit, type LeastSquaresProblem, leastSquares } from './least-squares.ts';
import { type FittedMetric, fittedMetrics, type Observation } from './observation.ts';
import type { ParameterPrior } from './prior.ts';

/** Model error that no parameter explains, as a standard deviation of logarithms, per metric. */
export type ModelError = Readonly<Record<FittedMetric, number>>;

/** One group's fit: parameters it moved, and how far predictions and measurements lie apart. */
export interface GroupFit {
  readonly ids: readonly ParameterId[];
  readonly fit: LeastSquaresFit;
  readonly parameters: Parameters;
  readonly modelError: ModelError;
  /** log(measured / predicted) by observation and metric. */
  readonly residuals: readonly Readonly<Partial<Record<FittedMetric, number>>>[];
}

const ROBUST_NU = 4;
/** Below this the model error is not resolved: no serving system repeats itself better. */
const FLOOR = 0.01;
const START: ModelError = { ttftMs: 0.15, tpotMs: 0.08, tokensPerS: 0.08 };
/** Throughput of a closed loop follows from the latencies: it counts, but not as a third witness. */
const THROUGHPUT_WEIGHT = 0.5;

/** Parameters that the observations can say anything about. */
export function relevantParameters(observations: readonly Observation[]): ParameterId[] {
  const some = (test: (o: Observation) => boolean): boolean => observations.some(test);
  return parameterIds.filter((id) => {
    switch (id) {
      case 'draftGain':
        return some((o) => o.load.speculative === true);
      case 'expertSkew':
        return some((o) => o.machine.experts !== undefined);
      case 'collective':
        return some((o) => o.machine.tensorParallel > 1 || o.machine.attentionCopies > 1);
      case 'kvShare':
        return some(
          (o) => o.load.concurrency * (o.load.isl + o.load.osl) > 0.3 * o.machine.kvTokens,
        );
      case 'interference':
      case 'queueing':
      case 'burst':
        return some((o) => o.load.concurrency > 1);
      default:
        return true;
    }
  });
}

/** log of each metric as the law predicts it. */
export function predictedLogs(o: Observation, p: Parameters): Record<FittedMetric, number> {
  const speed = closedLoop(o.machine, p, o.load);
  return {
    ttftMs: Math.log(speed.ttftMs),
    tpotMs: Math.log(Math.max(speed.tpotMs, 1e-6)),
    tokensPerS: Math.log(speed.tokensPerS * o.replicas),
  };
}

/**
 * By how much the model error of each TTFT differs from the group's: the law knows a prefill well and
 * sketches queues, so that the error grows with the share of waiting, and doubles under saturation.
 */
function ttftWidths(observations: readonly Observation[], center: Parameters): number[] {
  return observations.map((o) => {
    const speed = closedLoop(o.machine, center, o.load);
    const saturated = speed.prefillShare > 0.5 || speed.kvDemand > 0.8;
    return (WIDTH_ALONE + (2 - WIDTH_ALONE) * speed.queueShare) * (saturated ? 2 : 1);
  });
}

/** Width of a request that waits for nobody, where the mean request is 1. */
const WIDTH_ALONE = 0.35;

/** The penalised least-squares problem of a group, for given model errors. */
export function groupProblem(
  observations: readonly Observation[],
  ids: readonly ParameterId[],
  prior: ParameterPrior,
  error: ModelError,
  center: Parameters,
): LeastSquaresProblem {
  const widths = ttftWidths(observations, center);
  const residuals = (x: readonly number[]): number[] => {
    const p = fromLogs(ids, x, prior);
    const out: number[] = [];
    observations.forEach((o, i) => {
      const predicted = predictedLogs(o, p);
      for (const metric of fittedMetrics) {
        const seen = o.logs[metric];
        if (seen === undefined) continue;
        const widen = metric === 'ttftMs' ? (widths[i] ?? 1) : 1;
        const weight = metric === 'tokensPerS' ? Math.sqrt(THROUGHPUT_WEIGHT) : 1;
        out.push(
          (weight * (seen.value - predicted[metric])) /
            (Math.hypot(seen.sd, error[metric]) * widen),
        );
      }
    });
    return out;
  };
  return {
    residuals,
    priorMean: ids.map((id) => prior.mean[id]),
    priorPrecision: Matrix.diag(ids.map((id) => 1 / prior.sd[id] ** 2)),
    lower: ids.map((id) => Math.log(parameterSpecs[id].min)),
    upper: ids.map((id) => Math.log(parameterSpecs[id].max)),
    robustNu: ROBUST_NU,
  };
}

/** Fits again after a small change of the data: the model errors are known, one round is enough. */
export function refitGroup(
  observations: readonly Observation[],
  prior: ParameterPrior,
  before: GroupFit,
): GroupFit {
  const { ids, modelError, fit: old } = before;
  const fit = leastSquares(
    groupProblem(observations, ids, prior, modelError, before.parameters),
    old.x,
  );
  const parameters = fromLogs(ids, fit.x, prior);
  return { ids, fit, parameters, modelError, residuals: residualsOf(observations, parameters) };
}

/** Fits one group; model errors are estimated from the residuals, in three rounds. */
export function fitGroup(
  observations: readonly Observation[],
  prior: ParameterPrior,
  start?: Parameters,
): GroupFit {
  const ids = relevantParameters(observations);
  let error = START;
  let center = start ?? fromLogs([], [], prior);
  let x: readonly number[] = ids.map((id) =>
    start === undefined ? prior.mean[id] : Math.log(start[id]),
  );
  for (let round = 0; ; round++) {
    const fit = leastSquares(groupProblem(observations, ids, prior, error, center), x);
    const parameters = fromLogs(ids, fit.x, prior);
    const residuals = residualsOf(observations, parameters);
    if (round === 2) return { ids, fit, parameters, modelError: error, residuals };
    x = fit.x;
    center = parameters;
    error = modelErrorOf(observations, residuals, ids.length, ttftWidths(observations, center));
  }
}

/** log(measured / predicted) by observation and metric. */
export function residualsOf(
  observations: readonly Observation[],
  p: Parameters,
): GroupFit['residuals'] {
  return observations.map((o) => {
    const predicted = predictedLogs(o, p);
    const row: Partial<Record<FittedMetric, number>> = {};
    for (const metric of fittedMetrics) {
      const seen = o.logs[metric];
      if (seen !== undefined) row[metric] = seen.value - predicted[metric];
    }
    return row;
  });
}

/** Robust spread of the residuals beyond the measurement's own noise, shrunk towards what is usual. */
function modelErrorOf(
  observations: readonly Observation[],
  residuals: GroupFit['residuals'],
  parameters: number,
  widths: readonly number[],
): ModelError {
  const of = (metric: FittedMetric): number => {
    const values = residuals.flatMap((r, i) => {
      const width = metric === 'ttftMs' ? (widths[i] ?? 1) : 1;
      return r[metric] === undefined ? [] : [r[metric] / width];
    });
    if (values.length === 0) return START[metric];
    const noise = observations.map((o) => o.logs[metric]?.sd ?? 0);
    const noiseVariance = noise.reduce((s, v) => s + v * v, 0) / noise.length;
    const absolute = values.map(Math.abs).sort((a, b) => a - b);
    const mad = 1.4826 * (absolute[Math.floor(absolute.length / 2)] ?? 0);
    // Fitted residuals are too small by the parameters they paid for: a third of them each metric.
    const freed = values.length / Math.max(values.length - parameters / 3, values.length / 3);
    const variance = Math.max(0, mad * mad * freed - noiseVariance);
    const weight = values.length / (values.length + 3);
    return Math.max(FLOOR, Math.sqrt(variance * weight + START[metric] ** 2 * 0.25 * (1 - weight)));
  };
  return { ttftMs: of('ttftMs'), tpotMs: of('tpotMs'), tokensPerS: of('tokensPerS') };
}

/** A full parameter set: the fitted logarithms, the rest from the prior. */
export function fromLogs(
  ids: readonly ParameterId[],
  x: readonly number[],
  prior: ParameterPrior,
): Parameters {
  const logs: Record<ParameterId, number> = { ...prior.mean };
  ids.forEach((id, i) => {
    logs[id] = x[i] ?? logs[id];
  });
  return parametersFrom((id) => Math.exp(logs[id]));
}
