import { describe, expect, it } from 'vitest';
import { type PlanSizeQuestion, planSize, planSizeSchema } from '../../../src/analysis/index.ts';
import { mcnemarPower } from '../../../src/stats/index.ts';

const sized = (question: PlanSizeQuestion) => {
  const plan = planSize(question);
  if (plan.kind === 'absent') throw new Error(plan.why);
  return plan.value;
};

describe('the size of a comparison', () => {
  it('reaches the power it was planned for, and one item less may not', () => {
    const { items } = sized({ aim: 'drop', size: 0.02, flipRate: 0.05 });
    const power = mcnemarPower({ drop: 0.02, flipRate: 0.05 }, 0.05);
    expect(power(items)).toBeGreaterThanOrEqual(0.9);
    // The normal approximation of the sample-size table says 1,310 for this drop and flip rate.
    expect(Math.abs(items / 1310 - 1)).toBeLessThan(0.05);
  });

  it('plans a margin by exact Tango power: 1,131 items for 2 points at 5% flips', () => {
    // The normal approximation gives 1,071 and falls short; exact power needs about 1,131.
    const { items, method } = sized({ aim: 'margin', size: 0.02, flipRate: 0.05 });
    expect(items).toBeGreaterThan(1071);
    expect(Math.abs(items - 1131)).toBeLessThan(15);
    expect(method).toBe('exact-tango-power');
  });

  it('multiplies items by what clusters cost, and runs by epochs', () => {
    const alone = sized({ aim: 'drop', size: 0.05, flipRate: 0.1 });
    const shared = sized({ aim: 'drop', size: 0.05, flipRate: 0.1, clusters: 200, icc: 0.2 });
    expect(shared.items).toBeGreaterThan(alone.items);
    // n = n0 (1 + (n / C - 1) icc) must hold for the answer, up to rounding up.
    const { items, independentItems: n0 } = shared;
    expect(items).toBeCloseTo(n0 * (1 + (items / 200 - 1) * 0.2), -1);
    const thrice = sized({
      aim: 'drop',
      size: 0.05,
      flipRate: 0.1,
      epochs: 3,
      noiseFlipRate: 0.06,
    });
    // Noise is 60% of the flips; three epochs leave a third of it: 1 - 0.6 (1 - 1/3) = 0.6.
    expect(thrice.epochFactor).toBeCloseTo(0.6, 12);
    expect(thrice.runsPerEndpoint).toBe(3 * thrice.items);
    expect(thrice.runs).toBe(6 * thrice.items);
  });

  it('says what smaller budgets can find, and nothing where they find nothing', () => {
    const { resolvable } = sized({ aim: 'drop', size: 0.02, flipRate: 0.05 });
    const drops = resolvable.flatMap((r) => (typeof r.drop === 'number' ? [r.drop] : []));
    expect([...drops].sort((a, b) => b - a)).toEqual(drops);
    expect(resolvable[0]).toMatchObject({ items: 100, drop: { absent: expect.any(String) } });
  });

  it('refuses what cannot be: a drop above the flips, too few clusters for any number of items', () => {
    expect(planSize({ aim: 'drop', size: 0.1, flipRate: 0.05 }).kind).toBe('absent');
    expect(
      planSize({ aim: 'margin', size: 0.02, flipRate: 0.05, clusters: 10, icc: 0.2 }).kind,
    ).toBe('absent');
    expect(planSize({ aim: 'drop', size: 0.02, flipRate: 0.05, noiseFlipRate: 0.06 }).kind).toBe(
      'absent',
    );
  });

  it('keeps to its schema', () => {
    const plan = sized({ aim: 'drop', size: 0.02, flipRate: 0.05, clusters: 400 });
    expect(planSizeSchema.parse(plan)).toEqual(plan);
  });
});
