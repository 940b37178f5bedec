import { z } from 'zod';
import { count, positive, shareOfOne, whole } from './primitives.ts';

/**
 * When a fault strikes: a share of requests (`rate`), a stretch of time (`atS`, `forS`), single
 * requests by their ordinal on the box from 1 on (`onRequest`), or requests whose prompt contains a
 * text. What is given must all hold; nothing given strikes every request.
 */
const when = {
  rate: shareOfOne.optional(),
  atS: z.number().nonnegative().optional(),
  forS: positive.optional(),
  onRequest: z.union([count.transform((n) => [n]), z.array(count).min(1)]).optional(),
  contains: z.string().min(1).optional(),
};

const fault = <K extends string, S extends z.core.$ZodLooseShape>(kind: K, shape: S) =>
  z.strictObject({ kind: z.literal(kind), ...when, ...shape });

/** How many tokens have left before the fault strikes within a stream. */
const afterTokens = whole.default(3);

/** A planted fault of a mock box. */
export const mockFaultSchema = z.discriminatedUnion('kind', [
  fault('status-429', { retryAfterS: positive.default(1) }),
  fault('status-500', {}),
  fault('status-503', {}),
  fault('proxy-html', {
    status: z.union([z.literal(200), z.literal(502), z.literal(504)]).default(502),
  }),
  /** The port itself is closed for the time given: new connections are refused. */
  fault('refuse-connect', {}),
  fault('reset-before-headers', {}),
  fault('reset-mid-stream', { afterTokens }),
  /** FIN without finish chunk, usage or [DONE]. */
  fault('end-early', { afterTokens }),
  /** An error event of the dialect inside the stream. */
  fault('error-event', { afterTokens }),
  fault('stall', { afterTokens, forMs: positive.default(10_000) }),
  fault('slow-headers', { byMs: positive.default(2_000) }),
  /** Bytes leave one by one. */
  fault('drip', { everyMs: positive.default(5) }),
  fault('malformed-json', { afterTokens }),
  /** An event that never ends: `data:` and then bytes without a line end, until the client gives up. */
  fault('endless-event', { afterTokens }),
  /** Every write is cut inside a multi-byte character where there is one. */
  fault('split-utf8', {}),
  fault('wrong-content-type', { contentType: z.string().min(1).default('text/plain') }),
  fault('gzip', {}),
  /** `date` headers and `created` are off by this much. */
  fault('clock-skew', { byS: z.number().default(3) }),
  fault('metrics-missing', {}),
  /** Counters start again from nought at `atS`. */
  fault('metrics-restart', {}),
  fault('dead', {}),
]);

export type MockFault = z.output<typeof mockFaultSchema>;
export type MockFaultKind = MockFault['kind'];
