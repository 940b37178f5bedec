import type { Matrix } from 'ml-matrix';
import { type ClosedLoad, closedLoop, type SpeedFigures } from '../speed/closed-loop.ts';
import type { MachineFacts } from '../speed/machine-facts.ts';
import type { ParameterId, Parameters } from '../speed/parameters.ts';
import { type Correction, correctionOf, type Discrepancy } from './discrepancy.ts';
import { fromLogs } from './fit-group.ts';
import type { ParameterPrior } from './prior.ts';

/** Log prediction of a latency with its standard deviation. */
export interface LogPrediction {
  readonly mean: number;
  readonly sd: number;
}

/** What a group knows: parameters, their covariance, and what the law misses. */
export interface Knowledge {
  readonly ids: readonly ParameterId[];
  readonly x: readonly number[];
  readonly covariance: Matrix;
  readonly prior: ParameterPrior;
  readonly discrepancy: Readonly<{ ttftMs?: Discrepancy; tpotMs?: Discrepancy }>;
  /** Variance of a log prediction where no discrepancy was fitted. */
  readonly floor: Readonly<{ ttftMs: number; tpotMs: number }>;
  readonly intervalScale: Readonly<{ ttftMs: number; tpotMs: number }>;
}

/** Means of the law with corrections and doubts. */
export interface GroupPrediction {
  readonly ttftMs: LogPrediction;
  readonly tpotMs: LogPrediction;
  readonly speed: SpeedFigures;
  readonly parameters: Parameters;
}

const STEP = 1e-3;

/** A function that predicts loads on machines by what a group knows. */
export function groupPredictor(
  k: Knowledge,
): (m: MachineFacts, load: ClosedLoad, coordinates: readonly number[]) => GroupPrediction {
  const parameters = fromLogs(k.ids, k.x, k.prior);
  const steps = k.x.map((_, i) =>
    fromLogs(
      k.ids,
      k.x.map((v, j) => (j === i ? v + STEP : v)),
      k.prior,
    ),
  );
  const none = (variance: number) => (): Correction => ({ mean: 0, variance });
  const ttft =
    k.discrepancy.ttftMs === undefined ? none(k.floor.ttftMs) : correctionOf(k.discrepancy.ttftMs);
  const tpot =
    k.discrepancy.tpotMs === undefined ? none(k.floor.tpotMs) : correctionOf(k.discrepancy.tpotMs);
  return (m, load, coordinates) => {
    const speed = closedLoop(m, parameters, load);
    const moved = steps.map((p) => closedLoop(m, p, load));
    const of = (
      pick: (s: SpeedFigures) => number,
      correction: Correction,
      scale: number,
    ): LogPrediction => {
      const at = Math.log(Math.max(pick(speed), 1e-6));
      const slope = moved.map((s) => (Math.log(Math.max(pick(s), 1e-6)) - at) / STEP);
      const parameterVariance = quadratic(k.covariance, slope);
      return {
        mean: at + correction.mean,
        sd: Math.sqrt(parameterVariance + correction.variance) * scale,
      };
    };
    return {
      ttftMs: of((s) => s.ttftMs, ttft(coordinates), k.intervalScale.ttftMs),
      tpotMs: of((s) => s.tpotMs, tpot(coordinates), k.intervalScale.tpotMs),
      speed,
      parameters,
    };
  };
}

function quadratic(m: Matrix, v: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < v.length; i++) {
    for (let j = 0; j < v.length; j++) sum += (v[i] ?? 0) * m.get(i, j) * (v[j] ?? 0);
  }
  return Math.max(0, sum);
}
