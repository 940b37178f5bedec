import { describe, expect, it } from 'vitest';
import type { Estimate } from '../../../src/base/index.ts';
import {
  diffRecommendations,
  type LocalPlan,
  type Recommendation,
  recommend,
  recommendationDiffSchema,
  recommendationSchema,
} from '../../../src/sizing/index.ts';
import { needSchema } from '../../../src/spec/index.ts';

const need = (change: object = {}) =>
  needSchema.parse({
    workload: 'structured',
    latency: { maxS: 20 },
    privacy: 'internal',
    team: 'medium',
    budgetCny: { firstYear: 3_500_000 },
    users: { concurrent: 20 },
    tokens: { input: 3000, output: 300, contextMax: 16_384 },
    accuracyMin: 0.9,
    ...change,
  });
const locals = (r: Recommendation): LocalPlan[] =>
  r.plans.flatMap((plan) => (plan.kind === 'local' ? [plan] : []));
const accuracy = (center: number, lo: number, hi: number): Estimate => ({
  center,
  lo,
  hi,
  confidence: 0.95,
  n: 400,
  method: 'wilson',
  warnings: [],
});

describe('recommend', () => {
  const result = recommend(need());

  it('is a JSON value that its schema accepts', () => {
    expect(recommendationSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  });

  it('ranks only plans that fail no requirement, each figure with an interval and an origin', () => {
    expect(locals(result).length).toBeGreaterThan(0);
    for (const plan of locals(result)) {
      expect(plan.requirements.filter((r) => r.met === 'no')).toEqual([]);
      expect(plan.maxContext).toBeGreaterThanOrEqual(16_384);
      for (const figure of [plan.ttftMs, plan.tpotMs, plan.e2eMs, plan.tokensPerS]) {
        expect(figure.estimate.lo).toBeLessThan(figure.estimate.center);
        expect(figure.estimate.hi).toBeGreaterThan(figure.estimate.center);
        expect(figure.origin.kind).toBe('assumed');
      }
    }
  });

  it('starts with the size that the guide advises for the task while nothing is measured', () => {
    expect(locals(result)[0]?.modelClass).toBe('70b');
  });

  it.each(['internal', 'secret'] as const)('never sends %s data to the cloud', (privacy) => {
    const r = recommend(need({ privacy, budgetCny: { firstYear: 300_000, yearly: 200_000 } }));
    expect(r.plans.every((plan) => plan.kind === 'local')).toBe(true);
  });

  it('offers the cloud for public data, first where the guide asks for it', () => {
    expect(recommend(need({ privacy: 'public' })).plans[0]?.kind).toBe('cloud');
  });

  it('overrules by physics: 16-bit 671B stands in no plan on 8 x H20', () => {
    const r = recommend(need({ workload: 'extreme-accuracy', privacy: 'secret' }));
    expect(
      [...locals(r), ...r.rejected].filter(
        (p) => p.model === 'deepseek-v3' && p.precision === 'bf16' && p.gpusPerReplica <= 8,
      ),
    ).toEqual([]);
    const departure = r.departures.find((d) => d.rule === 'tier-above-3m');
    expect(departure?.because).toBe('physics');
    expect(departure?.claims).toContain('G-239');
  });

  it('drops a model whose measured accuracy is below the need, and keeps the price of it out of the way', () => {
    const measured = {
      accuracy: [
        {
          model: 'gpt-oss-120b',
          precision: 'mxfp4',
          estimate: accuracy(0.7, 0.65, 0.75),
          runs: ['r1'],
        },
        {
          model: 'qwen3-32b',
          precision: 'fp8',
          estimate: accuracy(0.97, 0.95, 0.985),
          runs: ['r1'],
        },
      ],
    };
    const after = recommend(need(), measured);
    expect(locals(after).some((p) => p.model === 'gpt-oss-120b')).toBe(false);
    // Proven by measurement goes before advised by the guide.
    expect(locals(after)[0]?.model).toBe('qwen3-32b');
    const diff = diffRecommendations(result, after);
    expect(recommendationDiffSchema.parse(JSON.parse(JSON.stringify(diff)))).toEqual(diff);
    expect(diff.changed).toBe(true);
    expect(diff.firstAfter).toBe(after.plans[0]?.id);
  });

  it('says that nothing changed when nothing did', () => {
    const diff = diffRecommendations(result, recommend(need()));
    expect(diff.changed).toBe(false);
    expect(diff.plans).toEqual([]);
  });

  it('asks for more replicas when more users come', () => {
    const most = (concurrent: number): number =>
      Math.min(
        ...locals(recommend(need({ users: { concurrent }, budgetCny: { firstYear: 50_000_000 } })))
          .filter((p) => p.model === 'llama-3.1-70b')
          .map((p) => p.replicas * p.gpusPerReplica),
        1000,
      );
    expect(most(100)).toBeGreaterThanOrEqual(most(5));
  });
});
