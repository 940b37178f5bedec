import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random } from '../../../src/base/index.ts';
import {
  benjaminiHochberg,
  blockBootstrap,
  bootstrap,
  changePoints,
  cliffsDelta,
  clopperPearson,
  clusterBootstrap,
  clusteredDifference,
  clusteredProportion,
  directedEProcess,
  energyStatistics,
  eProcess,
  equivalence,
  hodgesLehmann,
  holm,
  hommel,
  mannWhitney,
  mean,
  median,
  nonInferiority,
  pairedDifference,
  quantileInterval,
  sequentialNonInferiority,
  signFlipTest,
  wilson,
} from '../../../src/stats/index.ts';

const count = fc.integer({ min: 0, max: 60 });
const table = fc
  .record({ bothRight: count, lost: count, gained: count, bothWrong: count })
  .filter((t) => t.bothRight + t.lost + t.gained + t.bothWrong > 0);
const sample = (least: number, most: number) =>
  fc.array(fc.integer({ min: -20, max: 20 }), { minLength: least, maxLength: most });
const trials = fc
  .record({
    n: fc.integer({ min: 1, max: 400 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ n, share }) => ({ n, k: Math.round(n * share) }));

describe('intervals', () => {
  it('of a proportion hold it, lie in 0..1, and mirror when right and wrong change places', () => {
    fc.assert(
      fc.property(trials, ({ k, n }) => {
        for (const interval of [wilson, clopperPearson]) {
          const { center, lo = Number.NaN, hi = Number.NaN } = interval(k, n);
          expect(lo >= 0 && lo <= center && center <= hi && hi <= 1).toBe(true);
          expect(interval(n - k, n).lo).toBeCloseTo(1 - hi, 10);
          expect((interval(k, n, 0.99).hi ?? 0) >= hi).toBe(true);
        }
      }),
    );
  });

  it('of a paired difference hold it and change sign when the endpoints change places', () => {
    fc.assert(
      fc.property(table, (t) => {
        const { center, lo = Number.NaN, hi = Number.NaN } = pairedDifference(t);
        expect(lo >= -1 && lo <= center && center <= hi && hi <= 1).toBe(true);
        const back = pairedDifference({ ...t, lost: t.gained, gained: t.lost });
        expect(back.lo).toBeCloseTo(-hi, 9);
        expect(back.hi).toBeCloseTo(-lo, 9);
      }),
    );
  });

  it('non-inferiority and equivalence are read off the interval of the same level', () => {
    fc.assert(
      fc.property(table, fc.double({ min: 0.01, max: 0.4, noNaN: true }), (t, margin) => {
        const test = nonInferiority(t, margin);
        expect(test.verdict === 'non-inferior').toBe((test.delta.lo ?? -1) >= -margin);
        const both = equivalence(t, margin);
        const inside = (both.delta.lo ?? -1) >= -margin && (both.delta.hi ?? 1) <= margin;
        expect(both.verdict === 'equivalent').toBe(inside);
      }),
    );
  });

  it('of a quantile end at values of the sample, or are absent with the n that is needed', () => {
    fc.assert(
      fc.property(sample(1, 80), fc.constantFrom(0.1, 0.5, 0.9, 0.99), (values, q) => {
        const sorted = [...values].sort((a, b) => a - b);
        const { lo, hi, center, warnings } = quantileInterval(sorted, q);
        for (const end of [lo, hi]) {
          if (end !== undefined) expect([...sorted, center]).toContain(end);
        }
        if (lo !== undefined) expect(lo).toBeLessThanOrEqual(center);
        if (hi !== undefined) expect(hi).toBeGreaterThanOrEqual(center);
        const absent = [lo, hi].filter((end) => end === undefined).length;
        expect(warnings.filter((w) => w.code.startsWith('interval-open'))).toHaveLength(absent);
      }),
    );
  });
});

describe('adjusted p values', () => {
  it('BH <= Hommel <= Holm, none below the raw value, order kept', () => {
    const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });
    fc.assert(
      fc.property(ps, (raw) => {
        const [family, middle, share] = [holm(raw), hommel(raw), benjaminiHochberg(raw)];
        for (const [i, p] of raw.entries()) {
          const [a = 2, b = 2, c = 2] = [family[i], middle[i], share[i]];
          expect(p <= c + 1e-15 && c <= b + 1e-12 && b <= a + 1e-12 && a <= 1).toBe(true);
        }
      }),
    );
  });
});

