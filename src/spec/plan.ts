import { z } from 'zod';
import { loadSchema } from './load.ts';
import { count, identifier, positive, shareOfOne, whole } from './primitives.ts';
import { serialisationSchema, strategySchema } from './scenario.ts';

const percentiles = z
  .strictObject({
    p50: positive.optional(),
    p90: positive.optional(),
    p95: positive.optional(),
    p99: positive.optional(),
    p999: positive.optional(),
  })
  .refine((p) => Object.keys(p).length > 0, 'at least one percentile (p50, p90, p95, p99, p999)');

/** A latency objective must name its percentile: "latency under 3 minutes" is refused. */
export const sloSchema = z.strictObject({
  ttftMs: percentiles.optional(),
  ttfaMs: percentiles.optional(),
  tpotMs: percentiles.optional(),
  e2eMs: percentiles.optional(),
  taskMs: percentiles.optional(),
  responseTtftMs: percentiles.optional(),
  responseMs: percentiles.optional(),
  accuracy: shareOfOne.optional(),
});

const validity = z.strictObject({
  minCompletedShare: shareOfOne.optional(),
  maxLoopUtilisation: shareOfOne.optional(),
  maxSendLagShareOfTtft: shareOfOne.optional(),
  maxCoalescedShare: shareOfOne.optional(),
  maxCacheHitShare: shareOfOne.optional(),
  maxForeignRequestShare: shareOfOne.optional(),
  maxErrorShare: shareOfOne.optional(),
});

export const planSchema = z.strictObject({
  name: identifier,
  /** Path of the fleet file, relative to the plan. */
  fleet: z.string().min(1),
  endpoints: z.array(identifier).min(1).optional(),
  /** Scenario ids, or paths. */
  scenarios: z.array(z.string().min(1)).min(1),
  load: loadSchema,
  /** Task runs per cell and repeat. */
  requests: count.optional(),
  /** Instead of `requests`. */
  durationS: positive.optional(),
  items: count.optional(),
  epochs: count.default(1),
  repeats: count.default(1),
  strategies: z.array(strategySchema).min(1).optional(),
  serialisations: z.array(serialisationSchema).min(1).optional(),
  warmup: z.strictObject({ requests: whole }).default({ requests: 10 }),
  order: z.enum(['interleaved', 'sequential']).default('interleaved'),
  block: count.default(50),
  prefixCache: z.enum(['cold', 'warm', 'asis']).default('cold'),
  workers: z.union([z.literal('auto'), count]).default('auto'),
  store: z.enum(['full', 'hash']).default('full'),
  limits: z
    .strictObject({
      maxRequests: count.default(10_000),
      maxTokens: count.default(50_000_000),
      abortOnErrorShare: shareOfOne.default(0.5),
    })
    .prefault({}),
  slo: sloSchema.optional(),
  timeoutS: positive.default(900),
  seed: z.number().int().default(42),
  validity: validity.optional(),
  /** Equivalence margins by metric: share of 1 for accuracy, share of the baseline else. */
  margins: z.record(z.string(), positive).optional(),
  stopping: z.strictObject({ kind: z.enum(['fixed', 'e-process']) }).optional(),
  judge: z.strictObject({ endpoint: identifier, prompt: z.string().min(1) }).optional(),
  drill: z
    .strictObject({
      kill: z.array(z.string()).min(1),
      revive: z.array(z.string()).min(1),
      killAtS: positive.default(40),
      reviveAtS: positive.default(90),
    })
    .optional(),
  agent: z
    .strictObject({
      maxTurns: count.default(8),
      maxToolCalls: count.default(16),
      maxTokens: count.default(200_000),
      maxS: positive.default(300),
    })
    .prefault({}),
});

export type Plan = z.output<typeof planSchema>;
export type Slo = z.output<typeof sloSchema>;
