import { z } from 'zod';

const interval = z.tuple([z.number(), z.number()]);

const estimate = z.strictObject({
  value: z.number(),
  ci95: interval.optional(),
  n: z.number().int().nonnegative(),
  method: z.string(),
});

const absentOr = <T extends z.ZodType>(of: T) =>
  z.union([of, z.strictObject({ absent: z.string() })]);

/** One endpoint's line: accuracy over all its items, and its figures at the named load point. */
const row = z.strictObject({
  endpoint: z.string(),
  /** Best and worst rank that the pairwise tests leave open, 1 is best. */
  rank: interval,
  accuracy: absentOr(estimate),
  /** Figures of the highest load point, over its scenarios: percentiles of all their requests, means of rates. */
  loadPoint: z.number().int(),
  correctGoodputPerS: absentOr(z.number()),
  goodputPerS: absentOr(z.number()),
  ttftP95Ms: absentOr(estimate),
  tpotP50Ms: absentOr(estimate),
  e2eP95Ms: absentOr(estimate),
  outputTokensPerS: absentOr(z.number()),
  cnyPerCorrectTask: absentOr(z.number()),
  cnyPerMillionOutputTokens: absentOr(z.number()),
  valid: z.boolean(),
});

/** `candidate` against `baseline` on the items both were asked; delta = candidate - baseline. */
const pair = z.strictObject({
  baseline: z.string(),
  candidate: z.string(),
  items: z.number().int(),
  clusters: z.number().int(),
  bothRight: z.number(),
  lost: z.number(),
  gained: z.number(),
  bothWrong: z.number(),
  delta: estimate,
  test: z.string(),
  p: z.number(),
  /** Holm-adjusted over all pairs of this ranking. */
  pAdjusted: z.number(),
  alpha: z.number(),
  verdict: z.enum(['better', 'worse', 'equivalent', 'undecided']),
  /** Items that would settle an undecided pair if the seen difference were the true one. */
  needItems: z.number().int().optional(),
  warnings: z.array(z.string()),
});

export const bakeoffSchema = z.strictObject({
  schema: z.literal('steelyard.bakeoff/1'),
  runId: z.string(),
  planHash: z.string(),
  /** Best first; endpoints that the tests cannot separate share ranks. */
  ranking: z.array(row),
  pairs: z.array(pair),
  margin: z.number(),
  /** Cells that are not valid and were not compared, with their verdict. */
  notCompared: z.array(
    z.strictObject({
      endpoint: z.string(),
      scenario: z.string(),
      loadPoint: z.number().int(),
      verdict: z.string(),
    }),
  ),
});

export type Bakeoff = z.output<typeof bakeoffSchema>;
export type BakeoffRow = z.output<typeof row>;
export type BakeoffPair = z.output<typeof pair>;
