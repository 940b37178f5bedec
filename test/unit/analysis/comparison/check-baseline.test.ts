import { describe, expect, it } from 'vitest';
import {
  type CheckSide,
  checkSchema,
  gateRegression,
  parseThreshold,
  type Threshold,
} from '../../../../src/analysis/index.ts';
import {
  type Campaign,
  campaign,
  noisy,
  type PlantedBox,
} from '../../../support/analysis/campaign.ts';

let runs = 0;
const side = (planted: Campaign, more: Partial<CheckSide> = {}): CheckSide => ({
  run: campaign({ runId: `run-${runs++}`, ...planted }),
  suites: { s: 'hash' },
  keys: { seed: '1' },
  endpointKeys: () => ({}),
  context: () => ({ advertised: 131_072 }),
  ...more,
});

/** A box of steady accuracy whose speeds are `level` with 1% noise, drawn anew for each `seed`. */
const steady = (seed: string, more: Partial<PlantedBox> = {}, level = 100): PlantedBox => ({
  id: 'box',
  verdict: (i) => (i % 25 === 0 ? 'incorrect' : 'correct'),
  figure: noisy(level, 0.01, seed),
  ...more,
});

const run = (box: PlantedBox, repeats = 6, items = 300): Campaign => ({
  items,
  repeats,
  boxes: [box],
});

const gate = (before: CheckSide, after: CheckSide, thresholds?: readonly Threshold[]) =>
  gateRegression({
    baseline: before,
    candidate: after,
    seed: 1,
    ...(thresholds === undefined ? {} : { thresholds }),
  });

const terms = (texts: readonly string[]): Threshold[] =>
  texts.map((text) => {
    const threshold = parseThreshold(text);
    if (threshold === undefined) throw new Error(text);
    return threshold;
  });

