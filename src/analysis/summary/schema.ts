import { z } from 'zod';
import { reconcileSchema } from '../reconcile/schema.ts';
import { searchResultSchema } from '../search/schema.ts';

const reason = z.string().min(1);
const interval = z.tuple([z.number(), z.number()]);

export const percentileNames = ['p50', 'p90', 'p95', 'p99', 'p999'] as const;
export type PercentileName = (typeof percentileNames)[number];

/** Quantile of each percentile name. */
export const quantileOf: Readonly<Record<PercentileName, number>> = {
  p50: 0.5,
  p90: 0.9,
  p95: 0.95,
  p99: 0.99,
  p999: 0.999,
};

const byPercentile = <T extends z.ZodType>(of: T) =>
  z.strictObject({
    p50: of.optional(),
    p90: of.optional(),
    p95: of.optional(),
    p99: of.optional(),
    p999: of.optional(),
  });

/**
 * A latency in ms over a cell. `count` counts the requests that have the value and those that failed,
 * which rank above every value; `mean` and `max` are over the values alone. A figure the sample cannot
 * support is missing, and `absent` says why under its name ("p99", "ci95.p99").
 */
const distribution = z.strictObject({
  count: z.number().int().nonnegative(),
  failed: z.number().int().nonnegative(),
  mean: z.number(),
  /** Standard deviation of the values; absent for one value. */
  sd: z.number().optional(),
  ...byPercentile(z.number()).shape,
  max: z.number(),
  ci95: byPercentile(interval),
  method: z.string(),
  absent: z.record(z.string(), reason),
});

export const latencySchema = z.union([distribution, z.strictObject({ absent: reason })]);

/** A share or rate with its interval, or the reason why there is none. */
const proportion = z.union([
  z.strictObject({
    value: z.number(),
    ci95: interval,
    n: z.number().int().positive(),
    method: z.string(),
  }),
  z.strictObject({ absent: reason }),
]);

const figure = z.union([z.number(), z.strictObject({ absent: reason })]);

/** Accuracy: `n` counts items, the verdict counts count task runs. */
const accuracy = z.strictObject({
  n: z.number().int().nonnegative(),
  correct: z.number().int().nonnegative(),
  incorrect: z.number().int().nonnegative(),
  ungraded: z.number().int().nonnegative(),
  excluded: z.number().int().nonnegative(),
  value: z.number().optional(),
  ci95: interval.optional(),
  method: z.string(),
  warnings: z.array(z.string()),
  /** Why task runs were not graded, by reason. */
  ungradedBy: z.record(z.string(), z.number().int()),
});

const check = z.strictObject({
  id: z.string(),
  verdict: z.enum(['pass', 'fail', 'unknown']),
  /** Which verdict a failure leads to. */
  leadsTo: z.enum(['incomplete', 'client-limited', 'contaminated', 'finding']),
  seen: z.number().optional(),
  limit: z.number().optional(),
  unit: z.string().optional(),
  why: z.string(),
});

export const validityVerdicts = ['valid', 'client-limited', 'contaminated', 'incomplete'] as const;

const validity = z.strictObject({
  verdict: z.enum(validityVerdicts),
  findings: z.array(z.string()),
  checks: z.array(check),
});

const window = z.strictObject({
  segment: z.number().int(),
  repeat: z.number().int(),
  block: z.number().int(),
  startMs: z.number(),
  endMs: z.number(),
  why: z.string(),
  cuts: z.strictObject({
    warmup: z.number().int(),
    /** Measured requests due before the steady state; absent where the block was not cut by time. */
    ramp: z.number().int().optional(),
    drain: z.number().int(),
  }),
});

const cost = z.strictObject({
  cnyPerMillionOutputTokens: figure,
  cnyPerCorrectTask: figure,
});

/** The latencies of a cell, by metric id. */
export const latencyIds = [
  'ttftMs',
  'ttfaMs',
  'tpotMs',
  'icgMs',
  'itlMs',
  'e2eMs',
  'taskMs',
  'responseTtftMs',
  'responseMs',
  'sendLagMs',
] as const;
export type LatencyId = (typeof latencyIds)[number];

const loadPoint = z.looseObject({ index: z.number().int(), kind: z.string() });

const cell = z.strictObject({
  endpoint: z.string(),
  scenario: z.string(),
  strategy: z.string(),
  serialisation: z.string().optional(),
  loadPoint,
  windows: z.array(window),
  validity,
  /** Due, and completed requests per second inside the windows. */
  offeredPerS: figure,
  achievedPerS: figure,
  /** Requests in flight, time-weighted mean over the windows. */
  concurrency: figure,
  requests: z.strictObject({
    measured: z.number().int(),
    completed: z.number().int(),
    failed: z.number().int(),
    dropped: z.number().int(),
    cancelled: z.number().int(),
    byError: z.record(z.string(), z.number().int()),
  }),
  taskRuns: z.strictObject({ planned: z.number().int(), ended: z.number().int() }),
  ttftMs: latencySchema,
  ttfaMs: latencySchema,
  tpotMs: latencySchema,
  icgMs: latencySchema,
  itlMs: latencySchema,
  e2eMs: latencySchema,
  taskMs: latencySchema,
  responseTtftMs: latencySchema,
  responseMs: latencySchema,
  sendLagMs: latencySchema,
  tokensPerS: z.strictObject({ input: figure, output: figure }),
  /** Mean prompt and output tokens of completed requests. */
  tokens: z.strictObject({ input: figure, output: figure, cached: figure, source: z.string() }),
  tokensPerChunk: figure,
  coalescedShare: figure,
  goodputPerS: figure,
  correctGoodputPerS: figure,
  goodShare: proportion,
  accuracy: accuracy.optional(),
  byCategory: z.record(z.string(), accuracy),
  reconcile: reconcileSchema,
  cost: cost.optional(),
  warnings: z.array(z.string()),
});

export const summarySchema = z.strictObject({
  schema: z.literal('steelyard.summary/1'),
  runId: z.string(),
  planHash: z.string(),
  validity,
  floor: z.json().optional(),
  cells: z.array(cell),
  /** Capacity at the SLO by endpoint and suite; present where the plan searched. */
  search: z.array(searchResultSchema).optional(),
});

export type Latency = z.output<typeof latencySchema>;
export type Distribution = z.output<typeof distribution>;
export type Accuracy = z.output<typeof accuracy>;
export type ValidityCheck = z.output<typeof check>;
export type Validity = z.output<typeof validity>;
export type ValidityVerdict = (typeof validityVerdicts)[number];
export type MeasurementWindow = z.output<typeof window>;
export type Cell = z.output<typeof cell>;
export type Summary = z.output<typeof summarySchema>;
export type Figure = z.output<typeof figure>;
export type Proportion = z.output<typeof proportion>;
