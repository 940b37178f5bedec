import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bakeoff, bakeoffSchema } from '../../src/analysis/index.ts';
import { readFleet } from '../../src/mock/index.ts';
import { type MockFleet, mockFleetSchema } from '../../src/spec/index.ts';
import { type LiveFleet, liveFleetOf } from '../support/program/live-fleet.ts';
import { keyOf, newFolder, suiteOf, writePlan } from '../support/program/own-suite.ts';
import { jsonIn } from '../support/program/run-files.ts';
import { packageRoot, steelyard } from '../support/program/steelyard.ts';
import { weigh } from '../support/virtual/weigh.ts';

const ITEMS = 200;
const twinsFile = join(packageRoot, 'fixtures/mock/twins.yaml');

/** Verdicts of the one pair over many fleets that differ in their seeds alone. */
async function verdictsOf(
  runs: number,
  fleetOf: (seed: number) => MockFleet,
): Promise<Bakeoff['pairs']> {
  const pairs: Bakeoff['pairs'] = [];
  for (let seed = 1; seed <= runs; seed++) {
    const { bakeoff } = await weigh({
      fleet: fleetOf(seed),
      keys: [keyOf(ITEMS)],
      scenario: suiteOf(ITEMS),
      plan: {
        load: { kind: 'closed', concurrency: [12] },
        block: 50,
        warmup: { requests: 0 },
        seed,
      },
    });
    pairs.push(...bakeoff.pairs);
  }
  return pairs;
}

const pairOf = (seed: number, a: object, b: object): MockFleet => {
  const preset = '8xh100-80g-sxm/vllm-0.10.0/llama-3.1-8b-fp8';
  return mockFleetSchema.parse({
    seed,
    boxes: [
      { id: 'a', preset, seed, answers: a },
      { id: 'b', preset, seed: seed + 1000, answers: b },
    ],
  });
};

describe('two boxes, weighed in virtual time', () => {
  it('are called apart at most as often as chance allows where they are twins', async () => {
    const files = await readFleet(twinsFile);
    if (!files.ok) throw new Error(JSON.stringify(files.problems));
    const [a, b] = files.value.fleet.boxes;
    if (a === undefined || b === undefined) throw new Error('two boxes');
    const pairs = await verdictsOf(40, (seed) => ({
      seed,
      boxes: [
        { ...a, seed },
        { ...b, seed: seed + 1000 },
      ],
    }));
    expect(pairs).toHaveLength(40);
    const apart = pairs.filter((p) => p.verdict === 'better' || p.verdict === 'worse');
    // At a level of 5%, P(X > 7) = 0.0007 for X of the binomial distribution (40, 0.05).
    expect(apart.length).toBeLessThanOrEqual(7);
  });

  it('are told apart where 0.97 and 0.75 are planted', async () => {
    const pairs = await verdictsOf(20, (seed) =>
      pairOf(seed, { accuracy: 0.97 }, { accuracy: 0.75 }),
    );
    const wrongWay = pairs.filter((p) => p.candidate === 'b' && p.verdict === 'better');
    const right = pairs.filter((p) =>
      p.candidate === 'b' ? p.verdict === 'worse' : p.verdict === 'better',
    );
    expect(wrongWay).toEqual([]);
    // 200 independent pairs: 0.97 x 0.25 = 48 lost against 0.03 x 0.75 = 5 gained: always significant.
    expect(right).toHaveLength(20);
  });

  it('are never told apart where they give the same answers', async () => {
    const answers = { accuracy: 0.9, errorsWith: { box: 'b', latentCorrelation: 1 } };
    const pairs = await verdictsOf(5, (seed) => pairOf(seed, answers, { accuracy: 0.9 }));
    // Score interval of no difference in n pairs: z^2 / (n + z^2) = 3.84 / 203.84 = 1.9% < 2%, the margin.
    expect(new Set(pairs.map((p) => p.verdict))).toEqual(new Set(['equivalent']));
    for (const p of pairs) expect(p).toMatchObject({ lost: 0, gained: 0, delta: { value: 0 } });
  });
});

describe('the twins of the fixture, over sockets', () => {
  let fleet: LiveFleet;
  beforeAll(async () => {
    fleet = await liveFleetOf(twinsFile);
    for (const { id } of fleet.boxes) await fleet.change(id, { law: { timeScale: 1.5 } });
  });
  afterAll(() => fleet.stop());

  it('come out not separable, by the program itself', async () => {
    const folder = newFolder('twins');
    const { plan } = writePlan(folder, fleet.endpoints, {
      scenarios: ['excel-sales-zh', 'excel-sales-en'],
      load: { kind: 'closed', concurrency: [12] },
      block: 22,
      warmup: { requests: 2 },
      seed: 11,
      // Speed is not the question here, and this machine may be busy with other tests.
      validity: { maxLoopUtilisation: 1, maxSendLagShareOfTtft: 1, maxCoalescedShare: 1 },
    });
    const out = join(folder, 'run');
    const { code, stdout, stderr } = await steelyard('run', plan, '--out', out, '--quiet');
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('not separable');
    const bakeoff = bakeoffSchema.parse(jsonIn(out, 'bakeoff.json'));
    expect(bakeoff.pairs.map((p) => p.verdict)).not.toContain('better');
    expect(bakeoff.pairs.map((p) => p.verdict)).not.toContain('worse');
    expect(bakeoff.ranking.map((r) => r.rank)).toEqual([
      [1, 2],
      [1, 2],
    ]);
    // Every item of the two scenarios, of 40 tasks or more each.
    expect(bakeoff.pairs[0]?.items).toBeGreaterThanOrEqual(80);
  });
});
