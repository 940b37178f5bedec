import { describe, expect, it } from 'vitest';
import { random } from '../../../src/base/index.ts';
import {
  batchEstimate,
  blockBootstrap,
  clusteredDifference,
  eProcess,
  mcnemar,
  mean,
  pairedDifference,
  quantile,
  quantileInterval,
  quantileRanks,
  sequentialNonInferiority,
  wilson,
} from '../../../src/stats/index.ts';

const SEED = 20_240_611;
const DRAWS = 20_000;

const report = (what: string, share: number, draws: number): void => {
  console.log(`seed ${SEED}, ${draws} draws: ${what} ${(100 * share).toFixed(2)}%`);
};

const holds = (e: { lo?: number; hi?: number }, truth: number): boolean =>
  (e.lo ?? -Infinity) <= truth && truth <= (e.hi ?? Infinity);

describe(`coverage and error rates, seed ${SEED}`, () => {
  it('Wilson covers 94 to 96% on average over p = .85 to .99, and never below 90%', () => {
    const stream = random(SEED).stream('wilson');
    const n = 300;
    const intervals = Array.from({ length: n + 1 }, (_, k) => wilson(k, n));
    const shares: number[] = [];
    for (let p = 0.85; p < 0.9901; p += 0.01) {
      let covered = 0;
      for (let draw = 0; draw < DRAWS; draw++) {
        let k = 0;
        for (let i = 0; i < n; i++) if (stream.uniform() < p) k++;
        if (holds(intervals[k] ?? {}, p)) covered++;
      }
      shares.push(covered / DRAWS);
    }
    report('Wilson, mean', mean(shares), DRAWS);
    expect(mean(shares)).toBeGreaterThan(0.94);
    expect(mean(shares)).toBeLessThan(0.96);
    expect(Math.min(...shares)).toBeGreaterThan(0.9);
  });

  it('Tango covers 94 to 96% from 200 items with at least 4 expected flips', () => {
    for (const [n, loss, gain] of [
      [200, 0.015, 0.01],
      [200, 0.05, 0.05],
      [500, 0.03, 0.02],
      [1000, 0.04, 0.01],
    ] as const) {
      const stream = random(SEED).stream(`tango ${n} ${loss}`);
      const known = new Map<number, { lo?: number; hi?: number }>();
      let covered = 0;
      for (let draw = 0; draw < DRAWS; draw++) {
        let lost = 0;
        let gained = 0;
        for (let i = 0; i < n; i++) {
          const u = stream.uniform();
          if (u < loss) lost++;
          else if (u < loss + gain) gained++;
        }
        const key = lost * 10_000 + gained;
        const interval =
          known.get(key) ??
          pairedDifference({ bothRight: n - lost - gained, lost, gained, bothWrong: 0 });
        known.set(key, interval);
        if (holds(interval, gain - loss)) covered++;
      }
      report(`Tango n=${n} lost ${loss} gained ${gain}`, covered / DRAWS, DRAWS);
      expect(covered / DRAWS).toBeGreaterThan(0.938);
      expect(covered / DRAWS).toBeLessThan(0.965);
    }
  });

  it('order-statistic intervals cover as their binomial says, for independent values', () => {
    const stream = random(SEED).stream('order');
    for (const [n, q] of [
      [50, 0.5],
      [100, 0.9],
      [400, 0.99],
    ] as const) {
      const draws = DRAWS;
      let covered = 0;
      for (let draw = 0; draw < draws; draw++) {
        const sample = Array.from({ length: n }, () => stream.uniform()).sort((a, b) => a - b);
        if (holds(quantileInterval(sample, q), q)) covered++;
      }
      report(`order statistics n=${n} q=${q}`, covered / draws, draws);
      expect(Math.abs(covered / draws - quantileRanks(n, q).coverage)).toBeLessThan(0.005);
    }
  });

  it('under autocorrelation blocks cover the median, single values do not', () => {
    const draws = Math.ceil(DRAWS / 20);
    for (const phi of [0.5, 0.9]) {
      const stream = random(SEED).stream(`ar ${phi}`);
      const hits = { single: 0, batches: 0, blocks: 0 };
      for (let draw = 0; draw < draws; draw++) {
        let value = stream.normal() / Math.sqrt(1 - phi * phi);
        const series = Array.from({ length: 2000 }, () => {
          value = phi * value + stream.normal();
          return value;
        });
        const middle = (v: readonly number[]) =>
          quantile(
            [...v].sort((a, b) => a - b),
            0.5,
          );
        const sorted = [...series].sort((a, b) => a - b);
        if (holds(quantileInterval(sorted, 0.5), 0)) hits.single++;
        if (holds(batchEstimate(series, middle), 0)) hits.batches++;
        if (draw % 5 === 0) {
          const options = { blockLength: 100, draws: 100, seed: draw };
          if (holds(blockBootstrap(series, middle, options), 0)) hits.blocks += 5;
        }
      }
      for (const [name, count] of Object.entries(hits))
        report(`AR(${phi}) ${name}`, count / draws, draws);
      expect(hits.batches / draws).toBeGreaterThan(0.93);
      expect(hits.single / draws).toBeLessThan(0.86);
    }
  });

  it('the paired clustered test keeps its level from 20 clusters on, plain McNemar does not', () => {
    const draws = Math.ceil(DRAWS / 4);
    const stream = random(SEED).stream('clusters');
    let clustered = 0;
    let naive = 0;
    for (let draw = 0; draw < draws; draw++) {
      const d: number[] = [];
      const ids: number[] = [];
      for (let c = 0; c < 20; c++) {
        // In half of the clusters flips are frequent and go one way.
        const flips = stream.uniform() < 0.5;
        const sign = stream.uniform() < 0.5 ? 1 : -1;
        for (let i = 0; i < 10; i++) {
          d.push(flips && stream.uniform() < 0.2 ? (stream.uniform() < 0.8 ? sign : -sign) : 0);
          ids.push(c);
        }
      }
      if ((clusteredDifference(d, ids).p ?? 1) <= 0.05) clustered++;
      const lost = d.filter((v) => v < 0).length;
      const gained = d.filter((v) => v > 0).length;
      if (mcnemar({ lost, gained }).midP <= 0.05) naive++;
    }
    report('clustered t type I', clustered / draws, draws);
    report('McNemar type I in clusters', naive / draws, draws);
    expect(clustered / draws).toBeLessThan(0.06);
    expect(naive / draws).toBeGreaterThan(0.08);
  });

  it('peeking every 50 items: the e-process stays below 5%, naive mid-p does not', () => {
    const draws = Math.ceil(DRAWS / 10);
    const stream = random(SEED).stream('peeking');
    const hits = { e: 0, naive: 0 };
    for (let draw = 0; draw < draws; draw++) {
      let lost = 0;
      let gained = 0;
      const seen = { e: false, naive: false };
      for (let i = 1; i <= 2000; i++) {
        const u = stream.uniform();
        if (u < 0.025) lost++;
        else if (u < 0.05) gained++;
        if (i % 50 !== 0) continue;
        if (eProcess({ lost, gained }) >= 20) seen.e = true;
        if (mcnemar({ lost, gained }).midP <= 0.05) seen.naive = true;
      }
      if (seen.e) hits.e++;
      if (seen.naive) hits.naive++;
    }
    report('e-process type I', hits.e / draws, draws);
    report('naive peeking type I', hits.naive / draws, draws);
    expect(hits.e / draws).toBeLessThan(0.05);
    expect(hits.naive / draws).toBeGreaterThan(0.1);
  });

  it('sequential non-inferiority passes a candidate at the margin in less than 5%, an equal one often', () => {
    const draws = Math.ceil(DRAWS / 40);
    const stream = random(SEED).stream('betting');
    const rate = (loss: number, gain: number): number => {
      let passed = 0;
      for (let draw = 0; draw < draws; draw++) {
        const items = Array.from({ length: 2000 }, () => {
          const u = stream.uniform();
          return [u < loss ? -1 : u < loss + gain ? 1 : 0];
        });
        if (sequentialNonInferiority(items, { margin: 0.02 }).rejectedAt !== undefined) passed++;
      }
      return passed / draws;
    };
    const atMargin = rate(0.035, 0.015);
    const equal = rate(0.025, 0.025);
    report('betting at the margin', atMargin, draws);
    report('betting, equal endpoints, 2,000 items', equal, draws);
    expect(atMargin).toBeLessThan(0.05);
    expect(equal).toBeGreaterThan(0.7);
  });
});
