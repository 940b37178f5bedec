import { z } from 'zod';
import { sizingParameterSchema, warningSchema } from './sizing-parameter.ts';

const errors = z.strictObject({
  n: z.number().int(),
  /** Absolute relative error of predictions, as a share. */
  median: z.number(),
  p90: z.number(),
});

const perMetric = <T extends z.ZodType>(of: T) =>
  z.strictObject({ ttftMs: of, tpotMs: of, tokensPerS: of });

const discrepancy = z.strictObject({
  sites: z.array(z.array(z.number()).readonly()).readonly(),
  residuals: z.array(z.number()).readonly(),
  variance: z.number(),
  share: z.number(),
  reach: z.number(),
});

export const groupKeySchema = z.strictObject({
  gpu: z.string(),
  model: z.string(),
  precision: z.string(),
  framework: z.string(),
  frameworkVersion: z.string(),
});

const fittedParameter = sizingParameterSchema.extend({
  unit: z.string(),
  /** Whether the data (rather than the prior) decide it: posterior over prior standard deviation. */
  identified: z.enum(['data', 'partly', 'prior']),
  sdShare: z.number(),
  atBound: z.enum(['lower', 'upper']).optional(),
});

const group = z.strictObject({
  key: groupKeySchema,
  points: z.number().int(),
  runs: z.array(z.string()),
  parameters: z.array(fittedParameter),
  /** Ids in the order of `logMean` and `logCovariance`. */
  ids: z.array(z.string()),
  logMean: z.array(z.number()),
  logCovariance: z.array(z.array(z.number())),
  /** Logarithms of parameters the data could not touch. */
  priorLogs: z.record(z.string(), z.number()),
  modelError: perMetric(z.number()),
  /** What intervals are stretched by, so that they cover points left out. */
  intervalScale: perMetric(z.number()),
  /** log of concurrency, isl, osl, GPUs and attention copies of each point: the hull of what was measured. */
  sites: z.array(z.array(z.number())),
  discrepancy: z.strictObject({
    ttftMs: discrepancy.optional(),
    tpotMs: discrepancy.optional(),
  }),
  /** Errors on load points left out of the fit; absent below five points. */
  heldOut: z.strictObject({ ttftMs: errors.optional(), tpotMs: errors.optional() }).optional(),
  /** Pairs of parameters that the data cannot tell apart (|r| of at least 0.7). */
  correlations: z.array(z.strictObject({ a: z.string(), b: z.string(), r: z.number() })),
  /** Absent where the data alone leave a direction free. */
  conditionNumber: z.number().optional(),
  warnings: z.array(warningSchema),
});

/** calibration.json: what was learnt of each (GPU, model, precision, engine), with its provenance. */
export const calibrationSchema = z.strictObject({
  schema: z.literal('steelyard.calibration/1'),
  /** Name of the speed law the parameters belong to. */
  law: z.literal('steelyard-speed/1'),
  confidence: z.number(),
  groups: z.array(group),
  heldOut: z.strictObject({ ttftMs: errors.optional(), tpotMs: errors.optional() }).optional(),
  provenance: z.strictObject({
    runs: z.array(z.string()),
    points: z.number().int(),
    refused: z.array(
      z.strictObject({
        endpoint: z.string(),
        scenario: z.string(),
        loadPoint: z.number().int(),
        why: z.string(),
      }),
    ),
  }),
  warnings: z.array(warningSchema),
});

export type Calibration = z.output<typeof calibrationSchema>;
export type CalibrationGroup = Calibration['groups'][number];
export type HeldOutErrors = z.output<typeof errors>;
