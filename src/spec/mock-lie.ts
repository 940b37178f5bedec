import { z } from 'zod';
import { precisionSchema } from './fleet.ts';
import { count, positive, shareOfOne, whole } from './primitives.ts';

const factor = z.number().positive();

/** A planted lie of a mock box: the fifteen tricks of a vendor, each with the knobs that set its size. */
export const mockLieSchema = z.discriminatedUnion('kind', [
  /** M1: a prefix cache that is said to be off; `ignoreSalt` finds known blocks at any position. */
  z.strictObject({
    kind: z.literal('prefix-cache-replay'),
    ignoreSalt: z.boolean().default(true),
    hideCounters: z.boolean().default(true),
  }),
  /** M2: at temperature 0 a prompt seen before is answered from a store; `looseDigits` ignores numbers. */
  z.strictObject({
    kind: z.literal('response-cache'),
    latencyMs: positive.default(5),
    looseDigits: z.boolean().default(false),
  }),
  /** M3: weights are narrower than declared: faster, and some items are lost. */
  z.strictObject({
    kind: z.literal('silent-quantisation'),
    to: precisionSchema.default('int4'),
    accuracyLoss: shareOfOne.default(0.05),
  }),
  /** M4: another model under the sold name. */
  z.strictObject({
    kind: z.literal('model-substitution'),
    model: z.string().min(1),
    accuracyLoss: shareOfOne.default(0.1),
  }),
  /** M5: above so many running requests a smaller model answers. */
  z.strictObject({
    kind: z.literal('load-downgrade'),
    aboveRunning: whole.default(8),
    accuracyLoss: shareOfOne.default(0.15),
    speedUp: factor.default(2),
  }),
  /** M6: answers end early, with `stop`. */
  z.strictObject({ kind: z.literal('shortened-output'), keep: shareOfOne.default(0.6) }),
  /** M7: games with tokens. Each part is on where it is given. */
  z.strictObject({
    kind: z.literal('token-games'),
    usageFactor: factor.optional(),
    dummyFirstToken: z.string().optional(),
    bunch: count.optional(),
    duplicateEos: z.boolean().optional(),
  }),
  /** M8: drafts are accepted far more often on easy or synthetic prompts than on real tasks. */
  z.strictObject({
    kind: z.literal('flattered-speculation'),
    tokens: count.default(4),
    easy: shareOfOne.default(0.9),
    real: shareOfOne.default(0.2),
  }),
  /** M9: known benchmark traffic gets another treatment than ordinary users. */
  z.strictObject({
    kind: z.literal('benchmark-detection'),
    by: z.enum(['user-agent', 'known-question']).default('known-question'),
    userAgent: z.string().min(1).default('steelyard'),
    /** Suites that were memorised; absent: all that the keys know. */
    suites: z.array(z.string().min(1)).min(1).optional(),
    accuracyGain: shareOfOne.default(0.1),
    speedUp: factor.default(1),
  }),
  /** M10: the advertised context is not the usable one; beyond it the head of the prompt is dropped. */
  z.strictObject({
    kind: z.literal('context-lie'),
    advertised: count,
    usable: count,
    silent: z.boolean().default(true),
  }),
  /** M11: the work is done elsewhere: a network floor, and GPUs that stay idle. */
  z.strictObject({ kind: z.literal('hidden-proxy'), floorMs: positive.default(60) }),
  /** M12: failures are hidden: requests above a queue length get an empty 200, or wait for a silent retry. */
  z.strictObject({
    kind: z.literal('hidden-failures'),
    rate: shareOfOne.default(0.05),
    as: z.enum(['empty', 'silent-retry', 'reject']).default('empty'),
    aboveWaiting: whole.default(0),
  }),
  /** M13: an engine that is not the one that is shipped: layers are skipped, hard items are lost. */
  z.strictObject({
    kind: z.literal('patched-engine'),
    reportedVersion: z.string().min(1).optional(),
    skipLayers: shareOfOne.default(0.1),
    accuracyLoss: shareOfOne.default(0.04),
  }),
  /** M14: show-room conditions: fast for so long, then throttled. */
  z.strictObject({
    kind: z.literal('show-room'),
    forS: positive.default(1200),
    slowDown: factor.default(1.3),
  }),
  /** M15: a hidden system prompt, and a second generation that picks the better answer. */
  z.strictObject({
    kind: z.literal('hidden-layer'),
    promptTokens: whole.default(6000),
    attempts: count.default(1),
    accuracyGain: shareOfOne.default(0),
  }),
]);

export type MockLie = z.output<typeof mockLieSchema>;
export type MockLieKind = MockLie['kind'];
