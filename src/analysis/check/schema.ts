import { z } from 'zod';

const interval = z.tuple([z.number(), z.number()]);

export const gateResults = ['PASS', 'FAIL', 'NOT PROVEN'] as const;
export type GateResult = (typeof gateResults)[number];

/** Why a term came out as it did: a stable code, and the values that its sentence needs. */
const reason = z.strictObject({
  code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

const rule = z.discriminatedUnion('kind', [
  /** "Not worse than the baseline by this much", with 95% confidence: a share of 1 for shares, of the baseline else. */
  z.strictObject({ kind: z.literal('margin'), value: z.number() }),
  /** The figures themselves against the baseline's, without proof. */
  z.strictObject({ kind: z.literal('relative'), value: z.number() }),
  z.strictObject({ kind: z.literal('at-most'), value: z.number() }),
  z.strictObject({ kind: z.literal('at-least'), value: z.number() }),
  z.strictObject({ kind: z.literal('attest'), value: z.string() }),
]);

const term = z.strictObject({
  id: z.string(),
  /** `scored` terms are shown and do not decide. */
  kind: z.enum(['pass', 'scored']),
  metric: z.string(),
  statistic: z.string().optional(),
  endpoint: z.string().optional(),
  scenario: z.string().optional(),
  load: z.string().optional(),
  rule: rule.optional(),
  result: z.enum(gateResults),
  reason,
  /** Candidate's figure, or what was observed of a claimed identity. */
  value: z.union([z.number(), z.string()]).optional(),
  baseline: z.number().optional(),
  /** One-sided limits each, at `confidence`: the unfavourable one decides PASS, the favourable one FAIL. */
  limits: interval.optional(),
  /** What `limits` bound. */
  of: z.enum(['difference', 'ratio', 'value']).optional(),
  confidence: z.number().optional(),
  /** The word of the comparison table, where there is a baseline. */
  word: z.enum(['better', 'worse', 'equivalent', 'non-inferior', 'undecided']).optional(),
  /** Of "worse than the rule allows". */
  p: z.number().optional(),
  pAdjusted: z.number().optional(),
  n: z.number().int().optional(),
  unit: z.enum(['items', 'repeats', 'requests', 'gaps']).optional(),
  /** Samples in all that would decide it, and how many of them are still to be measured. */
  need: z
    .strictObject({
      total: z.number().int(),
      still: z.number().int(),
      unit: z.enum(['items', 'repeats', 'requests', 'gaps']),
    })
    .optional(),
  method: z.string().optional(),
  warnings: z.array(z.string()),
});

const keyDifference = z.strictObject({
  key: z.string(),
  baseline: z.string(),
  candidate: z.string(),
});

export const checkSchema = z.strictObject({
  schema: z.literal('steelyard.check/1'),
  kind: z.enum(['baseline', 'contract']),
  runId: z.string(),
  /** Run id of the baseline, or the contract's name. */
  against: z.string(),
  /** Content hash of the contract's text. */
  contractHash: z.string().optional(),
  result: z.enum(gateResults),
  /** Why nothing was compared at all; empty where something was. */
  refused: z.array(reason),
  terms: z.array(term),
  keys: z.array(keyDifference),
  notCompared: z.array(
    z.strictObject({
      side: z.enum(['baseline', 'candidate']),
      endpoint: z.string(),
      scenario: z.string(),
      load: z.string(),
      verdict: z.string(),
    }),
  ),
  /** Cells of one side without a partner on the other. */
  unmatched: z.array(
    z.strictObject({
      side: z.enum(['baseline', 'candidate']),
      endpoint: z.string(),
      place: z.string(),
    }),
  ),
  multiplicity: z.string(),
});

export type Check = z.output<typeof checkSchema>;
export type CheckTerm = z.output<typeof term>;
export type CheckRule = z.output<typeof rule>;
export type CheckReason = z.output<typeof reason>;

/** FAIL before NOT PROVEN before PASS, over the terms that decide; a check of nothing has failed. */
export function overallResult(terms: readonly Pick<CheckTerm, 'kind' | 'result'>[]): GateResult {
  const deciding = terms.filter((t) => t.kind === 'pass');
  if (terms.length === 0 || deciding.some((t) => t.result === 'FAIL')) return 'FAIL';
  return deciding.some((t) => t.result === 'NOT PROVEN') ? 'NOT PROVEN' : 'PASS';
}
