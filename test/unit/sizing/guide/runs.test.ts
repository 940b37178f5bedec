import { expect, test } from 'vitest';
import { combineRuns } from '../../../../src/sizing/guide/combine-runs.ts';
import { LEAST_RUNS, ledger, type RunEvidence } from '../../../../src/sizing/index.ts';
import { accuracyRuns, point, runIds, valueRuns } from './planted-runs.ts';

const excel = { scenario: 'excel' } as const;
const v3 = { model: 'deepseek-v3', precision: 'fp8', ...excel } as const;
const llama8 = { model: 'llama-3.1-70b', precision: 'fp8', ...excel } as const;
const rtx8 = { gpu: 'rtx-4090-48g-mod', count: 8 } as const;
const h20 = { gpu: 'h20-141g', count: 8 } as const;

const changedClaims = (runs: RunEvidence): Record<string, string> =>
  Object.fromEntries(
    ledger({ runs })
      .changed.filter((c) => c.id.startsWith('G-'))
      .map((c) => [c.id, c.to]),
  );

test('without runs nothing has changed', () => {
  expect(ledger().changed).toEqual([]);
  expect(ledger({ runs: {} }).changed).toEqual([]);
});

test('ten runs of V3 in FP8 at 80% refute exactly the claims of 95% for it', () => {
  // 800 of 1,000: 95% interval 77.4 to 82.4%, far below 95%.
  const changed = changedClaims({ accuracies: accuracyRuns(v3, 800, 1000, 10) });
  expect(changed).toEqual({ 'G-065': 'refuted', 'G-083': 'refuted', 'G-162': 'refuted' });
});

test('ten runs of V3 in FP8 at 95% support it within two points', () => {
  // 950 of 1,000: 93.5 to 96.2%, inside 93 to 97%; "95% or more" stays open, since 93.5 is below.
  const changed = changedClaims({ accuracies: accuracyRuns(v3, 950, 1000, 10) });
  expect(changed).toEqual({ 'G-065': 'supported', 'G-162': 'supported' });
});

test('the quiet twin: a suite too small to tell changes nothing', () => {
  // 19 of 20: the interval reaches from 76 to 99%.
  expect(changedClaims({ accuracies: accuracyRuns(v3, 18, 20, 10) })).toEqual({});
});

test('one noisy run changes nothing, nor does the same run told ten times', () => {
  const one = accuracyRuns(v3, 800, 1000, 1);
  expect(changedClaims({ accuracies: one })).toEqual({});
  expect(changedClaims({ accuracies: Array.from({ length: 10 }, () => one).flat() })).toEqual({});
  const claim = ledger({ runs: { accuracies: one } }).claims.find((c) => c.id === 'G-065');
  expect(claim?.reason.en).toContain(`${LEAST_RUNS} are needed`);
});

test('runs that are not valid never count', () => {
  const invalid = accuracyRuns(v3, 800, 1000, 10).map((o) => ({ ...o, valid: false }));
  expect(changedClaims({ accuracies: invalid })).toEqual({});
});

test('runs of another model, precision or scenario change nothing about V3 in FP8', () => {
  for (const other of [{ precision: 'int4' }, { model: 'qwen3-8b' }, { scenario: 'sql' }]) {
    const changed = changedClaims({ accuracies: accuracyRuns({ ...v3, ...other }, 800, 1000, 10) });
    expect([other, changed]).toEqual([other, {}]);
  }
});

test('a 70B in FP8 at 95% decides the claims that a 70B reaches it, and resolves nothing by itself', () => {
  const changed = changedClaims({ accuracies: accuracyRuns(llama8, 970, 1000, 10) });
  // 97.0%: 95.8 to 97.9%, above the exact 95% by more than rounding and wholly above "95% or more".
  expect(changed).toEqual({ 'G-147': 'refuted', 'G-207': 'refuted', 'G-305': 'supported' });
});

test('a task category changes its own claim alone', () => {
  const kpi = accuracyRuns({ ...llama8, category: 'kpi' }, 700, 1000, 5);
  expect(changedClaims({ accuracies: kpi })).toEqual({ 'G-213': 'refuted' });
});

