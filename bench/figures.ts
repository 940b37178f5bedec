import type { Taken } from './measure.ts';

type Median = (client: string, figure: (run: Taken) => number) => number | undefined;

/** One line of the result: what is computed of the medians, and what it must reach. */
export interface Figure {
  readonly name: string;
  readonly shape: '200 x 50/s' | '1,000 x 20/s';
  readonly target: string;
  /** Absent where a median it needs was not measured. */
  of(median: Median): number | undefined;
  reached(value: number): boolean;
  show(value: number): string;
}

const perCpu = (run: Taken): number => run.eventsPerCpuS;
const p99Us = (run: Taken): number => run.errorP99Us;

/**
 * A client that cannot keep up reads several events at once and looks fast: its speed counts only
 * while its clock is right. The gate is on ours; a rival beyond it only makes the ratio harder.
 */
function ratio(client: string, shape: Figure['shape'], gateUs: number): Figure {
  return {
    name: `${client} over fetch, events per CPU-second (own p99 error <= ${gateUs / 1000} ms)`,
    shape,
    target: '>= 1.5x',
    of: (median) => {
      const own = median(client, perCpu);
      const other = median('fetch', perCpu);
      const error = median(client, p99Us);
      if (own === undefined || other === undefined || error === undefined) return undefined;
      return error > gateUs ? 0 : own / other;
    },
    reached: (value) => value >= 1.5,
    show: (value) => (value === 0 ? 'gate missed' : `${value.toFixed(2)}x`),
  };
}

function plain(
  name: string,
  shape: Figure['shape'],
  client: string,
  figure: (run: Taken) => number,
  unit: string,
  limit?: number,
): Figure {
  return {
    name,
    shape,
    target: limit === undefined ? '-' : `<= ${limit} ${unit}`,
    of: (median) => median(client, figure),
    reached: (value) => limit === undefined || value <= limit,
    show: (value) => `${value < 100 ? value.toFixed(2) : Math.round(value)} ${unit}`,
  };
}

/** What each client of the product must reach; the rows of the plain client stand beside them. */
const clients = [
  { client: 'undici', p99Ms: 0.8, kbPerStream: 60 },
  { client: 'raw', p99Ms: 0.5, kbPerStream: 25 },
] as const;

const p99Ms = (run: Taken): number => run.errorP99Us / 1000;
const kb = (run: Taken): number => run.kbPerStream;

export const figures: readonly Figure[] = (['200 x 50/s', '1,000 x 20/s'] as const).flatMap(
  (shape) => [
    plain('fetch: events per CPU-second', shape, 'fetch', perCpu, 'events'),
    plain('fetch: p99 timestamp error', shape, 'fetch', p99Ms, 'ms'),
    ...clients.flatMap(({ client, ...limits }) => [
      plain(`${client}: events per CPU-second`, shape, client, perCpu, 'events'),
      ratio(client, shape, shape === '200 x 50/s' ? 800 : 10_000),
      shape === '200 x 50/s'
        ? plain(`${client}: p99 timestamp error`, shape, client, p99Ms, 'ms', limits.p99Ms)
        : plain(`${client}: p99 timestamp error`, shape, client, p99Ms, 'ms'),
      ...(shape === '200 x 50/s'
        ? []
        : [plain(`${client}: memory per stream`, shape, client, kb, 'KB', limits.kbPerStream)]),
    ]),
  ],
);
