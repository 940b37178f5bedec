import { z } from 'zod';
import {
  type LocalPlan,
  type RankedPlan,
  type Recommendation,
  recommendationSchema,
} from './recommendation.ts';

const figureChange = z.strictObject({
  metric: z.enum(['ttftMs', 'tpotMs', 'e2eMs', 'tokensPerS', 'accuracy', 'replicas']),
  before: z.number(),
  after: z.number(),
  originBefore: z.string(),
  originAfter: z.string(),
});

const planChange = z.strictObject({
  plan: z.string(),
  /** 1-based; absent where the plan is not recommended. */
  rankBefore: z.number().int().optional(),
  rankAfter: z.number().int().optional(),
  figures: z.array(figureChange),
});

/** What a calibration changed in a recommendation, and by which figures. */
export const recommendationDiffSchema = z.strictObject({
  schema: z.literal('steelyard.sizing-diff/1'),
  firstBefore: z.string().optional(),
  firstAfter: z.string().optional(),
  changed: z.boolean(),
  plans: z.array(planChange),
  departuresAdded: recommendationSchema.shape.departures,
});

export type RecommendationDiff = z.output<typeof recommendationDiffSchema>;

const METRICS = ['ttftMs', 'tpotMs', 'e2eMs', 'tokensPerS'] as const;

/** Compares two recommendations for one need; plans are matched by id, rejected ones included. */
export function diffRecommendations(
  before: Recommendation,
  after: Recommendation,
): RecommendationDiff {
  const ids = [...new Set([...after.plans, ...before.plans].map((p) => p.id))];
  const plans = ids.map((id) => {
    const rankBefore = before.plans.findIndex((p) => p.id === id);
    const rankAfter = after.plans.findIndex((p) => p.id === id);
    return {
      plan: id,
      ...(rankBefore < 0 ? {} : { rankBefore: rankBefore + 1 }),
      ...(rankAfter < 0 ? {} : { rankAfter: rankAfter + 1 }),
      figures: figureChanges(find(before, id), find(after, id)),
    };
  });
  const [firstBefore, firstAfter] = [before.plans[0]?.id, after.plans[0]?.id];
  return {
    schema: 'steelyard.sizing-diff/1',
    ...(firstBefore === undefined ? {} : { firstBefore }),
    ...(firstAfter === undefined ? {} : { firstAfter }),
    changed: firstBefore !== firstAfter,
    plans: plans.filter((p) => p.rankBefore !== p.rankAfter || p.figures.length > 0),
    departuresAdded: after.departures.filter(
      (d) => !before.departures.some((b) => b.rule === d.rule && b.because === d.because),
    ),
  };
}

const find = (r: Recommendation, id: string): RankedPlan | undefined =>
  r.plans.find((p) => p.id === id) ?? r.rejected.find((p) => p.id === id);

function figureChanges(
  before: RankedPlan | undefined,
  after: RankedPlan | undefined,
): z.output<typeof figureChange>[] {
  if (before?.kind !== 'local' || after?.kind !== 'local') return [];
  const changes = METRICS.map((metric) => ({
    metric,
    before: before[metric].estimate.center,
    after: after[metric].estimate.center,
    originBefore: before[metric].origin.kind,
    originAfter: after[metric].origin.kind,
  }));
  return [
    ...changes.filter(
      // Below 1% a figure has not changed for a buyer, unless it is now measured.
      (c) => Math.abs(c.after / c.before - 1) > 0.01 || c.originBefore !== c.originAfter,
    ),
    ...accuracyChange(before, after),
    ...(before.replicas === after.replicas
      ? []
      : [
          {
            metric: 'replicas' as const,
            before: before.replicas,
            after: after.replicas,
            originBefore: before.e2eMs.origin.kind,
            originAfter: after.e2eMs.origin.kind,
          },
        ]),
  ];
}

function accuracyChange(before: LocalPlan, after: LocalPlan): z.output<typeof figureChange>[] {
  if (before.accuracy === undefined || after.accuracy === undefined) return [];
  if (before.accuracy.origin.kind === after.accuracy.origin.kind) return [];
  return [
    {
      metric: 'accuracy',
      before: before.accuracy.estimate.center,
      after: after.accuracy.estimate.center,
      originBefore: before.accuracy.origin.kind,
      originAfter: after.accuracy.origin.kind,
    },
  ];
}
