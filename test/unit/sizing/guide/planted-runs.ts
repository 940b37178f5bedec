import type { OperatingPoint } from '../../../../src/analysis/index.ts';
import type { Estimate } from '../../../../src/base/index.ts';
import type { Observation, Subject } from '../../../../src/sizing/guide/run-evidence.ts';
import { wilson } from '../../../../src/stats/index.ts';

const estimate = (center: number, half: number, n: number): Estimate => ({
  center,
  lo: center - half,
  hi: center + half,
  confidence: 0.95,
  n,
  method: 'planted',
  warnings: [],
});

/** Ids of so many runs. */
export const runIds = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `run-${i + 1}`);

/** An accuracy of `right` of `n` items in each of so many runs; the runs differ by one item. */
export const accuracyRuns = (
  subject: Subject,
  right: number,
  n: number,
  runs: number,
): Observation[] =>
  runIds(runs).map((run, i) => ({
    ...subject,
    run,
    valid: true,
    estimate: wilson(right + ((i % 3) - 1), n),
  }));

/** A value with a small spread between runs. */
export const valueRuns = (
  subject: Subject,
  center: number,
  runs: number,
  spread = 0.01,
): Observation[] =>
  runIds(runs).map((run, i) => {
    const value = center * (1 + spread * ((i % 3) - 1));
    return { ...subject, run, valid: true, estimate: estimate(value, value * spread, 100) };
  });

/** One load point of a box, with the given throughput. */
export const point = (
  run: string,
  tokensPerS: number,
  over: Partial<OperatingPoint> = {},
): OperatingPoint => ({
  endpoint: 'box',
  scenario: 'excel-sales-en',
  loadPoint: 0,
  achievedPerS: 1,
  concurrency: 4,
  isl: 2000,
  osl: 200,
  ttftMs: estimate(300, 10, 100),
  tpotMs: estimate(20, 1, 100),
  tokensPerS: estimate(tokensPerS, 0, 100),
  gpu: 'h20-141g',
  model: 'llama-3.1-70b',
  count: 8,
  precision: 'fp8',
  tensorParallel: 8,
  framework: 'vllm',
  frameworkVersion: '0.10.0',
  runs: [run],
  valid: true,
  ...over,
});
