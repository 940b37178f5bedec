import { describe, expect, it } from 'vitest';
import {
  type AbAccuracy,
  type AbInput,
  abSchema,
  compareEndpoints,
} from '../../../../src/analysis/index.ts';
import { type Campaign, campaign, noisy } from '../../../support/analysis/campaign.ts';

const compare = (planted: Campaign, more: Partial<AbInput> = {}) =>
  compareEndpoints({
    run: campaign(planted),
    baseline: 'fp16',
    candidate: 'fp8',
    margin: 0.02,
    keys: [],
    seed: 1,
    ...more,
  });

const accuracyOf = (result: ReturnType<typeof compare>): AbAccuracy => {
  if ('absent' in result.accuracy) throw new Error(result.accuracy.absent);
  return result.accuracy;
};

const right = (is: boolean): 'correct' | 'incorrect' => (is ? 'correct' : 'incorrect');

describe('two endpoints on the same items', () => {
  it('finds a planted loss, names the lost items, and says where they lie', () => {
    // 500 items: 30 lost, all with even numbers below 60; none gained. D = -6 points.
    const result = compare({
      items: 500,
      boxes: [
        { id: 'fp16', verdict: () => 'correct' },
        { id: 'fp8', verdict: (i) => right(!(i < 60 && i % 2 === 0)) },
      ],
    });
    const accuracy = accuracyOf(result);
    expect(accuracy).toMatchObject({
      verdict: 'worse',
      items: 500,
      lost: 30,
      gained: 0,
      bothRight: 470,
      bothWrong: 0,
      test: 'mcnemar-mid-p',
    });
    expect(accuracy.delta.value).toBeCloseTo(-0.06, 12);
    expect(accuracy.nonInferiority.holds).toBe(false);
    // 30 flips, all one way: mid-p = 2 * 0.5^30 / 2 = 0.5^30.
    expect(accuracy.p).toBeCloseTo(0.5 ** 30, 15);
    expect(result.flips.lost).toHaveLength(30);
    expect(result.flips.gained).toHaveLength(0);
    expect(result.flips.lost[0]).toMatchObject({
      item: 's/t0',
      category: 'even',
      question: 'question t0',
      expected: 'gold 0',
      baseline: { score: 1, answer: 'correct answer of fp16' },
      candidate: { score: 0, answer: 'incorrect answer of fp8', why: 'incorrect' },
    });
    const by = (value: string) => result.slices.find((s) => s.value === value);
    expect(by('even')).toMatchObject({ by: 'category', items: 250, lost: 30, verdict: 'worse' });
    expect(by('odd')).toMatchObject({ items: 250, lost: 0, verdict: 'undecided' });
    expect(abSchema.parse(result)).toEqual(result);
  });

  it('says nothing of two equal boxes on few items, and how many more would do', () => {
    const box = (id: string) => ({ id, verdict: (i: number) => right(i % 20 !== 0) });
    const accuracy = accuracyOf(compare({ items: 100, boxes: [box('fp16'), box('fp8')] }));
    expect(accuracy.verdict).toBe('undecided');
    expect(accuracy.p).toBe(1);
    expect(accuracy.itemsForMargin).toBeGreaterThan(100);
    expect(accuracy.itemsForDifference).toHaveProperty('absent');
    // Quiet twin with items enough: 300 without a flip show 2 points (z = -2.474, p = .006674).
    const more = accuracyOf(compare({ items: 300, boxes: [box('fp16'), box('fp8')] }));
    expect(more.verdict).toBe('equivalent');
    expect(more.nonInferiority.p).toBeCloseTo(0.006674, 6);
  });

  it('calls a significant loss inside the margin worse, and says that the margin holds', () => {
    // 10,000 items, 200 lost, 120 gained: D = -0.8 points, worse and non-inferior at 2 points.
    const accuracy = accuracyOf(
      compare({
        items: 10_000,
        boxes: [
          { id: 'fp16', verdict: (i) => right(i >= 120) },
          { id: 'fp8', verdict: (i) => right(i < 120 || i >= 320) },
        ],
      }),
    );
    expect(accuracy).toMatchObject({ verdict: 'worse', lost: 200, gained: 120 });
    expect(accuracy.nonInferiority.holds).toBe(true);
  });

  it('measures how often the baseline flips against itself, and what is above that', () => {
    // Items 0..9 of 50 alternate over 4 repeats on both sides: two of four right.
    // Two different repeats of such an item disagree with chance 2*2*2/(4*3) = 2/3: 10/50 * 2/3 = 2/15.
    const verdict = (i: number, r: number) => right(i >= 10 || r % 2 === 0);
    const accuracy = accuracyOf(
      compare({
        items: 50,
        repeats: 4,
        boxes: [
          { id: 'fp16', verdict },
          { id: 'fp8', verdict },
        ],
      }),
    );
    if ('absent' in accuracy.noise) throw new Error(accuracy.noise.absent);
    expect(accuracy.noise.flipRate).toBeCloseTo(2 / 15, 12);
    // One answer of each: p(1-q) + q(1-p) with p = q = 1/2 is 1/2; 10/50 of that is 1/10.
    expect(accuracy.flipRate).toBeCloseTo(0.1, 12);
    expect(accuracy).toMatchObject({ items: 50, runsPerItem: 4, test: 'sign-flip', lost: 0 });
    const once = accuracyOf(
      compare({
        items: 50,
        boxes: [
          { id: 'fp16', verdict },
          { id: 'fp8', verdict },
        ],
      }),
    );
    expect(once.noise).toHaveProperty('absent');
  });

  it('takes whole workbooks as units: too few of them decide nothing', () => {
    const boxes = [
      { id: 'fp16', verdict: () => 'correct' as const },
      { id: 'fp8', verdict: (i: number) => right(i % 4 !== 0) },
    ];
    const few = accuracyOf(compare({ items: 200, boxes, clusterOf: (i) => `book ${i % 10}` }));
    expect(few).toMatchObject({ clusters: 10, verdict: 'undecided' });
    expect(few.warnings).toContain('too-few-clusters');
    const many = accuracyOf(
      compare({ items: 200, boxes, clusterOf: (i) => `book ${Math.floor(i / 4)}` }),
    );
    expect(many).toMatchObject({ clusters: 50, verdict: 'worse' });
  });

  it('does not prove a margin by clusters among which nothing happened to differ', () => {
    const box = (id: string) => ({ id, verdict: () => 'correct' as const });
    const result = compare({
      items: 300,
      boxes: [box('fp16'), box('fp8')],
      clusterOf: (i) => `book ${i % 30}`,
    });
    // 30 clusters without a flip: an exact bound below 2 points needs 149 of them.
    expect(accuracyOf(result)).toMatchObject({ verdict: 'undecided', clusters: 30 });
  });

  it('compares only what is valid, and names what is not', () => {
    const result = compare({
      items: 50,
      boxes: [
        { id: 'fp16', verdict: () => 'correct' },
        { id: 'fp8', verdict: () => 'correct', valid: false },
      ],
    });
    expect(result.accuracy).toHaveProperty('absent');
    expect(result.notCompared).toEqual([
      { endpoint: 'fp8', scenario: 's', load: 'closed concurrency=4', verdict: 'client-limited' },
    ]);
  });

  it('counts answers that could not be read as not correct, and shows them apart', () => {
    const result = compare({
      items: 400,
      boxes: [
        { id: 'fp16', verdict: () => 'correct' },
        { id: 'fp8', verdict: (i) => (i % 8 === 0 ? 'ungraded' : 'correct') },
      ],
    });
    expect(accuracyOf(result).candidate).toBeCloseTo(0.875, 12);
    expect(result.shares.unreadableShare).toMatchObject({
      baseline: 0,
      candidate: 0.125,
      verdict: 'worse',
    });
    expect(result.shares.errorShare).toMatchObject({ candidate: 0, verdict: 'equivalent' });
  });

  it('reports a changed output length as a ratio', () => {
    const result = compare({
      items: 60,
      boxes: [
        { id: 'fp16', verdict: () => 'correct', outputTokens: (i) => 100 + i },
        { id: 'fp8', verdict: () => 'correct', outputTokens: (i) => 2 * (100 + i) },
      ],
    });
    if ('absent' in result.outputTokens) throw new Error(result.outputTokens.absent);
    expect(result.outputTokens.ratio).toBeCloseTo(2, 12);
  });
});

