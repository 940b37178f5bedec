import { describe, expect, it } from 'vitest';
import { guideAdvice } from '../../../src/sizing/index.ts';
import { needSchema } from '../../../src/spec/index.ts';

type NeedInput = Parameters<typeof needSchema.parse>[0];
const base = {
  workload: 'structured',
  latency: { maxS: 7 },
  privacy: 'internal',
  team: 'medium',
  budgetCny: { firstYear: 2_000_000 },
  users: { concurrent: 10 },
  tokens: { input: 2000, output: 300, contextMax: 8192 },
  accuracyMin: 0.9,
};
const adviceFor = (change: object) => {
  const need: NeedInput = { ...base, ...change };
  return guideAdvice(needSchema.parse(need));
};
const fired = (change: object): string[] => adviceFor(change).fired.map((rule) => rule.id);
const claims = (change: object): string[] => adviceFor(change).fired.flatMap((rule) => rule.claims);

describe('the guide as rules', () => {
  it.each([
    ['structured', ['G-117', 'G-139']],
    ['creative', ['G-118', 'G-140', 'G-245']],
    ['dialogue', ['G-119', 'G-052']],
    ['extreme-accuracy', ['G-120', 'G-246']],
  ])('question 1: %s fires %j', (workload, expected) => {
    expect(claims({ workload })).toEqual(expect.arrayContaining(expected));
  });

  // Its ranges: below 1 s, 1 to 5 s, 10 to 30 s, ends included where it names both.
  it.each([
    [0.99, ['latency-real-time']],
    [1, ['latency-standard']],
    [5, ['latency-standard']],
    [5.01, []],
    [9.99, []],
    [10, ['latency-deep']],
    [30, ['latency-deep']],
    [30.1, []],
  ])('question 2: %s s fires %j', (maxS, expected) => {
    expect(fired({ latency: { maxS } }).filter((id) => id.startsWith('latency'))).toEqual(expected);
  });

  it('says nothing between 5 and 10 s, and that is said', () => {
    expect(adviceFor({ latency: { maxS: 7 } }).silences).toContainEqual({
      question: 'latency',
      why: 'between-5-and-10-s',
    });
  });

  it.each([
    ['public', 'privacy-public'],
    ['internal', 'privacy-internal'],
    ['secret', 'privacy-secret'],
  ])('question 3: %s fires %s', (privacy, expected) => {
    expect(fired({ privacy })).toContain(expected);
    expect(fired({ privacy }).includes('sensitive-local')).toBe(privacy !== 'public');
  });

  it.each([
    ['weak', 'team-weak'],
    ['medium', 'team-medium'],
    ['strong', 'team-strong'],
  ])('question 4: a %s team fires %s', (team, expected) => {
    expect(fired({ team })).toContain(expected);
  });

  it.each([
    [499_999, ['operations-tight']],
    [500_000, ['operations-moderate']],
    [1_500_000, ['operations-moderate']],
    [1_500_001, []],
    [2_000_000, []],
    [2_000_001, ['operations-ample']],
  ])('question 5: %s CNY a year fires %j', (yearly, expected) => {
    const budgetCny = { firstYear: 2_000_000, yearly };
    expect(fired({ budgetCny }).filter((id) => id.startsWith('operations'))).toEqual(expected);
  });

  // The tree says "below 1", "1 to 3", "above 3 million", the tiers "3 million and more":
  // at exactly 3 million the middle of the tree and two tiers fire, and contradict each other.
  it.each([
    [999_999, ['tree-below-1m', 'tier-below-1m']],
    [1_000_000, ['tree-1m-to-3m', 'tier-1m-to-3m']],
    [3_000_000, ['tree-1m-to-3m', 'tier-1m-to-3m', 'tier-above-3m']],
    [3_000_001, ['tree-above-3m', 'tier-above-3m']],
  ])('tree and tiers: %s CNY fires %j', (firstYear, expected) => {
    const ids = fired({ budgetCny: { firstYear } });
    expect(ids.filter((id) => /^(tree|tier)-/.test(id))).toEqual(expected);
  });

  it.each([
    [9_999, ['volume-low']],
    [10_000, []],
    [100_000, []],
    [100_001, ['volume-high']],
  ])('FAQ: %s calls a month fires %j', (callsPerMonth, expected) => {
    expect(fired({ users: { callsPerMonth } }).filter((id) => id.startsWith('volume'))).toEqual(
      expected,
    );
  });

  it('puts conflicts out, with the inventory’s contradiction where there is one', () => {
    // Tree: 1 to 3 million -> 671B FP8; tier: 1 to 3 million -> 70B FP8.
    expect(adviceFor({}).conflicts).toContainEqual(
      expect.objectContaining({
        aspect: 'modelClass',
        a: 'tree-1m-to-3m',
        b: 'tier-1m-to-3m',
        contradictions: ['X-19'],
      }),
    );
    // Sensitive data must stay local, a small budget goes to the cloud.
    expect(adviceFor({ budgetCny: { firstYear: 800_000 } }).conflicts).toContainEqual(
      expect.objectContaining({ aspect: 'deployment', a: 'sensitive-local', b: 'tier-below-1m' }),
    );
  });
});