describe('ranks', () => {
  it('shift and delta equal the plain count over all pairs', () => {
    fc.assert(
      fc.property(sample(1, 25), sample(1, 25), (x, y) => {
        const differences = x.flatMap((a) => y.map((b) => a - b));
        expect(hodgesLehmann(x, y).center).toBe(median(differences));
        expect(cliffsDelta(x, y)).toBeCloseTo(mean(differences.map(Math.sign)), 12);
        expect(mannWhitney(x, y).superiority).toBeCloseTo((cliffsDelta(x, y) + 1) / 2, 12);
        expect(mannWhitney(x, y).p).toBeCloseTo(mannWhitney(y, x).p, 12);
      }),
    );
  });
});

describe('e-values', () => {
  it('are 1 on average when a flip is as likely a loss as a gain', () => {
    for (const flips of [1, 5, 12]) {
      const average = [
        eProcess,
        (f: { lost: number; gained: number }) => directedEProcess(f, 'worse'),
      ].map((e) => {
        let total = 0;
        let ways = 1;
        for (let lost = 0; lost <= flips; lost++) {
          total += (ways / 2 ** flips) * e({ lost, gained: flips - lost });
          ways = (ways * (flips - lost)) / (lost + 1);
        }
        return total;
      });
      expect(average[0]).toBeCloseTo(1, 12);
      expect(average[1]).toBeCloseTo(1, 12);
    }
  });

  it('of sequential non-inferiority are 1 on average at the margin, for clusters too', () => {
    // Clusters of two alike items, lost with chance .03 and gained with .01: mean -.02 = -margin.
    const outcomes = [
      { d: [-1, -1], chance: 0.03 },
      { d: [1, 1], chance: 0.01 },
      { d: [0, 0], chance: 0.96 },
    ];
    let average = 0;
    for (const a of outcomes) {
      for (const b of outcomes) {
        for (const c of outcomes) {
          const { e } = sequentialNonInferiority([a.d, b.d, c.d], {
            margin: 0.02,
            largestCluster: 2,
          });
          average += a.chance * b.chance * c.chance * e;
        }
      }
    }
    expect(average).toBeCloseTo(1, 10);
  });

  it('of sequential non-inferiority grow when nothing is lost, and not when the margin is', () => {
    const alike = sequentialNonInferiority(
      Array.from({ length: 400 }, () => [0]),
      { margin: 0.02 },
    );
    expect(alike.rejectedAt).toBeLessThan(400);
    const stream = random(5).stream('draws');
    const losing = sequentialNonInferiority(
      Array.from({ length: 2000 }, () => [stream.uniform() < 0.04 ? -1 : 0]),
      { margin: 0.02 },
    );
    expect(losing.rejectedAt).toBeUndefined();
    expect(losing.p).toBeGreaterThan(0.05);
  });
});

