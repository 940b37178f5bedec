import { describe, expect, it } from 'vitest';
import {
  aaSchema,
  historyOf,
  historySchema,
  type Summary,
  selfComparison,
} from '../../../../src/analysis/index.ts';
import { random } from '../../../../src/base/index.ts';
import { campaign, noisy } from '../../../support/analysis/campaign.ts';

describe('an endpoint against itself', () => {
  it('is quiet when nothing but noise moves it, and reports the flips', () => {
    const draw = random(3);
    const result = selfComparison(
      campaign({
        items: 200,
        repeats: 8,
        boxes: [
          {
            id: 'box',
            verdict: (i, r) =>
              draw.stream(`${i} ${r}`).uniform() < 0.95 ? 'correct' : 'incorrect',
            figure: noisy(100, 0.03, 'aa'),
          },
        ],
      }),
      1,
    );
    expect(result.verdict).toBe('quiet');
    const [box] = result.endpoints;
    if (box === undefined || 'absent' in box.accuracy) throw new Error('no accuracy');
    expect(box.accuracy).toMatchObject({ split: 'task-runs', items: 200 });
    // Two answers, each right with 0.95, disagree with chance 2 * 0.95 * 0.05 = 0.095.
    expect(box.accuracy.flipRate).toBeGreaterThan(0.07);
    expect(box.accuracy.flipRate).toBeLessThan(0.12);
    expect(aaSchema.parse(result)).toEqual(result);
  });

  it('is loud when the second answers differ from the first in kind', () => {
    // ABBA turns: repeats 0, 3, 4, 7 against 1, 2, 5, 6. The planted box answers and runs otherwise in these.
    const odd = (r: number) => r % 4 === 1 || r % 4 === 2;
    const result = selfComparison(
      campaign({
        items: 200,
        repeats: 8,
        boxes: [
          {
            id: 'box',
            verdict: () => 'correct',
            figure: (m, r) => (odd(r) ? 130 : 100) * noisy(1, 0.01, 'aa')(m, r),
          },
        ],
      }),
      1,
    );
    expect(result.verdict).toBe('loud');
  });

  it('halves the items where each was asked once, and tests nothing where there is nothing twice', () => {
    const once = selfComparison(
      campaign({ items: 40, boxes: [{ id: 'box', verdict: () => 'correct' }] }),
      1,
    );
    expect(once.endpoints[0]?.accuracy).toMatchObject({
      split: 'items',
      flipRate: { absent: expect.any(String) },
    });
    const none = selfComparison(
      campaign({ items: 2, boxes: [{ id: 'box', verdict: () => 'correct' }] }),
      1,
    );
    expect(none.verdict).toBe('nothing-tested');
  });
});

describe('the history of a baseline', () => {
  const summary = (tpot: number): Summary =>
    ({
      cells: [
        {
          endpoint: 'box',
          scenario: 's',
          strategy: 'inline',
          loadPoint: { index: 0, kind: 'closed', concurrency: 4 },
          validity: { verdict: 'valid', findings: [], checks: [] },
          ttftMs: { absent: 'x' },
          tpotMs: { count: 100, p50: tpot },
          e2eMs: { absent: 'x' },
          tokensPerS: { input: { absent: 'x' }, output: { absent: 'x' } },
          goodputPerS: { absent: 'x' },
        },
      ],
    }) as unknown as Summary;
  const runs = (values: readonly number[]) =>
    values.map((v, i) => ({ runId: `r${i}`, startedAt: `2026-01-${10 + i}`, summary: summary(v) }));

  it('names the run since which a level has changed, and none on a steady one', () => {
    // Ten runs about 20 ms, ten about 25 ms: the new level begins with r10.
    const wobble = [0.1, -0.2, 0.15, 0, -0.1, 0.2, -0.15, 0.05, -0.05, 0.1];
    const history = historyOf(
      'release',
      runs([...wobble.map((w) => 20 + w), ...wobble.map((w) => 25 + w)]),
    );
    expect(history.series).toHaveLength(1);
    expect(history.series[0]?.changes.map((c) => c.runId)).toEqual(['r10']);
    expect(history.series[0]?.changes[0]?.after).toBeCloseTo(25.01, 10);
    expect(historySchema.parse(history)).toEqual(history);
    expect(historyOf('x', runs(wobble.map((w) => 20 + w))).series[0]?.changes).toEqual([]);
  });
});
