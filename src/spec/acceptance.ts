import { z } from 'zod';
import { precisionSchema, servers } from './fleet.ts';
import { count, identifier, positive, shareOfOne } from './primitives.ts';

/** Latencies of a contract: each promised at a statistic, under a load, on a scenario. */
export const latencyMetrics = [
  'ttftMs',
  'ttfaMs',
  'tpotMs',
  'itlMs',
  'icgMs',
  'e2eMs',
  'taskMs',
  'responseTtftMs',
  'responseMs',
] as const;

/** Rates of a contract, likewise. */
export const rateMetrics = [
  'goodputPerS',
  'correctGoodputPerS',
  'outputTokensPerS',
  'inputTokensPerS',
  'completedPerS',
  'errorShare',
] as const;

/** Facts of an endpoint that hold under any load. */
export const contextMetrics = ['usableContextTokens', 'advertisedContextTokens'] as const;

export const statistics = ['mean', 'p50', 'p90', 'p95', 'p99', 'p999', 'max'] as const;

const confidence = z.number().gt(0.5).lt(1);

/** The load at which a term is promised: exactly one of the two. */
const contractLoad = z.union([
  z.strictObject({ concurrency: count }),
  z.strictObject({ ratePerS: positive }),
]);

const bounds = {
  atMost: z.number().nonnegative().optional(),
  atLeast: z.number().nonnegative().optional(),
};

const common = {
  id: identifier,
  /** A term that decides acceptance, or one that only scores; default: decides. */
  kind: z.enum(['pass', 'scored']).default('pass'),
  /** Of which endpoint, where the run has several. */
  endpoint: identifier.optional(),
  note: z.string().min(1).optional(),
};

const latency = z.strictObject({
  ...common,
  metric: z.enum(latencyMetrics),
  statistic: z.enum(statistics),
  ...bounds,
  scenario: identifier,
  load: contractLoad,
  confidence,
});

/** A rate is one figure of a window, so its statistic is its mean over windows or repeats. */
const rate = z.strictObject({
  ...common,
  metric: z.enum(rateMetrics),
  statistic: z.enum(statistics),
  ...bounds,
  scenario: identifier,
  load: contractLoad,
  confidence,
});

const accuracy = z.strictObject({
  ...common,
  metric: z.literal('accuracy'),
  atLeast: shareOfOne,
  scenario: identifier,
  /** Only the tasks of this category. */
  category: identifier.optional(),
  load: contractLoad.optional(),
  confidence,
});

const context = z.strictObject({
  ...common,
  metric: z.enum(contextMetrics),
  atLeast: count,
});

const text = z.string().min(1);

/** What the vendor declares; compared with what the probe observes, never with what the fleet file says. */
const attestation = z.strictObject({
  ...common,
  attest: z.strictObject({
    framework: z.enum(servers).exclude(['auto']).optional(),
    frameworkVersion: text.optional(),
    model: text.optional(),
    precision: precisionSchema.optional(),
    kvPrecision: precisionSchema.optional(),
    gpu: text.optional(),
    count: count.optional(),
    tensorParallel: count.optional(),
    flags: text.optional(),
    image: text.optional(),
    weightsHash: text.optional(),
  }),
});

/** contract.yaml: the terms that a box must meet to be accepted. */
export const acceptanceSchema = z.strictObject({
  name: identifier,
  /** Day after which a passed acceptance says nothing any more, YYYY-MM-DD. */
  validUntil: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'a date as YYYY-MM-DD')
    .optional(),
  terms: z
    .array(
      z.union([z.discriminatedUnion('metric', [latency, rate, accuracy, context]), attestation]),
    )
    .min(1),
});

export type Acceptance = z.output<typeof acceptanceSchema>;
export type AcceptanceTerm = Acceptance['terms'][number];
export type AttestationTerm = z.output<typeof attestation>;
export type MetricTerm = Exclude<AcceptanceTerm, AttestationTerm>;