describe('resampling', () => {
  it('gives the same bytes for the same seed and other ones for another', () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4, 6, 2, 6];
    const once = bootstrap(values, mean, { seed: 7, draws: 500 });
    expect(bootstrap(values, mean, { seed: 7, draws: 500 })).toEqual(once);
    expect(bootstrap(values, mean, { seed: 8, draws: 500 })).not.toEqual(once);
    const d = values.map((v) => v - 4.6);
    const flips = signFlipTest(d, { seed: 7, draws: 500 });
    expect(flips.method).toBe('sign-flip-monte-carlo');
    expect(signFlipTest(d, { seed: 7, draws: 500 })).toEqual(flips);
  });

  it('Monte Carlo sign flips agree with enumeration', () => {
    const d = [0.3, -0.1, 0.5, 0.2, 0.4, -0.2, 0.1, 0.3, 0.6, -0.3, 0.2, 0.25];
    const exact = signFlipTest(d).p;
    // Two copies of an enumeration of 24 are out of reach; shuffled zeros change nothing.
    expect(signFlipTest([...d, 0, 0, 0]).p).toBe(exact);
    const clustered = signFlipTest(d, { clusters: d.map((_, i) => Math.floor(i / 2)) });
    expect(clustered.n).toBe(6);
    expect(clustered.draws).toBe(64);
  });

  it('by clusters and blocks is wider than by values where values come in runs', () => {
    // Twenty-five clusters of eight equal values.
    const stream = random(3).stream('levels');
    const levels = Array.from({ length: 25 }, () => stream.normal());
    const values = levels.flatMap((v) => Array.from({ length: 8 }, () => v));
    const ids = levels.flatMap((_, i) => Array.from({ length: 8 }, () => i));
    const width = (e: { lo?: number; hi?: number }) => (e.hi ?? 0) - (e.lo ?? 0);
    const naive = bootstrap(values, mean, { draws: 400, method: 'percentile' });
    const clustered = clusterBootstrap(values, ids, mean, { draws: 400, method: 'percentile' });
    const blocks = blockBootstrap(values, mean, { blockLength: 8, draws: 400 });
    // Standard errors differ by sqrt(8) = 2.8 if all eight are one.
    expect(width(clustered) / width(naive)).toBeGreaterThan(2);
    expect(width(blocks) / width(naive)).toBeGreaterThan(2);
    expect(clustered.n).toBe(25);
    expect(clustered.method).toBe('cluster-bootstrap-percentile');
  });
});

describe('clusters', () => {
  it('of one item each give the paired t test; repeated items give no smaller p', () => {
    const d = [0, 1, 0, -1, 1, 1, 0, 0, 1, 0, 1, -1, 0, 1, 1, 0, 0, 1, 0, 1, 0];
    const single = clusteredDifference(
      d,
      d.map((_, i) => i),
    );
    const doubled = clusteredDifference(
      [...d, ...d],
      [...d, ...d].map((_, i) => i % d.length),
    );
    expect(doubled.p).toBeCloseTo(single.p ?? 0, 12);
    expect(doubled.delta.n).toBe(d.length);
  });

  it('an accuracy with clusters is never surer than Wilson on all items', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 8, maxLength: 60 }), (right) => {
        const scores = right.map(Number);
        const ids = scores.map((_, i) => i % 7);
        const clustered = clusteredProportion(scores, ids);
        const plain = wilson(right.filter((r) => r).length, right.length);
        expect((clustered.lo ?? 0) <= (plain.lo ?? 0) + 1e-12).toBe(true);
        expect((clustered.hi ?? 1) >= (plain.hi ?? 1) - 1e-12).toBe(true);
      }),
    );
  });
});

describe('change points', () => {
  it('energy is symmetric, not negative, and zero for equal samples', () => {
    fc.assert(
      fc.property(sample(1, 30), sample(1, 30), (x, y) => {
        const { e, h } = energyStatistics(x, y);
        expect(e).toBeGreaterThan(-1e-9);
        expect(h).toBeLessThan(1 + 1e-9);
        expect(energyStatistics(y, x).e).toBeCloseTo(e, 9);
        expect(energyStatistics(x, x).e).toBeCloseTo(0, 9);
      }),
    );
  });

  it('a planted step is found where it is, and noise alone is left alone', () => {
    for (let seed = 0; seed < 5; seed++) {
      const stream = random(seed).stream('noise');
      const noise = Array.from({ length: 60 }, () => 100 + stream.normal());
      expect(changePoints(noise, { maxP: 1e-5 })).toEqual([]);
      const stepped = noise.map((v, i) => (i < 25 ? v : v + 8));
      expect(changePoints(stepped, { maxP: 1e-5 }).map((p) => p.index)).toEqual([25]);
    }
  });
});
