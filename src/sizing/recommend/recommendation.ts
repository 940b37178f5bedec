import { z } from 'zod';
import { estimateSchema, originSchema, warningSchema } from '../calibration/sizing-parameter.ts';
import { moneyRangeSchema } from '../cost/money-range.ts';
import { totalCostSchema } from '../cost/total-cost.ts';

/** How sure it is that a requirement is met. */
export const metSchema = z.enum(['yes', 'uncertain', 'no', 'unknown']);

const figure = z.strictObject({ estimate: estimateSchema, origin: originSchema });

const requirement = z.strictObject({
  id: z.enum(['memory', 'context', 'latency', 'budget', 'accuracy']),
  met: metSchema,
  /** Stable code of the reason, with its values. */
  why: warningSchema,
});

const localPlan = z.strictObject({
  kind: z.literal('local'),
  /** Stable name: model/precision/count x gpu/framework. */
  id: z.string(),
  model: z.string(),
  modelClass: z.enum(['7b-13b', '13b-30b', '70b', '671b']),
  precision: z.string(),
  kvPrecision: z.string(),
  gpu: z.string(),
  gpusPerReplica: z.number().int(),
  tensorParallel: z.number().int(),
  pipelineParallel: z.number().int(),
  framework: z.string(),
  replicas: z.number().int(),
  /** One replica more, so that the load still stands when one fails. */
  replicasWithSpare: z.number().int(),
  concurrency: z.number(),
  ttftMs: figure,
  tpotMs: figure,
  e2eMs: figure,
  tokensPerS: figure,
  maxContext: z.number().int(),
  maxConcurrency: z.number().int(),
  accuracy: figure.optional(),
  watts: z.number().optional(),
  /** Absent where the price book does not know the hardware. */
  cost: totalCostSchema.optional(),
  costWithSpare: moneyRangeSchema.optional(),
  cnyPerMillionTokens: moneyRangeSchema.optional(),
  /** Per correct answer; absent without an accuracy. */
  cnyPerCorrectTask: moneyRangeSchema.optional(),
  requirements: z.array(requirement),
  followsRules: z.array(z.string()),
  againstRules: z.array(z.string()),
  extrapolated: z.boolean(),
  warnings: z.array(warningSchema),
});

const cloudPlan = z.strictObject({
  kind: z.literal('cloud'),
  id: z.literal('cloud-api'),
  cnyPerCall: z.number(),
  /** Absent where the need names no calls a month. */
  cnyPerYear: z.number().optional(),
  origin: originSchema,
  followsRules: z.array(z.string()),
  againstRules: z.array(z.string()),
  warnings: z.array(warningSchema),
});

const ruleReport = z.strictObject({
  id: z.string(),
  question: z.string(),
  claims: z.array(z.string()),
  advice: z.record(z.string(), z.json()),
});

/** sizing.json: ranked plans, what the guide says to the need, and where it was overruled. */
export const recommendationSchema = z.strictObject({
  schema: z.literal('steelyard.sizing/1'),
  calibrated: z.boolean(),
  plans: z.array(z.discriminatedUnion('kind', [localPlan, cloudPlan])),
  /** The best plans that fail a requirement, with the reason: what nearly would do. */
  rejected: z.array(localPlan),
  rules: z.array(ruleReport),
  conflicts: z.array(
    z.strictObject({
      aspect: z.string(),
      a: z.string(),
      b: z.string(),
      claims: z.array(z.string()),
      contradictions: z.array(z.string()),
    }),
  ),
  silences: z.array(z.strictObject({ question: z.string(), why: z.string() })),
  /** Rules whose advice no feasible plan follows, or that the first plan does not, and why. */
  departures: z.array(
    z.strictObject({
      rule: z.string(),
      claims: z.array(z.string()),
      because: z.enum(['physics', 'measurement', 'price', 'ranking']),
      detail: warningSchema,
    }),
  ),
  warnings: z.array(warningSchema),
});

export type Recommendation = z.output<typeof recommendationSchema>;
export type LocalPlan = z.output<typeof localPlan>;
export type CloudPlan = z.output<typeof cloudPlan>;
export type RankedPlan = Recommendation['plans'][number];
export type Met = z.output<typeof metSchema>;
export type Requirement = z.output<typeof requirement>;
