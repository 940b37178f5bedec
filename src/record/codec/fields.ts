import { z } from 'zod';
import type { MetricSample, Ms, ToolCall } from '../../base/index.ts';
import type { Outcome } from '../outcome.ts';

/** Gives the schema of a plain number the unit of the field it checks; the data itself is checked as a number. */
const unitOf = <Q extends number>(schema: z.ZodNumber): z.ZodType<Q> =>
  schema as unknown as z.ZodType<Q>;

export const whole = z.number().int().nonnegative();
export const text = z.string();
/** Instants: finite, and never before the segment's zero by more than a clock's rounding. */
export const instant = unitOf<Ms>(z.number());
export const durationMs = z.number().nonnegative();

export const toolCall: z.ZodType<ToolCall> = z.strictObject({
  id: text,
  name: text,
  arguments: text,
});

export const metricSample: z.ZodType<MetricSample> = z.strictObject({
  name: text,
  labels: z.record(text, text),
  value: z.number(),
});

export const outcome: z.ZodType<Outcome> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('completed'), finishReason: text }),
  z.strictObject({
    kind: z.literal('failed'),
    stage: z.enum(['connect', 'headers', 'stream', 'deadline', 'protocol']),
    status: whole.exactOptional(),
    code: text,
    message: text,
  }),
  z.strictObject({ kind: z.literal('cancelled') }),
  z.strictObject({
    kind: z.literal('dropped'),
    reason: z.enum(['concurrency-cap', 'run-ended', 'endpoint-dead', 'limit']),
  }),
]);
