import { describe, expect, it } from 'vitest';
import {
  compareAccuracy,
  itemScores,
  itemsToSeparate,
  pairedItems,
  rankEndpoints,
  type Summary,
} from '../../../src/analysis/index.ts';
import type { VerdictKind } from '../../../src/record/index.ts';

const verdict = (kind: VerdictKind) => ({
  kind,
  expected: 'x',
  why: 'test',
  rule: 'test',
  score: 0,
});

/** Items right where `right(i)` says so; each its own cluster. */
const gathered = (n: number, right: (i: number) => boolean) => {
  const items = itemScores();
  for (let i = 0; i < n; i++)
    items.add(`s/t${i}`, `s/t${i}`, verdict(right(i) ? 'correct' : 'incorrect'));
  return items;
};
const cellOf = (endpoint: string, items: ReturnType<typeof gathered>, valid = true) => ({
  endpoint,
  position: 'p',
  valid,
  items,
});
const summaryOf = (endpoints: readonly string[]): Summary =>
  ({
    schema: 'steelyard.summary/1',
    runId: 'r',
    planHash: 'h',
    validity: { verdict: 'valid', findings: [], checks: [] },
    cells: endpoints.map((endpoint) => ({
      endpoint,
      scenario: 's',
      loadPoint: { index: 0, kind: 'closed' },
      validity: { verdict: 'valid', findings: [], checks: [] },
      ttftMs: { absent: 'x' },
      tpotMs: { absent: 'x' },
      e2eMs: { absent: 'x' },
      requests: { failed: 0 },
      correctGoodputPerS: 1,
      goodputPerS: 1,
      tokensPerS: { input: 1, output: 1 },
    })),
  }) as unknown as Summary;

describe('comparing accuracy on the same items', () => {
  const compare = (n: number, a: (i: number) => boolean, b: (i: number) => boolean) => {
    const c = compareAccuracy(pairedItems(gathered(n, a).scores(), gathered(n, b).scores()), 1);
    if (c === undefined) throw new Error('nothing to compare');
    return c;
  };

  it('counts lost and gained, delta = candidate - baseline', () => {
    // baseline right on 0..89; candidate right on 5..89 and 95..99: lost 5, gained 5
    const c = compare(
      100,
      (i) => i < 90,
      (i) => (i >= 5 && i < 90) || i >= 95,
    );
    expect(c.table).toEqual({ bothRight: 85, lost: 5, gained: 5, bothWrong: 5 });
    expect(c.delta.center).toBe(0);
    expect(c.test).toBe('mcnemar-mid-p');
  });

  it("uses McNemar's mid-p for one task run a side", () => {
    // 10 gained, 2 lost: reference table of mid-p for (2, 10) is .0224609
    const c = compare(
      100,
      (i) => i < 82,
      (i) => (i >= 2 && i < 82) || i >= 90,
    );
    expect(c.table).toMatchObject({ lost: 2, gained: 10 });
    expect(c.p).toBeCloseTo(0.0224609, 6);
  });

  it('flips signs of whole clusters where items share them, and needs twenty of them', () => {
    const clustered = (right: (i: number) => boolean, clusters: number) => {
      const items = itemScores();
      for (let i = 0; i < 100; i++) {
        items.add(`t${i}`, `c${i % clusters}`, verdict(right(i) ? 'correct' : 'incorrect'));
      }
      return items.scores();
    };
    const few = compareAccuracy(
      pairedItems(
        clustered(() => false, 10),
        clustered(() => true, 10),
      ),
      1,
    );
    expect(few).toMatchObject({ test: 'sign-flip', clusters: 10, decidable: false });
    const many = compareAccuracy(
      pairedItems(
        clustered(() => false, 25),
        clustered(() => true, 25),
      ),
      1,
    );
    expect(many).toMatchObject({ test: 'sign-flip', clusters: 25, decidable: true });
  });

  it('has nothing to say without a common item', () => {
    expect(compareAccuracy([], 1)).toBeUndefined();
  });

  it('plans the items that the seen difference would need, and none where there is none', () => {
    // 2 points at 5% flips: 1,310 by the normal formula, exact mid-p power reaches 90% a little earlier
    const c = compare(
      1000,
      (i) => i < 900,
      (i) => (i >= 15 && i < 900) || i >= 965,
    );
    expect(c.table).toMatchObject({ lost: 15, gained: 35 });
    const need = itemsToSeparate(c);
    expect(need).toBeGreaterThan(1200);
    expect(need).toBeLessThan(1330);
    expect(
      itemsToSeparate(
        compare(
          50,
          (i) => i < 25,
          (i) => i < 25,
        ),
      ),
    ).toBeUndefined();
  });
});

describe('ranking of endpoints', () => {
  const good = gathered(400, (i) => i % 50 !== 0); // 98%
  const poor = gathered(400, (i) => i % 8 !== 0); // 87.5%
  const alike = gathered(400, (i) => i % 50 !== 1); // 98%, other items wrong

  it('separates boxes whose planted difference the items can show', () => {
    const b = rankEndpoints({
      summary: summaryOf(['a', 'b']),
      cellItems: [cellOf('a', poor), cellOf('b', good)],
      latencies: [],
      seed: 1,
    });
    expect(b.ranking.map((r) => [r.endpoint, r.rank])).toEqual([
      ['b', [1, 1]],
      ['a', [2, 2]],
    ]);
    expect(b.pairs[0]).toMatchObject({ baseline: 'a', candidate: 'b', verdict: 'better' });
  });

  it('leaves equal twins inseparable: they share their ranks', () => {
    const b = rankEndpoints({
      summary: summaryOf(['a', 'b']),
      cellItems: [cellOf('a', alike), cellOf('b', good)],
      latencies: [],
      seed: 1,
    });
    expect(b.ranking.map((r) => r.rank)).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(['undecided', 'equivalent']).toContain(b.pairs[0]?.verdict);
  });

  it('does not compare a cell that is not valid', () => {
    const b = rankEndpoints({
      summary: summaryOf(['a', 'b']),
      cellItems: [cellOf('a', poor, false), cellOf('b', good)],
      latencies: [],
      seed: 1,
    });
    expect(b.pairs).toEqual([]);
    expect(b.ranking.find((r) => r.endpoint === 'a')?.accuracy).toHaveProperty('absent');
  });

  it('adjusts for the number of pairs by Holm', () => {
    const cells = ['a', 'b', 'c'].map((e, k) =>
      cellOf(
        e,
        gathered(100, (i) => i % 20 !== k),
      ),
    );
    const b = rankEndpoints({
      summary: summaryOf(['a', 'b', 'c']),
      cellItems: cells,
      latencies: [],
      seed: 1,
    });
    expect(b.pairs).toHaveLength(3);
    for (const p of b.pairs) expect(p.pAdjusted).toBeGreaterThanOrEqual(p.p);
  });
});