describe('speed of the same pair', () => {
  const pair = (a: number, b: number, repeats: number, drift: (r: number) => number = () => 1) => {
    const [na, nb] = [noisy(a, 0.02, 'a'), noisy(b, 0.02, 'b')];
    return compare({
      items: 10,
      repeats,
      boxes: [
        { id: 'fp16', verdict: () => 'correct', figure: (m, r) => na(m, r) * drift(r) },
        { id: 'fp8', verdict: () => 'correct', figure: (m, r) => nb(m, r) * drift(r) },
      ],
    });
  };
  const ttft = (result: ReturnType<typeof pair>) => {
    const row = result.performance.find((p) => p.metric === 'ttftMs' && p.statistic === 'p50');
    if (row === undefined || 'absent' in row.result) throw new Error('no TTFT');
    return row.result;
  };

  it('is descriptive below five repeats, whatever the figures', () => {
    expect(ttft(pair(100, 50, 4))).toMatchObject({ basis: 'descriptive', needRepeats: 5 });
    expect(ttft(pair(100, 50, 4)).verdict).toBeUndefined();
    expect(ttft(pair(100, 50, 1)).ci95).toBeUndefined();
  });

  it('finds a planted 20% from six repeats on, though the hour of the day moves both threefold', () => {
    const result = ttft(pair(100, 80, 6, (r) => 1 + r / 2.5));
    expect(result.verdict).toBe('better');
    expect(result.ratio).toBeGreaterThan(0.75);
    expect(result.ratio).toBeLessThan(0.85);
  });

  it('calls two equal boxes equivalent or undecided, never better or worse', () => {
    const { verdict } = ttft(pair(100, 100, 8));
    expect(['equivalent', 'non-inferior', 'undecided']).toContain(verdict);
  });
});

describe('looking early', () => {
  it('decides by evidence that holds at any time of looking', () => {
    const planted: Campaign = {
      items: 400,
      boxes: [
        { id: 'fp16', verdict: () => 'correct' },
        { id: 'fp8', verdict: (i) => right(i % 20 !== 0) },
      ],
    };
    const { sequential } = compare(planted, { sequential: true });
    // 20 lost, 0 gained: e = 2^20 B(21, 1) = 2^20 / 21 = 49,932.2 (B(n + 1, 1) = 1 / (n + 1)).
    expect(sequential?.difference).toMatchObject({ rejects: true });
    expect(sequential?.difference).toHaveProperty('e', expect.closeTo(2 ** 20 / 21, 3));
    expect(sequential?.verdict).toBe('worse');
    const quiet = compare(
      {
        ...planted,
        boxes: planted.boxes.map((b) => ({ ...b, verdict: () => 'correct' as const })),
      },
      { sequential: true },
    );
    expect(quiet.sequential?.verdict).toBe('non-inferior');
    expect(compare(planted).sequential).toBeUndefined();
  });
});