describe('the regression gate', () => {
  it('passes an upgrade that changed nothing but the noise', () => {
    const check = gate(side(run(steady('before'))), side(run(steady('after'))));
    expect(check.terms.map((t) => [t.metric, t.result])).toEqual(
      check.terms.map((t) => [t.metric, 'PASS']),
    );
    expect(check.terms.length).toBeGreaterThanOrEqual(10);
    expect(check.result).toBe('PASS');
    expect(checkSchema.parse(check)).toEqual(check);
  });

  it('fails on the context that shrank and passes on the speed that rose', () => {
    const before = side(run(steady('before')));
    const faster = steady('after', {
      figure: (m, r) => (m.endsWith('Ms') ? 80 : 125) * (noisy(1, 0.01, 'after')(m, r) ?? 1),
    });
    const after = side(run(faster), { context: () => ({ advertised: 32_768 }) });
    const check = gate(before, after);
    const of = (metric: string) => check.terms.filter((t) => t.metric === metric);
    expect(of('usableContextTokens')).toMatchObject([
      { result: 'FAIL', value: 32_768, baseline: 131_072, reason: { code: 'context-shrank' } },
    ]);
    expect(of('tpotMs')).toMatchObject([{ result: 'PASS', word: 'better' }]);
    expect(check.result).toBe('FAIL');
  });

  it('fails on a planted slowdown of a fifth and says which term broke', () => {
    const slower = steady('after', {
      figure: (m, r) => (m === 'ttftMs' ? 1.2 : 1) * (noisy(100, 0.01, 'after')(m, r) ?? 1),
    });
    const check = gate(side(run(steady('before'))), side(run(slower)));
    const failed = check.terms.filter((t) => t.result === 'FAIL');
    expect(failed.map((t) => t.metric)).toEqual(['ttftMs']);
    const [lo, hi] = failed[0]?.limits ?? [0, 0];
    // The ratio is 1.2; its limits lie above 1 + 5%.
    expect(lo).toBeGreaterThan(1.05);
    expect(hi).toBeGreaterThan(1.15);
  });

  it('fails on lost accuracy beyond the margin, and is undecided about a little of it', () => {
    const losing = (every: number) =>
      steady('after', {
        verdict: (i) => (i % 25 === 0 || i % every === 1 ? 'incorrect' : 'correct'),
      });
    const before = side(run(steady('before')));
    // 1 in 10 items lost: 10 points. 1 in 60: 1.7 points, inside the margin of 2 and not provably so.
    const accuracy = (every: number) =>
      gate(before, side(run(losing(every)))).terms.find((t) => t.metric === 'accuracy');
    expect(accuracy(10)?.result).toBe('FAIL');
    expect(accuracy(60)).toMatchObject({ result: 'NOT PROVEN', need: { unit: 'items' } });
    expect(accuracy(60)?.need?.still).toBeGreaterThan(0);
  });

  it('cannot prove a latency with fewer than five repeats a side, however large the change', () => {
    const slow = steady('after', { figure: () => 1000 });
    const check = gate(side(run(steady('before'), 4)), side(run(slow, 4)), terms(['ttftMs.p95']));
    expect(check.terms[0]).toMatchObject({
      result: 'NOT PROVEN',
      reason: { code: 'few-repeats', values: { repeats: 4, least: 5 } },
      need: { total: 5, still: 1, unit: 'repeats' },
    });
    expect(check.result).toBe('NOT PROVEN');
  });

  it('fails a metric that nobody knows, and one that the candidate no longer has', () => {
    const mute = steady('after', {
      figure: (m, r) => (m === 'tpotMs' ? undefined : noisy(100, 0.01, 'after')(m, r)),
    });
    const check = gate(
      side(run(steady('before'))),
      side(run(mute)),
      terms(['throughputiness', 'ttftMs.p42', 'tpotMs.p50']),
    );
    expect(check.terms.map((t) => [t.result, t.reason.code])).toEqual([
      ['FAIL', 'unknown-metric'],
      ['FAIL', 'unknown-metric'],
      ['FAIL', 'empty-metric'],
    ]);
  });

  it('fails a throughput that fell to nothing, and a gate without a single term', () => {
    const dead = steady('after', { figure: (m) => (m === 'goodputPerS' ? 0 : 100) });
    const before = side(run(steady('before')));
    const check = gate(before, side(run(dead)), terms(['goodputPerS']));
    expect(check.terms[0]).toMatchObject({ result: 'FAIL', reason: { code: 'vanished' } });
    expect(gate(before, side(run(steady('x'))), []).result).toBe('FAIL');
  });

  it('refuses runs over different questions, and names keys that differ', () => {
    const before = side(run(steady('before')));
    const other = gate(before, side(run(steady('after')), { suites: { s: 'other' } }));
    expect(other).toMatchObject({
      result: 'NOT PROVEN',
      terms: [],
      refused: [{ code: 'suite-differs', values: { scenario: 's' } }],
    });
    expect(gate(before, before).refused).toEqual([{ code: 'same-run' }]);
    const flagged = gate(
      before,
      side(run(steady('after')), {
        keys: { seed: '2' },
        endpointKeys: () => ({ 'box.flags': '--enable-x' }),
      }),
    );
    expect(flagged.keys).toEqual([
      { key: 'seed', baseline: '1', candidate: '2' },
      { key: 'box.box.flags', baseline: '-', candidate: '--enable-x' },
    ]);
    expect(flagged.refused).toEqual([]);
  });

  it('does not compare an invalid cell', () => {
    const check = gate(side(run(steady('before'))), side(run(steady('after', { valid: false }))));
    expect(check.refused).toEqual([{ code: 'no-common-place' }]);
    expect(check.notCompared).toMatchObject([{ side: 'candidate', verdict: 'client-limited' }]);
  });

  it('holds figures to relative and absolute rules without asking for proof of the first', () => {
    const before = side(run(steady('before'), 1));
    const after = side(run(steady('after', {}, 104), 1));
    const check = gate(before, after, terms(['ttftMs.p95<=+10%', 'ttftMs.p95<=+1%']));
    expect(check.terms.map((t) => t.result)).toEqual(['PASS', 'FAIL']);
    const six = side(run(steady('after'), 6));
    const absolute = gate(
      before,
      six,
      terms(['ttftMs.p95<=150', 'ttftMs.p95<=50', 'accuracy>=0.5']),
    );
    expect(absolute.terms.map((t) => t.result)).toEqual(['PASS', 'FAIL', 'PASS']);
  });
});

describe('a threshold as a person writes it', () => {
  it('reads margins, relative and absolute rules', () => {
    expect(parseThreshold('ttftMs.p95~5%')).toEqual({
      metric: 'ttftMs',
      statistic: 'p95',
      rule: { kind: 'margin', value: 0.05 },
    });
    expect(parseThreshold('accuracy~0.01')?.rule).toEqual({ kind: 'margin', value: 0.01 });
    expect(parseThreshold('ttftMs.p95 <= +5%')?.rule).toEqual({ kind: 'relative', value: 0.05 });
    expect(parseThreshold('goodputPerS>=-5%')?.rule).toEqual({ kind: 'relative', value: 0.05 });
    expect(parseThreshold('ttftMs.p95<=2000')?.rule).toEqual({ kind: 'at-most', value: 2000 });
    expect(parseThreshold('accuracy>=95%')?.rule).toEqual({ kind: 'at-least', value: 0.95 });
  });

  it('refuses what is ambiguous', () => {
    for (const text of ['', 'ttftMs.p95<', 'ttftMs.p95<=-5%', 'goodputPerS>=+5%', 'x~0', 'a b']) {
      expect(parseThreshold(text), text).toBeUndefined();
    }
  });
});
