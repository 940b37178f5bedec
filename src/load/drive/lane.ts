import type { Transport } from '../transport.ts';
import { type Liveness, livenessOf } from './liveness.ts';
import { type Pace, paceOf } from './pace.ts';
import type { DriveOptions, DrivePorts } from './ports.ts';
import { EndpointGauge } from './progress.ts';

/** One endpoint as this worker drives it. */
export interface Lane {
  readonly transport: Transport;
  /** Task runs in flight that the endpoint's limit leaves to this worker. */
  readonly maxConcurrency: number;
  readonly pace: Pace;
  readonly liveness: Liveness;
  readonly gauge: EndpointGauge;
}

/** The lane of an endpoint; a limit is divided among the workers. Throws RangeError where no transport is wired. */
export function laneOf(endpoint: string, ports: DrivePorts, options: DriveOptions): Lane {
  const transport = ports.transports.get(endpoint);
  if (transport === undefined) throw new RangeError(`no transport for ${endpoint}`);
  const limits = options.endpointLimits.get(endpoint);
  const workers = options.share?.workers ?? 1;
  const rate = limits?.maxRatePerS;
  return {
    transport,
    maxConcurrency: partOf(limits?.maxConcurrency ?? Number.POSITIVE_INFINITY, options),
    pace: paceOf(rate === undefined ? undefined : rate / workers),
    liveness: livenessOf(options.deadAfterConnects ?? 5, options.reprobeMs ?? 1000),
    gauge: new EndpointGauge(endpoint),
  };
}

/** This worker's part of a whole number of slots; the parts of all workers add up to it. */
export function partOf(total: number, { share }: Pick<DriveOptions, 'share'>): number {
  if (share === undefined || total === Number.POSITIVE_INFINITY) return total;
  const { worker, workers } = share;
  return Math.floor(total / workers) + (worker < total % workers ? 1 : 0);
}
