import { random } from '../../base/index.ts';
import { quantile } from '../../stats/index.ts';
import type { Calibration } from '../calibration/calibration.ts';
import { fromLogs } from '../calibration/fit-group.ts';
import { copies, type DeploymentInput, resolveDeployment } from '../deployment/deployment.ts';
import { type MachineFacts, machineFacts } from '../speed/machine-facts.ts';
import type { Parameters } from '../speed/parameters.ts';
import { type Arrival, serve } from '../speed/queue-simulation.ts';
import { boxKnowledge } from './calibrated-knowledge.ts';

/** Requests that arrive at random, whatever the box does. */
export interface OpenLoadInput extends DeploymentInput {
  /** Mean arrivals per second over all replicas (Poisson). */
  readonly ratePerS: number;
  readonly isl: number;
  readonly osl: number;
  /** Lengths vary uniformly by this share either way; default 0.2. */
  readonly lengthSpread?: number;
  /** Requests simulated; default 600. The first fifth is warm-up. */
  readonly requests?: number;
  readonly seed?: number;
}

export interface LatencyQuantiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Latencies of an open load on one of the replicas, in ms. */
export interface OpenLoadPrediction {
  readonly schema: 'steelyard.open-load/1';
  readonly ttftMs: LatencyQuantiles;
  readonly tpotMs: LatencyQuantiles;
  readonly e2eMs: LatencyQuantiles;
  /** Requests finished per second and replica over arrivals per second: below 1 the queue grows. */
  readonly keepsUp: number;
}

/** Tails under Poisson arrivals, by event simulation at the centre of what is known of the box. */
export function predictOpenLoad(
  input: OpenLoadInput,
  calibration?: Calibration,
): OpenLoadPrediction {
  const { machine, parameters, replicas } = known(input, calibration);
  return simulateAt(input, machine, parameters, input.ratePerS / replicas);
}

/** Percentiles that a load must meet, in ms. */
export interface SpeedSlo {
  readonly ttftMs?: number;
  readonly tpotMs?: number;
  readonly e2eMs?: number;
}

/**
 * The highest Poisson rate over all replicas at which the 95th percentiles meet the SLO, to 2%; 0 where
 * even a lone request misses it.
 */
export function capacityAtSlo(
  input: Omit<OpenLoadInput, 'ratePerS'>,
  slo: SpeedSlo,
  calibration?: Calibration,
): number {
  const { machine, parameters, replicas } = known(input, calibration);
  const meets = (ratePerS: number): boolean => {
    const p = simulateAt({ ...input, ratePerS }, machine, parameters, ratePerS);
    return (
      p.keepsUp > 0.9 &&
      p.ttftMs.p95 <= (slo.ttftMs ?? Number.POSITIVE_INFINITY) &&
      p.tpotMs.p95 <= (slo.tpotMs ?? Number.POSITIVE_INFINITY) &&
      p.e2eMs.p95 <= (slo.e2eMs ?? Number.POSITIVE_INFINITY)
    );
  };
  let low = 1e-4;
  if (!meets(low)) return 0;
  let high = low;
  while (meets(high) && high < 1e5) high *= 4;
  low = high / 4;
  while (high / low > 1.02) {
    const middle = Math.sqrt(high * low);
    if (meets(middle)) low = middle;
    else high = middle;
  }
  return low * replicas;
}

function known(
  input: DeploymentInput,
  calibration: Calibration | undefined,
): { machine: MachineFacts; parameters: Parameters; replicas: number } {
  const d = resolveDeployment(input);
  const { knowledge } = boxKnowledge(
    {
      gpu: d.gpu.id,
      model: d.model.id,
      precision: d.precision,
      framework: d.framework,
      frameworkVersion: d.frameworkVersion,
    },
    calibration,
  );
  return {
    machine: machineFacts(d),
    parameters: fromLogs(knowledge.ids, knowledge.x, knowledge.prior),
    replicas: copies(d),
  };
}

function simulateAt(
  input: OpenLoadInput,
  machine: MachineFacts,
  parameters: Parameters,
  ratePerS: number,
): OpenLoadPrediction {
  const count = input.requests ?? 600;
  const spread = input.lengthSpread ?? 0.2;
  const source = random(input.seed ?? 1);
  const [gaps, lengths] = [source.stream('gaps'), source.stream('lengths')];
  const vary = (mean: number): number =>
    Math.max(1, Math.round(mean * (1 - spread + 2 * spread * lengths.uniform())));
  let atS = 0;
  const arrivals: Arrival[] = [];
  for (let i = 0; i < count; i++) {
    atS += gaps.exponential() / ratePerS;
    arrivals.push({ atS, isl: vary(input.isl), osl: vary(input.osl) });
  }
  const served = serve(machine, parameters, arrivals).slice(Math.floor(count / 5));
  const of = (values: readonly number[]): LatencyQuantiles => {
    const sorted = values.map((s) => s * 1000).sort((a, b) => a - b);
    return sorted.length === 0
      ? { p50: 0, p95: 0, p99: 0 }
      : { p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), p99: quantile(sorted, 0.99) };
  };
  const meanWait = served.reduce((sum, s) => sum + s.e2eS, 0) / served.length;
  const lastEnd = arrivals.reduce(
    (latest, a, i) => Math.max(latest, a.atS + (served[i - Math.floor(count / 5)]?.e2eS ?? 0)),
    0,
  );
  return {
    schema: 'steelyard.open-load/1',
    ttftMs: of(served.map((s) => s.ttftS)),
    tpotMs: of(served.flatMap((s) => (s.tpotS === undefined ? [] : [s.tpotS]))),
    e2eMs: of(served.map((s) => s.e2eS)),
    keepsUp: Math.min(1, (atS + meanWait) / lastEnd),
  };
}
