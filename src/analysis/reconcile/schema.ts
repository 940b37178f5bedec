import { z } from 'zod';

/** Quantities that client and server both know. */
export const reconciledMeanings = [
  'requestsFinished',
  'promptTokens',
  'generatedTokens',
  'prefixHits',
  'ttft',
  'interToken',
  'e2e',
] as const;

/** Why client and server may differ without either being wrong. */
export const differenceReasons = [
  'edge-of-the-span',
  'requests-that-did-not-complete',
  'requests-without-usage',
  'client-counts-tokens-itself',
  'network-and-front-end',
  'several-tokens-a-chunk',
] as const;

const row = z.strictObject({
  meaning: z.enum(reconciledMeanings),
  statistic: z.enum(['total', 'mean', 'p50', 'p99']),
  unit: z.enum(['requests', 'tokens', 'ms']),
  client: z.number(),
  server: z.number(),
  /** What the server's buckets, or the edges of the span, leave open; hi absent: no upper bound. */
  serverInterval: z.strictObject({ lo: z.number(), hi: z.number().optional() }).optional(),
  /** client / server - 1; absent where the server says 0. */
  difference: z.number().optional(),
  explained: z.enum(differenceReasons).optional(),
  /** The two differ by more than the tolerance, and nothing known explains it. */
  flagged: z.boolean(),
});

/** Client against server over the same stretches of time, or why they could not be held together. */
export const reconcileSchema = z.union([
  z.strictObject({ absent: z.string().min(1) }),
  z.strictObject({
    rows: z.array(row),
    /**
     * Stretches from the last page before a block to the first page after it; stretches that overlap
     * are one. `ownShare`: part of our requests in them that this cell made; the rest, warm-up
     * included, is held against the same counters.
     */
    over: z.strictObject({
      stretches: z.number().int(),
      seconds: z.number(),
      requests: z.number().int(),
      ownShare: z.number(),
      /** Blocks of the cell inside the stretches, of all its blocks. */
      blocks: z.strictObject({ covered: z.number().int(), all: z.number().int() }),
      /** Restarts of the server seen; the time between the pages around one is left out. */
      restarts: z.number().int(),
    }),
    /** Under which name the page showed each quantity. */
    series: z.record(z.string(), z.string()),
  }),
]);

export type Reconcile = z.output<typeof reconcileSchema>;
export type ReconcileRow = z.output<typeof row>;
export type DifferenceReason = (typeof differenceReasons)[number];
