import { z } from 'zod';
import { claimKinds, testabilities } from './claim.ts';
import { contradictionTypes, severities } from './contradiction.ts';

const bilingual = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });

export const claimStates = [
  'supported',
  'refuted',
  'conflicting',
  'outdated',
  'policy',
  'untested',
] as const;
export type ClaimState = (typeof claimStates)[number];

const evidence = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('arithmetic'), text: bilingual }),
  z.strictObject({
    kind: z.literal('published'),
    text: bilingual,
    source: z.string(),
    date: z.string().optional(),
  }),
  z.strictObject({
    kind: z.literal('run'),
    text: bilingual,
    runs: z.array(z.string()),
    n: z.number().int(),
  }),
  z.strictObject({ kind: z.literal('claim'), claim: z.string() }),
]);

const toSettle = z.strictObject({
  text: bilingual,
  scenario: z.string().optional(),
  metric: z.string().optional(),
  items: z.number().int().positive().optional(),
  telemetry: z.array(z.string()).optional(),
});

const stated = z.union([
  z.number(),
  z.tuple([z.number(), z.number()]),
  z.strictObject({ atLeast: z.number() }),
  z.strictObject({ atMost: z.number() }),
]);

const claim = z.strictObject({
  id: z.string(),
  section: z.string(),
  kind: z.enum(claimKinds),
  testability: z.enum(testabilities),
  statement: bilingual,
  /** What the guide states, by name with unit; empty where it names no figure. */
  values: z.record(z.string(), stated),
  state: z.enum(claimStates),
  reason: bilingual,
  evidence: z.array(evidence),
  /** Present where the claim is conflicting, outdated or untested. */
  toSettle: toSettle.optional(),
});

const contradiction = z.strictObject({
  id: z.string(),
  type: z.enum(contradictionTypes),
  severity: z.enum(severities),
  title: bilingual,
  claims: z.array(z.string()),
  sides: z.array(z.array(z.string())),
  state: z.enum(['resolved', 'stands', 'both-refuted']),
  reason: bilingual,
});

const changed = z.strictObject({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  why: bilingual,
  runs: z.array(z.string()),
});

/** guide.json: every claim and contradiction of the inventory, in its order, and what runs changed. */
export const guideSchema = z.strictObject({
  schema: z.literal('steelyard.guide/1'),
  counts: z.record(z.enum(claimStates), z.number().int()),
  claims: z.array(claim),
  contradictions: z.array(contradiction),
  changed: z.array(changed),
});

export type Guide = z.output<typeof guideSchema>;
export type GuideClaim = Guide['claims'][number];
export type GuideContradiction = Guide['contradictions'][number];
