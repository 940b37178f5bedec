import { z } from 'zod';

const interval = z.tuple([z.number(), z.number()]);
const missing = z.strictObject({ absent: z.string().min(1) });

const accuracy = z.strictObject({
  /** `task-runs`: halves of each item's task runs. `items`: halves of the items, where each was asked once. */
  split: z.enum(['task-runs', 'items']),
  items: z.number().int(),
  first: z.number(),
  second: z.number(),
  delta: z.strictObject({ value: z.number(), ci95: interval.optional(), method: z.string() }),
  p: z.number(),
  /** Share of items on which two answers differ in being right. */
  flipRate: z.union([z.number(), missing]),
});

const speed = z.strictObject({
  scenario: z.string(),
  load: z.string(),
  metric: z.string(),
  statistic: z.string().optional(),
  result: z.union([
    missing,
    z.strictObject({
      repeats: z.number().int(),
      /** Standard deviation between repeats over their mean. */
      variation: z.number(),
      /** Smallest change that as many repeats a side find with 90% power, a share of the baseline. */
      resolvable: z.number(),
      /** Second half of the repeats over the first, taken in turns; absent below four repeats. */
      ratio: z.number().optional(),
      ci95: interval.optional(),
      p: z.number().optional(),
    }),
  ]),
});

export const aaSchema = z.strictObject({
  schema: z.literal('steelyard.aa/1'),
  runId: z.string(),
  endpoints: z.array(
    z.strictObject({
      endpoint: z.string(),
      accuracy: z.union([accuracy, missing]),
      speed: z.array(speed),
    }),
  ),
  alpha: z.number(),
  /** Tests of something against itself, and how many of them found a difference. */
  tests: z.number().int(),
  rejections: z.number().int(),
  /**
   * `quiet`: no more rejections than chance makes. `loud`: more; the noise is not what the tests take it
   * for. `nothing-tested`: the run holds nothing twice.
   */
  verdict: z.enum(['quiet', 'loud', 'nothing-tested']),
  notCompared: z.array(
    z.strictObject({
      endpoint: z.string(),
      scenario: z.string(),
      load: z.string(),
      verdict: z.string(),
    }),
  ),
});

export type AaResult = z.output<typeof aaSchema>;
export type AaEndpoint = AaResult['endpoints'][number];
