import { describe, expect, it } from 'vitest';
import type { CellEvidence } from '../../../src/analysis/validity/evidence.ts';
import { judgeValidity } from '../../../src/analysis/validity/judge-validity.ts';
import { defaultThresholds, thresholdsOf } from '../../../src/analysis/validity/thresholds.ts';

const sound: CellEvidence = {
  taskRuns: { planned: 100, ended: 100 },
  runCut: false,
  openLoop: true,
  loopUtilisation: 0.3,
  sendLagP99Ms: 1,
  ttftP50Ms: 100,
  coalescedShare: 0.01,
  tokensPerChunk: 1,
  oneBurstShare: 0,
  dropped: { forWantOfSlots: 0, other: 0 },
  prefixCache: 'cold',
  cachedTokenShare: 0,
  askedModel: 'm',
  servedModels: ['m'],
  clockSteps: 0,
  foreignRequestShare: 0,
  failedShare: 0,
  queueGrowth: 1,
  truncatedShare: 0,
};
const verdictOf = (over: Partial<CellEvidence>) =>
  judgeValidity({ ...sound, ...over }, defaultThresholds);

describe('validity of a cell', () => {
  it('is valid when every check holds, with all checks listed', () => {
    const v = verdictOf({});
    expect(v.verdict).toBe('valid');
    expect(v.findings).toEqual([]);
    expect(v.checks.every((c) => c.verdict === 'pass')).toBe(true);
  });

  // Each row crosses one limit of the table in docs/glossary.md by a hair; its twin stays on it.
  it.each<[string, Partial<CellEvidence>, Partial<CellEvidence>, string]>([
    [
      'ended-share',
      { taskRuns: { planned: 100, ended: 89 } },
      { taskRuns: { planned: 100, ended: 90 } },
      'incomplete',
    ],
    ['run-not-cut', { runCut: true }, { runCut: false }, 'incomplete'],
    ['loop-utilisation', { loopUtilisation: 0.701 }, { loopUtilisation: 0.7 }, 'client-limited'],
    ['send-lag', { sendLagP99Ms: 5.1 }, { sendLagP99Ms: 5 }, 'client-limited'],
    [
      'send-lag',
      { sendLagP99Ms: 2.1, ttftP50Ms: 10 },
      { sendLagP99Ms: 2, ttftP50Ms: 10 },
      'client-limited',
    ],
    [
      'coalesced-arrivals',
      { coalescedShare: 0.21 },
      { coalescedShare: 0.21, tokensPerChunk: 3 },
      'client-limited',
    ],
    [
      'drops-for-want-of-slots',
      { dropped: { forWantOfSlots: 1, other: 0 } },
      { dropped: { forWantOfSlots: 1, other: 0 }, openLoop: false },
      'client-limited',
    ],
    [
      'prefix-cache-hits',
      { cachedTokenShare: 0.051 },
      { cachedTokenShare: 0.051, prefixCache: 'warm' },
      'contaminated',
    ],
    ['served-model', { servedModels: ['m', 'other'] }, { servedModels: ['m'] }, 'contaminated'],
    ['buffering-proxy', { oneBurstShare: 0.51 }, { oneBurstShare: 0.5 }, 'contaminated'],
    ['clock-steps', { clockSteps: 1 }, { clockSteps: 0 }, 'contaminated'],
    ['foreign-load', { foreignRequestShare: 0.06 }, { foreignRequestShare: 0.05 }, 'contaminated'],
  ])('%s: over its limit it leads to %s, on it it does not', (id, over, on, verdict) => {
    const failed = verdictOf(over);
    expect(failed.verdict).toBe(verdict);
    expect(failed.checks.filter((c) => c.verdict === 'fail').map((c) => c.id)).toEqual([id]);
    expect(verdictOf(on).verdict).toBe('valid');
  });

  it('takes incomplete before client-limited before contaminated', () => {
    expect(verdictOf({ runCut: true, loopUtilisation: 1, clockSteps: 1 }).verdict).toBe(
      'incomplete',
    );
    expect(verdictOf({ loopUtilisation: 1, clockSteps: 1 }).verdict).toBe('client-limited');
  });

  it('calls overload a finding and still compares', () => {
    for (const over of [{ failedShare: 0.011 }, { queueGrowth: 2.1 }]) {
      const v = verdictOf(over);
      expect(v.verdict).toBe('valid');
      expect(v.findings).toEqual(['overloaded']);
    }
    expect(verdictOf({ queueGrowth: 9, openLoop: false }).findings).toEqual([]);
  });

  it('judges send lag of a small sample by what it proves about its p99', () => {
    // one-sided 95% Clopper-Pearson: 1 of 28 late has a lower limit of 0.0018, 2 of 28 of 0.0128
    const { sendLagP99Ms: _, ...small } = sound;
    const judge = (late: number) =>
      judgeValidity({ ...small, lateSends: { late, sent: 28 } }, defaultThresholds).verdict;
    expect(judge(1)).toBe('valid');
    expect(judge(2)).toBe('client-limited');
  });

  it('says unknown where a signal is missing, and never passes it', () => {
    const { loopUtilisation: _, ...blind } = sound;
    const check = judgeValidity(blind, defaultThresholds).checks.find(
      (c) => c.id === 'loop-utilisation',
    );
    expect(check?.verdict).toBe('unknown');
    expect(check).not.toHaveProperty('seen');
  });

  it('blames a buffering proxy, not the client, for answers that come in one read', () => {
    expect(verdictOf({ coalescedShare: 1, oneBurstShare: 1 }).verdict).toBe('contaminated');
  });

  it('lets the plan set its own limits', () => {
    const limits = thresholdsOf({ validity: { maxLoopUtilisation: 0.2 } });
    expect(judgeValidity(sound, limits).verdict).toBe('client-limited');
    expect(limits.maxErrorShare).toBe(defaultThresholds.maxErrorShare);
  });
});
