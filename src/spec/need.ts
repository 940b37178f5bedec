import { z } from 'zod';
import { count, positive, shareOfOne } from './primitives.ts';

export const workloads = ['structured', 'creative', 'dialogue', 'extreme-accuracy'] as const;
export const privacyLevels = ['public', 'internal', 'secret'] as const;
export const teamStrengths = ['weak', 'medium', 'strong'] as const;

const users = z.union([
  z.strictObject({
    /** Requests in flight at the busiest time. */
    concurrent: count,
    callsPerMonth: count.optional(),
  }),
  z.strictObject({ callsPerMonth: count }),
]);

/** need.yaml: what a buyer needs, the five questions of the guide and the budget. */
export const needSchema = z.strictObject({
  workload: z.enum(workloads),
  /** The longest wait that is accepted, and of what: the whole answer or its first token. */
  latency: z.strictObject({ maxS: positive, of: z.enum(['e2e', 'ttft']).default('e2e') }),
  privacy: z.enum(privacyLevels),
  /** Strength of the team that will run the boxes. */
  team: z.enum(teamStrengths),
  budgetCny: z.strictObject({
    firstYear: positive,
    /** In each year after the first; default: what the plan costs. */
    yearly: positive.optional(),
  }),
  users,
  /** Typical tokens of a request, and the longest context (prompt and answer) that must work. */
  tokens: z.strictObject({ input: count, output: count, contextMax: count }),
  accuracyMin: shareOfOne,
  /** Years over which a purchase is written off. */
  years: positive.default(3),
  /** Share of the hours of a year in which the boxes work. */
  utilisation: z.number().gt(0).max(1).default(0.4),
});

export type Need = z.output<typeof needSchema>;
export type Workload = (typeof workloads)[number];
export type PrivacyLevel = (typeof privacyLevels)[number];
export type TeamStrength = (typeof teamStrengths)[number];