test("times on the box of case 1 decide its times and nobody else's", () => {
  const trend = valueRuns({ ...llama8, ...rtx8, category: 'trend' }, 138, 5);
  expect(changedClaims({ taskTimes: trend })).toEqual({ 'G-211': 'supported' });
  const slow = valueRuns({ ...llama8, ...rtx8 }, 20, 5);
  expect(changedClaims({ taskTimes: slow })).toEqual({ 'G-206': 'refuted' });
  const elsewhere = valueRuns({ ...llama8, ...h20 }, 20, 5);
  expect(changedClaims({ taskTimes: elsewhere })).toEqual({});
});

test('engines on one box: a gap of 2.5x refutes 30 to 50%, one of 1.4x supports it', () => {
  const pair = (ratio: number) =>
    runIds(5).flatMap((run, i) => [
      point(run, 100 * ratio * (1 + 0.005 * i), { framework: 'sglang' }),
      point(run, 100, { framework: 'vllm' }),
    ]);
  expect(changedClaims({ points: pair(2.5) })).toEqual({ 'G-169': 'refuted' });
  expect(changedClaims({ points: pair(1.4) })).toEqual({ 'G-169': 'supported' });
});

test('one engine alone, or two on different boxes, say nothing of a gap', () => {
  const alone = runIds(5).map((run) => point(run, 100));
  const apart = runIds(5).flatMap((run) => [
    point(run, 250, { framework: 'sglang', count: 4 }),
    point(run, 100),
  ]);
  expect(changedClaims({ points: alone })).toEqual({});
  expect(changedClaims({ points: apart })).toEqual({});
});

test('FP8 at 1.6 times 16 bit on one box supports the stated speed of 8 bit', () => {
  // 2 to 3 times FP32 with 16 bit at 1.5 to 2 times amounts to 1.0 to 2.0 times 16 bit.
  const at = (ratio: number) =>
    runIds(5).flatMap((run, i) => [
      point(run, 100 * ratio * (1 + 0.005 * i)),
      point(run, 100, { precision: 'bf16' }),
    ]);
  expect(changedClaims({ points: at(1.6) })).toEqual({ 'G-107': 'supported' });
  expect(changedClaims({ points: at(3) })).toEqual({ 'G-107': 'refuted' });
});

test('a probed context that fell on the larger box supports the claim that it fell', () => {
  const probed = (before: number, after: number): RunEvidence => ({
    contexts: [
      ...valueRuns({ model: 'deepseek-v3', precision: 'fp8', ...rtx8 }, before, 3),
      ...valueRuns({ model: 'deepseek-v3', precision: 'fp8', ...h20 }, after, 3),
    ],
  });
  const fell = changedClaims(probed(65_536, 32_768));
  expect(fell).toEqual({ 'G-086': 'supported', 'G-093': 'supported', 'G-155': 'supported' });
  const rose = changedClaims(probed(32_768, 131_072));
  expect(rose).toEqual({ 'G-086': 'refuted', 'G-093': 'refuted', 'G-155': 'refuted' });
});

test('utilisation of the case decides its own figure', () => {
  const busy = valueRuns({ ...llama8, ...rtx8, category: 'trend' }, 0.8, 5);
  expect(changedClaims({ utilisations: busy })).toEqual({ 'G-212': 'supported' });
});

test('a change names its runs', () => {
  const { changed } = ledger({ runs: { accuracies: accuracyRuns(v3, 800, 1000, 4) } });
  expect(changed.find((c) => c.id === 'G-065')?.runs).toEqual(['run-1', 'run-2', 'run-3', 'run-4']);
});

test('runs together are no surer than the items of one: they ask the same items', () => {
  const few = accuracyRuns(v3, 90, 100, 3);
  const many = accuracyRuns(v3, 90, 100, 30);
  const width = (list: typeof few): number => {
    const { estimate } = combineRuns(list);
    return (estimate?.hi ?? 1) - (estimate?.lo ?? 0);
  };
  // Wilson of 90 of 100: 82.6 to 94.5%, 0.119 wide.
  expect(width(many)).toBeGreaterThan(0.11);
  expect(width(many)).toBeLessThanOrEqual(width(few) + 1e-9);
});

test('combining keeps runs as units: observations of one run are averaged first', () => {
  const three = accuracyRuns(v3, 90, 100, 3);
  const doubled = [...three, ...three];
  expect(combineRuns(doubled).estimate?.n).toBe(3);
  expect(combineRuns(doubled).estimate?.center).toBeCloseTo(
    combineRuns(three).estimate?.center ?? 0,
    12,
  );
});
