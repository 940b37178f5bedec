import { z } from 'zod';

const interval = z.tuple([z.number(), z.number()]);
const missing = z.strictObject({ absent: z.string().min(1) });
const verdict = z.enum(['better', 'worse', 'equivalent', 'non-inferior', 'undecided']);

/** A difference of shares, candidate - baseline, over the same items. */
const pairedShare = z.strictObject({
  items: z.number().int(),
  clusters: z.number().int(),
  /** Most task runs behind an item's score on a side. */
  runsPerItem: z.number().int(),
  baseline: z.number(),
  candidate: z.number(),
  /** Item scores: parts of items where several task runs are averaged. */
  bothRight: z.number(),
  lost: z.number(),
  gained: z.number(),
  bothWrong: z.number(),
  delta: z.strictObject({ value: z.number(), ci95: interval.optional(), method: z.string() }),
  test: z.enum(['mcnemar-mid-p', 'sign-flip']),
  p: z.number(),
  warnings: z.array(z.string()),
});

const accuracy = pairedShare.extend({
  alpha: z.number(),
  verdict,
  /** The claim "not worse by the margin", by one-sided 95% limits. */
  nonInferiority: z.strictObject({
    margin: z.number(),
    holds: z.boolean(),
    p: z.number(),
    lowerLimit: z.number(),
    upperLimit: z.number(),
    method: z.string(),
  }),
  /** Share of items on which two single answers, one of each side, differ in being right. */
  flipRate: z.number(),
  /** The same of the baseline against itself: the floor under every flip. */
  noise: z.union([
    z.strictObject({ flipRate: z.number(), items: z.number().int(), excess: z.number() }),
    missing,
  ]),
  /** Smallest true drop that a sample like this finds with 90% power. */
  resolvableDrop: z.union([z.number(), missing]),
  /** Items in all that would show the difference seen, or the loss below the margin. */
  itemsForDifference: z.union([z.number().int(), missing]),
  itemsForMargin: z.union([z.number().int(), missing]),
});

/** Of fewer is better: unreadable, truncated and failed task runs. */
const shareDifference = pairedShare.extend({ pAdjusted: z.number(), verdict });

const tokenRatio = z.strictObject({
  items: z.number().int(),
  clusters: z.number().int(),
  baseline: z.number(),
  candidate: z.number(),
  ratio: z.number(),
  ci95: interval.optional(),
  p: z.number().optional(),
});

const slice = z.strictObject({
  by: z.enum(['scenario', 'category', 'language', 'answer-kind', 'prompt-tokens']),
  value: z.string(),
  items: z.number().int(),
  clusters: z.number().int(),
  lost: z.number(),
  gained: z.number(),
  delta: z.strictObject({ value: z.number(), ci95: interval.optional() }),
  p: z.number(),
  pAdjusted: z.number(),
  verdict: z.enum(['better', 'worse', 'undecided']),
});

const flip = z.strictObject({
  item: z.string(),
  category: z.string().optional(),
  question: z.string().optional(),
  expected: z.string(),
  baseline: z.strictObject({
    score: z.number(),
    answer: z.string().optional(),
    why: z.string(),
    /** Line of records.jsonl, by the record's index. */
    record: z.number().int(),
  }),
  candidate: z.strictObject({
    score: z.number(),
    answer: z.string().optional(),
    why: z.string(),
    record: z.number().int(),
  }),
});

const performance = z.strictObject({
  scenario: z.string(),
  strategy: z.string(),
  serialisation: z.string().optional(),
  load: z.string(),
  metric: z.string(),
  statistic: z.string().optional(),
  better: z.enum(['lower', 'higher']),
  result: z.union([
    missing,
    z.strictObject({
      repeats: z.number().int(),
      baseline: z.number(),
      candidate: z.number(),
      ratio: z.number(),
      /** Absent with one repeat, as p is. */
      ci95: interval.optional(),
      /** Shift candidate - baseline in the metric's unit; interval absent below what ranks allow. */
      hodgesLehmann: z.strictObject({ value: z.number(), ci95: interval.optional() }),
      p: z.number().optional(),
      pAdjusted: z.number().optional(),
      margin: z.number(),
      /** `descriptive`: fewer than five repeats; the figures describe this run and decide nothing. */
      basis: z.enum(['repeats', 'descriptive']),
      verdict: verdict.optional(),
      needRepeats: z.number().int().optional(),
      method: z.string(),
    }),
  ]),
});

export const abSchema = z.strictObject({
  schema: z.literal('steelyard.ab/1'),
  runId: z.string(),
  planHash: z.string(),
  baseline: z.string(),
  candidate: z.string(),
  margin: z.number(),
  /** The one verdict of the comparison is accuracy's: declared before, whatever else was looked at. */
  primary: z.literal('accuracy'),
  /** What else differs between the two boxes: each may be the cause of a difference. */
  keys: z.array(z.strictObject({ key: z.string(), baseline: z.string(), candidate: z.string() })),
  places: z.array(z.string()),
  notCompared: z.array(
    z.strictObject({
      endpoint: z.string(),
      scenario: z.string(),
      load: z.string(),
      verdict: z.string(),
    }),
  ),
  accuracy: z.union([accuracy, missing]),
  shares: z.strictObject({
    unreadableShare: z.union([shareDifference, missing]),
    truncatedShare: z.union([shareDifference, missing]),
    errorShare: z.union([shareDifference, missing]),
  }),
  outputTokens: z.union([tokenRatio, missing]),
  slices: z.array(slice),
  flips: z.strictObject({ lost: z.array(flip), gained: z.array(flip) }),
  performance: z.array(performance),
  sequential: z
    .strictObject({
      /** Anytime-valid evidence against "no difference": reject from 1 / alpha on. */
      difference: z.union([z.strictObject({ e: z.number(), rejects: z.boolean() }), missing]),
      /** Against "the candidate loses at least the margin", by betting on clusters in order. */
      nonInferiority: z.strictObject({
        e: z.number(),
        p: z.number(),
        rejectedAt: z.number().int().optional(),
        clusters: z.number().int(),
      }),
      verdict,
    })
    .optional(),
  multiplicity: z.strictObject({
    accuracy: z.string(),
    slices: z.string(),
    shares: z.string(),
    performance: z.string(),
  }),
});

export type AbResult = z.output<typeof abSchema>;
export type AbAccuracy = z.output<typeof accuracy>;
export type AbShare = z.output<typeof shareDifference>;
export type AbSlice = z.output<typeof slice>;
export type AbFlip = z.output<typeof flip>;
export type AbPerformance = z.output<typeof performance>;
