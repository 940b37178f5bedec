import { describe, expect, it } from 'vitest';
import {
  type CheckSide,
  compareEndpoints,
  gateRegression,
  itemScores,
  parseThreshold,
  rankEndpoints,
  type Summary,
  type Threshold,
} from '../../../src/analysis/index.ts';
import { type RandomSource, random } from '../../../src/base/index.ts';
import { mcnemar, planComparison } from '../../../src/stats/index.ts';
import { type Campaign, campaign, type PlantedBox } from '../../support/analysis/campaign.ts';

const SEED = 20_260_704;
const CAMPAIGNS = 2_000;

const report = (what: string, hits: number, of: number): number => {
  console.log(`seed ${SEED}, ${of} campaigns: ${what} ${((100 * hits) / of).toFixed(2)}%`);
  return hits / of;
};

/** Two boxes of one true accuracy, whose answers to an item are alike but for flips of their own. */
function twins(source: RandomSource, items: number, flips: number, clusterSize = 1) {
  const stream = source.stream('items');
  const right: boolean[] = [];
  // Items of a workbook are hard together; whether a box flips is drawn for the workbook as well.
  const flipped = { a: [] as boolean[], b: [] as boolean[] };
  for (let i = 0; i < items; i += clusterSize) {
    const hard = stream.uniform() < 0.1;
    const whole = { a: stream.uniform() < flips / 2, b: stream.uniform() < flips / 2 };
    for (let k = 0; k < clusterSize && i + k < items; k++) {
      right.push(!(hard || stream.uniform() < 0.05));
      const own = clusterSize > 1;
      flipped.a.push(own ? whole.a : stream.uniform() < flips / 2);
      flipped.b.push(own ? whole.b : stream.uniform() < flips / 2);
    }
  }
  const verdict = (side: 'a' | 'b') => (i: number) =>
    right[i] !== flipped[side][i] ? ('correct' as const) : ('incorrect' as const);
  return { a: verdict('a'), b: verdict('b') };
}

/** Levels of repeats with AR(1) noise between them, mean 100. */
function series(source: RandomSource, name: string, repeats: number, phi: number): number[] {
  const stream = source.stream(name);
  const out: number[] = [];
  let state = stream.normal();
  for (let r = 0; r < repeats; r++) {
    out.push(100 * Math.exp(0.03 * state));
    state = phi * state + Math.sqrt(1 - phi * phi) * stream.normal();
  }
  return out;
}

const abOf = (planted: Campaign, seed: number, margin = 0.02) =>
  compareEndpoints({
    run: campaign(planted),
    baseline: 'a',
    candidate: 'b',
    margin,
    keys: [],
    seed,
  });

const boxOf = (id: string, verdict: PlantedBox['verdict']): PlantedBox => ({ id, verdict });

