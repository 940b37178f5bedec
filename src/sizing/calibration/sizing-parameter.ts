import { z } from 'zod';

const warningSchema = z.strictObject({
  code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** JSON form of base's Estimate. */
export const estimateSchema = z.strictObject({
  center: z.number(),
  lo: z.number().optional(),
  hi: z.number().optional(),
  confidence: z.number(),
  n: z.number(),
  method: z.string(),
  warnings: z.array(warningSchema).readonly(),
});

/** Where a figure comes from: measured in runs, assumed for a reason, or claimed by the guide. */
export const originSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('measured'), runs: z.array(z.string()).readonly() }),
  z.strictObject({ kind: z.literal('assumed'), because: z.string() }),
  z.strictObject({ kind: z.literal('guide'), claim: z.string() }),
]);

export const sizingParameterSchema = z.strictObject({
  id: z.string(),
  estimate: estimateSchema,
  origin: originSchema,
});

export type Origin = z.output<typeof originSchema>;

/** A parameter of sizing with its interval and its origin. */
export type SizingParameter = z.output<typeof sizingParameterSchema>;

export { warningSchema };
