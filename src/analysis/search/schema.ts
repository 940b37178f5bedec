import { z } from 'zod';

const objective = z.strictObject({
  metric: z.string(),
  percentile: z.string(),
  limitMs: z.number(),
  /** Point estimate over all repeats; absent where it falls among failed requests. */
  seenMs: z.number().optional(),
});

/** One tested load: a point of the throughput-latency curve. */
const step = z.strictObject({
  /** Index of the load point in the manifest; the cell of that index holds all its figures. */
  loadPoint: z.number().int(),
  load: z.number(),
  met: z.boolean(),
  /** What was not met, of the first repeat that did not meet. */
  why: z.string().optional(),
  repeats: z.number().int(),
  repeatsMet: z.number().int(),
  requests: z.number().int(),
  failed: z.number().int(),
  dropped: z.number().int(),
  /** True where the client was the limit: a step not met then says nothing about the box. */
  clientLimited: z.boolean(),
  objectives: z.array(objective),
});

/** Capacity at the SLO of one endpoint, with every load that was tested on the way. */
export const searchResultSchema = z.strictObject({
  endpoint: z.string(),
  scenario: z.string(),
  strategy: z.string(),
  serialisation: z.string().optional(),
  of: z.enum(['ratePerS', 'concurrency']),
  /** bracketed: between the two; at-least: the highest load of the plan meets; below: the lowest does not. */
  state: z.enum(['bracketed', 'at-least', 'below', 'client-limited', 'unfinished']),
  /** The highest tested load at which, as at every tested load below it, the SLO was met. */
  capacityAtSlo: z.union([z.number(), z.strictObject({ absent: z.string() })]),
  /** The capacity lies above the first (0 where no load was met) and below the second; absent: no upper end. */
  bracket: z.strictObject({ metAt: z.number().optional(), notMetAt: z.number().optional() }),
  /** A load that was met above one that was not: "capacity" has no single value on such a box. */
  nonMonotone: z.strictObject({ notMetAt: z.number(), metAt: z.number() }).optional(),
  steps: z.array(step),
});

export type SearchStep = z.output<typeof step>;
export type SearchResult = z.output<typeof searchResultSchema>;
