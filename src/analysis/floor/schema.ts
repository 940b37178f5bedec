import { z } from 'zod';

const reason = z.string().min(1);
const interval = z.tuple([z.number(), z.number()]);

/**
 * A sample in ms: its extremes, p50 and p99 with order-statistic intervals at 95%. What the sample is
 * too small for is missing, and `absent` says why under its name.
 */
const figure = z.union([
  z.strictObject({
    n: z.number().int().positive(),
    min: z.number(),
    p50: z.number().optional(),
    p99: z.number().optional(),
    max: z.number(),
    ci95: z.strictObject({ p50: interval.optional(), p99: interval.optional() }),
    absent: z.record(z.string(), reason),
  }),
  z.strictObject({ absent: reason }),
]);

const phase = z.strictObject({
  /** Streams at a time, and events per second of each. */
  streams: z.number().int().positive(),
  ratePerS: z.number().positive(),
  /** Length of the measured part. */
  seconds: z.number().positive(),
  requests: z.strictObject({
    measured: z.number().int().nonnegative(),
    failed: z.number().int().nonnegative(),
  }),
  /** Token-bearing events a second that came while the load was steady; the plan is streams x rate. */
  eventsPerS: z.union([z.number(), z.strictObject({ absent: reason })]),
  /** Share of the time in which the event loop worked. */
  loopUtilisation: z.number(),
  /** First token - sent, from a source that answers at once: no server can look faster. */
  ttftMs: figure,
  /** Gap between messages as seen less gap as sent, without sign. */
  gapErrorMs: figure,
  /** Arrival as stamped - instant of sending: how late an event is seen. Absent without a common clock. */
  stampErrorMs: figure,
  /** Sent - due. */
  sendLagMs: figure,
});

/** floor.json: what the instrument can see at best on this machine, measured against another process. */
export const floorSchema = z.strictObject({
  schema: z.literal('steelyard.floor/1'),
  measuredAt: z.string(),
  versions: z.strictObject({ steelyard: z.string(), node: z.string() }),
  transport: z.enum(['undici', 'raw']),
  host: z.strictObject({
    platform: z.string(),
    cpus: z.number().int(),
    cpuModel: z.string().optional(),
    memoryBytes: z.number(),
    /** Processes that wanted a CPU over the last minute before the measurement; absent where the system does not say. */
    load: z.number().optional(),
  }),
  /** Whether instants of the two processes can be compared. */
  clock: z.strictObject({ common: z.boolean(), why: reason }),
  idle: phase,
  loaded: phase,
  warnings: z.array(
    z.strictObject({
      code: z.string(),
      values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    }),
  ),
});

export type Floor = z.output<typeof floorSchema>;
export type FloorPhase = z.output<typeof phase>;
export type FloorFigure = z.output<typeof figure>;
