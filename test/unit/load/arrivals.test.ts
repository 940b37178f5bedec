import { describe, expect, it } from 'vitest';
import { random } from '../../../src/base/index.ts';
import { dueTimesOf } from '../../../src/load/index.ts';
import type { LoadPoint } from '../../../src/spec/index.ts';
import { pointsOf } from '../../support/load/bench.ts';

function times(load: unknown, n: number, warmup = 0, seed = 1): number[] {
  const point = pointsOf(load)[0] as LoadPoint;
  const out: number[] = [];
  for (const at of dueTimesOf({ point, stream: random(seed).stream('t'), warmup, trace }) ?? []) {
    out.push(at);
    if (out.length === n) break;
  }
  return out;
}
const trace = [0, 100, 400].map((atMs) => ({ atMs, inputTokens: 1 }));
const gapsOf = (at: readonly number[]): number[] => at.slice(1).map((t, i) => t - (at[i] ?? 0));
const mean = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0) / xs.length;
/** Squared coefficient of variation. */
function cv2(xs: readonly number[]): number {
  const m = mean(xs);
  return mean(xs.map((x) => (x - m) ** 2)) / m ** 2;
}

describe('constant', () => {
  it('has equal gaps that do not drift', () => {
    const at = times({ kind: 'constant', ratePerS: 3 }, 300_001);
    expect(at.slice(0, 3)).toEqual([0, 1000 / 3, 2000 / 3]);
    expect(at[300_000]).toBe(100_000_000);
  });
});

describe('poisson', () => {
  const at = times({ kind: 'poisson', ratePerS: 20 }, 40_000);

  it('has exponential gaps (Kolmogorov-Smirnov)', () => {
    const gaps = gapsOf(at).sort((x, y) => x - y);
    const n = gaps.length;
    const cdf = (x: number): number => 1 - Math.exp((-x * 20) / 1000);
    const d = gaps.reduce((worst, x, i) => {
      const f = cdf(x);
      return Math.max(worst, (i + 1) / n - f, f - i / n);
    }, 0);
    // 1.63 / sqrt(n) is the critical value at 1% (Smirnov's table); the seed is fixed.
    expect(d).toBeLessThan(1.63 / Math.sqrt(n));
  });

  it('has counts whose variance is their mean (index of dispersion)', () => {
    const counts = new Array<number>(1900).fill(0);
    for (const t of at) {
      const second = Math.floor(t / 1000);
      if (second < counts.length) counts[second] = (counts[second] ?? 0) + 1;
    }
    const m = mean(counts);
    const dispersion = mean(counts.map((c) => (c - m) ** 2)) / m;
    // Standard error of the index over k windows is sqrt(2 / k); three of them.
    expect(Math.abs(dispersion - 1)).toBeLessThan(3 * Math.sqrt(2 / counts.length));
    expect(Math.abs(m - 20)).toBeLessThan(3 * Math.sqrt(20 / counts.length));
  });
});

describe('gamma', () => {
  it.each([0.25, 0.5, 1, 4])('has gaps of the mean rate and burstiness %s', (burstiness) => {
    const gaps = gapsOf(times({ kind: 'gamma', ratePerS: 10, burstiness }, 60_000));
    // Mean 100 ms, squared coefficient of variation 1 / shape. Standard error of the mean:
    // 1 / sqrt(shape * n), at most 0.8%; three of them. Of the variation about 2%: three of them.
    expect(Math.abs(mean(gaps) / 100 - 1)).toBeLessThan(0.025);
    expect(Math.abs(cv2(gaps) * burstiness - 1)).toBeLessThan(0.06);
  });
});

describe('ramp', () => {
  it('holds the rate of each stage for its duration', () => {
    const load = {
      kind: 'ramp',
      stages: [
        { durationS: 2, ratePerS: 2 },
        { durationS: 1, ratePerS: 5 },
      ],
    };
    // Stage 1: 4 arrivals, 500 ms apart; stage 2 from 2000 on: 5 arrivals, 200 ms apart.
    expect(times(load, 99)).toEqual([0, 500, 1000, 1500, 2000, 2200, 2400, 2600, 2800]);
    // Two warm-up arrivals at the first rate come before it.
    expect(times(load, 4, 2)).toEqual([0, 500, 1000, 1500]);
  });

  it('carries a fraction of an arrival over to the next stage', () => {
    const load = {
      kind: 'ramp',
      stages: [
        { durationS: 1, ratePerS: 1.5 },
        { durationS: 1, ratePerS: 2 },
      ],
    };
    // Integral 1.5 at 1 s; arrival 2 where it reaches 2: 0.5 / 2 per s later. 3.5 arrivals in all: 0, 1, 2, 3.
    expect(times(load, 99).map((t) => Math.round(t))).toEqual([0, 667, 1250, 1750]);
  });
});

describe('bursts', () => {
  it('come together, and warm-up fills bursts of its own', () => {
    const load = { kind: 'bursts', size: 3, everyS: 10 };
    expect(times(load, 7)).toEqual([0, 0, 0, 10_000, 10_000, 10_000, 20_000]);
    expect(times(load, 6, 2)).toEqual([0, 0, 10_000, 10_000, 10_000, 20_000]);
  });
});

describe('trace', () => {
  it('keeps order and gaps, faster by its speed', () => {
    const load = { kind: 'trace', file: 't', format: 'azure', speed: 2 };
    expect(times(load, 9)).toEqual([0, 50, 200]);
    // Warm-up before it, at its mean gap of 100 ms.
    expect(times(load, 9, 1)).toEqual([0, 100, 150, 300]);
  });
});

it('a closed loop has no due times', () => {
  const point = pointsOf({ kind: 'closed', concurrency: 1 })[0] as LoadPoint;
  expect(dueTimesOf({ point, stream: random(1).stream('t'), warmup: 0, trace })).toBeUndefined();
});