describe(`false alarms in A/A campaigns, seed ${SEED}`, () => {
  it.each([
    { name: 'independent items', items: 300, clusterSize: 1, flips: 0.08 },
    {
      name: '30 workbooks of 10 items that flip together',
      items: 300,
      clusterSize: 10,
      flips: 0.5,
    },
  ])(
    'ab calls equal boxes better or worse in at most 6%: $name',
    ({ name, items, clusterSize, flips }) => {
      let hits = 0;
      for (let c = 0; c < CAMPAIGNS; c++) {
        const { a, b } = twins(random(SEED).child(`${name} ${c}`), items, flips, clusterSize);
        const result = abOf(
          {
            items,
            boxes: [boxOf('a', a), boxOf('b', b)],
            clusterOf: (i) => `c${Math.floor(i / clusterSize)}`,
          },
          c,
        );
        const verdict = 'absent' in result.accuracy ? 'undecided' : result.accuracy.verdict;
        if (verdict === 'better' || verdict === 'worse') hits++;
      }
      expect(report(`ab, ${name}:`, hits, CAMPAIGNS)).toBeLessThanOrEqual(0.06);
    },
  );

  it('ab calls two equal speeds different in at most 6% of campaigns, over all its figures', () => {
    let hits = 0;
    for (let c = 0; c < CAMPAIGNS; c++) {
      const source = random(SEED).child(`speed ${c}`);
      // A drift common to both boxes, and noise of their own that lasts from repeat to repeat.
      const drift = series(source, 'drift', 6, 0.9);
      const figure = (side: string) => (metric: string, r: number) =>
        ((drift[r] ?? 100) * (series(source, `${side} ${metric}`, 6, 0)[r] ?? 100)) / 100;
      const box = (id: string): PlantedBox => ({
        id,
        verdict: () => 'correct',
        figure: figure(id),
      });
      const { performance } = abOf({ items: 5, repeats: 6, boxes: [box('a'), box('b')] }, c);
      const alarm = performance.some(
        ({ result }) =>
          'verdict' in result && (result.verdict === 'better' || result.verdict === 'worse'),
      );
      if (alarm) hits++;
    }
    expect(report('ab, speeds:', hits, CAMPAIGNS)).toBeLessThanOrEqual(0.06);
  });

  it.each([
    { name: 'independent repeats, margin 5%', phi: 0, at: 1 },
    { name: 'repeats with AR(1) of 0.5, margin 5%', phi: 0.5, at: 1 },
    { name: 'the truth lies at the margin', phi: 0, at: 1.05 },
  ])('check fails an upgrade of only noise in at most 6%: $name', ({ name, phi, at }) => {
    const metrics = ['ttftMs.p95', 'tpotMs.p50', 'e2eMs.p95', 'accuracy'];
    const thresholds = metrics.flatMap((m): Threshold[] => {
      const parsed = parseThreshold(m);
      return parsed === undefined ? [] : [parsed];
    });
    let failed = 0;
    let passedLatency = 0;
    for (let c = 0; c < CAMPAIGNS; c++) {
      const source = random(SEED).child(`check ${name} ${c}`);
      const { a, b } = twins(source, 200, 0.06);
      const side = (id: 'a' | 'b', verdict: PlantedBox['verdict'], factor: number): CheckSide => {
        const figures = new Map<string, number[]>();
        const figure = (metric: string, r: number): number => {
          const own = figures.get(metric) ?? series(source, `${id} ${metric}`, 6, phi);
          figures.set(metric, own);
          return (own[r] ?? 100) * factor;
        };
        return {
          run: campaign({
            items: 200,
            repeats: 6,
            boxes: [{ id: 'box', verdict, figure }],
            runId: id,
          }),
          suites: {},
          keys: {},
          endpointKeys: () => ({}),
          context: () => ({}),
        };
      };
      const check = gateRegression({
        baseline: side('a', a, 1),
        candidate: side('b', b, at),
        thresholds,
        seed: c,
      });
      if (check.terms.some((t) => t.result === 'FAIL')) failed++;
      if (check.terms[0]?.result === 'PASS') passedLatency++;
    }
    expect(report(`check FAIL, ${name}:`, failed, CAMPAIGNS)).toBeLessThanOrEqual(0.06);
    const passed = report(`check, TTFT passes, ${name}:`, passedLatency, CAMPAIGNS);
    // A truth at the margin must not pass more often than the level says.
    if (at > 1) expect(passed).toBeLessThanOrEqual(0.06);
  });

  it('bakeoff separates none of four equal boxes in 94% of campaigns', () => {
    const names = ['a', 'b', 'c', 'd'];
    const summary = {
      runId: 'r',
      planHash: 'p',
      cells: names.map((endpoint) => ({
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
    } as unknown as Summary;
    let hits = 0;
    for (let c = 0; c < CAMPAIGNS; c++) {
      const stream = random(SEED).child(`bakeoff ${c}`).stream('items');
      const boxes = names.map(() => itemScores());
      for (let i = 0; i < 200; i++) {
        const right = stream.uniform() < 0.92;
        for (const box of boxes) {
          const flips = stream.uniform() < 0.04;
          box.add(`s/t${i}`, `s/t${i}`, {
            kind: right !== flips ? 'correct' : 'incorrect',
            expected: '',
            why: '',
            rule: 'x',
            score: 0,
          });
        }
      }
      const { pairs } = rankEndpoints({
        summary,
        cellItems: names.map((endpoint, i) => ({
          endpoint,
          position: 'p',
          valid: true,
          items: boxes[i] ?? itemScores(),
        })),
        latencies: [],
        seed: c,
      });
      if (pairs.some((p) => p.verdict === 'better' || p.verdict === 'worse')) hits++;
    }
    expect(report('bakeoff, four boxes:', hits, CAMPAIGNS)).toBeLessThanOrEqual(0.06);
  });
});

describe(`power at the planned size, seed ${SEED}`, () => {
  /** FP16 right with 0.98, FP8 with 0.95; of all items 5% flip: 4% lost and 1% gained. */
  const pair = (source: RandomSource, items: number) => {
    const stream = source.stream('pair');
    const draws = Array.from({ length: items }, () => stream.uniform());
    const lost = (u: number) => u < 0.04;
    const gained = (u: number) => u >= 0.04 && u < 0.05;
    const bothWrong = (u: number) => u >= 0.05 && u < 0.06;
    return {
      a: (i: number) =>
        gained(draws[i] ?? 1) || bothWrong(draws[i] ?? 1)
          ? ('incorrect' as const)
          : ('correct' as const),
      b: (i: number) =>
        lost(draws[i] ?? 1) || bothWrong(draws[i] ?? 1)
          ? ('incorrect' as const)
          : ('correct' as const),
      flips: {
        lost: draws.filter(lost).length,
        gained: draws.filter(gained).length,
      },
    };
  };
  const plan = planComparison({ aim: { drop: 0.03 }, flipRate: 0.05 });
  if (plan.kind === 'absent') throw new Error(plan.why);
  const planned = plan.value.items;

  it('finds a drop of 3 points at the planned number of items as often as planned', () => {
    const draws = 5_000;
    let found = 0;
    for (let c = 0; c < draws; c++) {
      const { flips } = pair(random(SEED).child(`power ${c}`), planned);
      if (flips.lost > flips.gained && mcnemar(flips).midP < 0.05) found++;
    }
    expect(report(`power at the planned ${planned} items:`, found, draws)).toBeGreaterThan(0.88);
  });

  it('tells FP8 from FP16 through ab at that size, and hardly ever with 100 items', () => {
    const worse = (items: number): number => {
      let found = 0;
      for (let c = 0; c < 200; c++) {
        const { a, b } = pair(random(SEED).child(`ab ${items} ${c}`), items);
        const { accuracy } = abOf({ items, boxes: [boxOf('a', a), boxOf('b', b)] }, c);
        if ('verdict' in accuracy && accuracy.verdict === 'worse') found++;
      }
      return report(`ab says worse at ${items} items:`, found, 200);
    };
    // 200 runs at 90%: 4 standard errors are 8.5 points.
    expect(worse(planned)).toBeGreaterThan(0.815);
    expect(worse(100)).toBeLessThanOrEqual(0.25);
  });

  it('shows equal precisions non-inferior at the planned size', () => {
    const size = planComparison({ aim: { margin: 0.02 }, flipRate: 0.05 });
    if (size.kind === 'absent') throw new Error(size.why);
    const { items } = size.value;
    let shown = 0;
    let worse = 0;
    for (let c = 0; c < 200; c++) {
      const { a, b } = twins(random(SEED).child(`ni ${c}`), items, 0.05 / (1 - 0.025));
      const { accuracy } = abOf({ items, boxes: [boxOf('a', a), boxOf('b', b)] }, c);
      if ('absent' in accuracy) continue;
      if (accuracy.nonInferiority.holds) shown++;
      if (accuracy.verdict === 'worse') worse++;
    }
    expect(report(`non-inferior at the planned ${items} items:`, shown, 200)).toBeGreaterThan(
      0.815,
    );
    expect(report('and called worse:', worse, 200)).toBeLessThanOrEqual(0.07);
  });
});
