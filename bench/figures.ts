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
function ratio(shape: Figure['shape'], gateUs: number): Figure {
  return {
    name: `events per CPU-second over fetch + eventsource-parser + JSON.parse (own p99 error <= ${gateUs / 1000} ms)`,
    shape,
    target: '>= 1.5x',
    of: (median) => {
      const own = median('undici', perCpu);
      const other = median('fetch', perCpu);
      const error = median('undici', p99Us);
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

export const figures: readonly Figure[] = [
  plain('fetch: events per CPU-second', '200 x 50/s', 'fetch', perCpu, 'events'),
  plain('steelyard: events per CPU-second', '200 x 50/s', 'undici', perCpu, 'events'),
  ratio('200 x 50/s', 800),
  plain('fetch: p99 timestamp error', '200 x 50/s', 'fetch', (run) => p99Us(run) / 1000, 'ms'),
  plain(
    'steelyard: p99 timestamp error',
    '200 x 50/s',
    'undici',
    (run) => p99Us(run) / 1000,
    'ms',
    0.8,
  ),
  plain('fetch: events per CPU-second', '1,000 x 20/s', 'fetch', perCpu, 'events'),
  plain('steelyard: events per CPU-second', '1,000 x 20/s', 'undici', perCpu, 'events'),
  ratio('1,000 x 20/s', 10_000),
  plain('fetch: p99 timestamp error', '1,000 x 20/s', 'fetch', (run) => p99Us(run) / 1000, 'ms'),
  plain(
    'steelyard: p99 timestamp error',
    '1,000 x 20/s',
    'undici',
    (run) => p99Us(run) / 1000,
    'ms',
  ),
];
