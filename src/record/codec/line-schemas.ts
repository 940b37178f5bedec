import { z } from 'zod';
import type { PromptRecord } from '../prompt-record.ts';
import type { SegmentEvent } from '../segment.ts';
import type { TelemetrySample } from '../telemetry-sample.ts';
import type { VerdictRecord } from '../verdict.ts';
import { durationMs, instant, metricSample, text, toolCall, whole } from './fields.ts';

export const promptRecordSchema: z.ZodType<PromptRecord> = z.strictObject({
  promptHash: text.min(1),
  messages: z
    .array(
      z.strictObject({
        role: z.enum(['system', 'user', 'assistant', 'tool']),
        content: text,
        toolCallId: text.exactOptional(),
        toolCalls: z.array(toolCall).exactOptional(),
      }),
    )
    .exactOptional(),
});

export const verdictRecordSchema: z.ZodType<VerdictRecord> = z.strictObject({
  taskRun: text.min(1),
  index: whole,
  task: text.min(1),
  kind: z.enum(['correct', 'incorrect', 'ungraded', 'excluded']),
  extracted: text.exactOptional(),
  expected: text,
  why: text,
  rule: text,
  score: z.number().min(0).max(1),
  repairs: z.array(text).exactOptional(),
});

const inSegment = { segment: whole, atMs: instant };

export const segmentEventSchema: z.ZodType<SegmentEvent> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['start', 'resume']), segment: whole, wallMs: z.number() }),
  z.strictObject({
    kind: z.literal('end'),
    ...inSegment,
    reason: z.enum(['done', 'interrupted', 'limit', 'aborted', 'no-endpoint']),
  }),
  z.strictObject({
    kind: z.enum(['endpoint-died', 'endpoint-returned']),
    ...inSegment,
    endpoint: text,
    why: text,
  }),
  z.strictObject({ kind: z.literal('clock-step'), ...inSegment, byMs: z.number() }),
  z.strictObject({
    kind: z.literal('search-step'),
    ...inSegment,
    endpoint: text,
    loadPoint: whole,
    met: z.boolean(),
  }),
]);

const source = z.enum(['engine', 'gpu', 'host']);

export const telemetrySampleSchema: z.ZodType<TelemetrySample> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('client'),
    ...inSegment,
    worker: whole,
    loopUtilisation: z.number().min(0).max(1),
    gcMs: durationMs,
    gcMaxMs: durationMs,
    cpuS: durationMs,
    rssBytes: whole,
    inFlight: whole,
    hostLoad: z.number().nonnegative().exactOptional(),
    hostStealShare: z.number().min(0).max(1).exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('page'),
    ...inSegment,
    endpoint: text,
    source,
    tookMs: durationMs.exactOptional(),
    wrongLines: whole.exactOptional(),
    samples: z.array(metricSample),
  }),
  z.strictObject({
    kind: z.literal('unreadable'),
    ...inSegment,
    endpoint: text,
    source,
    why: text,
  }),
]);
