/**
 * Prints how well the calibrated sizing model predicts public serving points that it has not seen, beside
 * the bars of a first independent fit and the published errors of other models. `--splits N` for a
 * quicker look (default 20).
 */
import { random } from '../../src/base/index.ts';
import { type Observation, observe } from '../../src/sizing/calibration/observation.ts';
import { type Calibration, fitCalibration } from '../../src/sizing/index.ts';
import { groupKnowledge } from '../../src/sizing/prediction/calibrated-knowledge.ts';
import { meanOf, quantileOf, type Scored, score, shareOf } from './score.ts';
import { h20Errors, splitwiseErrors } from './second-sets.ts';
import { siliconPoints } from './silicon.ts';

const at = process.argv.indexOf('--splits');
const SPLITS = at < 0 ? 20 : Number(process.argv[at + 1]);
/** Groups of fewer points are fitted but not judged. */
const JUDGED = 20;

const points = siliconPoints();
const all: Observation[] = points.flatMap((point) => {
  const seen = observe(point);
  return 'refused' in seen ? [] : [seen];
});
const nameOf = (o: Observation): string => Object.values(o.key).join(' ');
const sizes = new Map<string, number>();
for (const o of all) sizes.set(nameOf(o), (sizes.get(nameOf(o)) ?? 0) + 1);
const judged = (o: Observation): boolean => (sizes.get(nameOf(o)) ?? 0) >= JUDGED;
const calibrated = (training: readonly Observation[], heldOut = true): Calibration =>
  fitCalibration(
    training.map((o) => o.point),
    { heldOut },
  );

/** Mean over splits of a statistic of the scored points. */
function over(splits: readonly Scored[][], of: (scored: Scored[]) => number): number {
  return meanOf(splits.filter((s) => s.length > 0).map(of));
}
const percent = (share: number): string => `${(100 * share).toFixed(1)}`;
const errors = (splits: readonly Scored[][], metric: 'tpot' | 'ttft'): string =>
  `${percent(
    over(splits, (s) =>
      quantileOf(
        s.map((x) => x[metric]),
        0.5,
      ),
    ),
  )} / ${percent(
    over(splits, (s) =>
      quantileOf(
        s.map((x) => x[metric]),
        0.9,
      ),
    ),
  )}`;
const line = (name: string, value: string, bar: string): void =>
  console.log(`${name.padEnd(58)} ${value.padEnd(16)} ${bar}`);

function sameGroup(): void {
  const splits: Scored[][] = [];
  for (let split = 0; split < SPLITS; split++) {
    const stream = random(`sizing-bench-${split}`).stream('halves');
    const shuffled = stream.shuffled(all);
    const seen = new Map<string, number>();
    const training: Observation[] = [];
    const test: Observation[] = [];
    for (const o of shuffled) {
      const turn = seen.get(nameOf(o)) ?? 0;
      seen.set(nameOf(o), turn + 1);
      (turn % 2 === 0 ? training : test).push(o);
    }
    splits.push(score(calibrated(training), test.filter(judged)));
    process.stderr.write(`split ${split + 1} of ${SPLITS}\n`);
  }
  line('same group, TPOT', errors(splits, 'tpot'), '5 / 16');
  const names = [...new Set(all.filter(judged).map(nameOf))];
  const meeting = names.filter((name) => {
    const own = splits.map((s) => s.filter((x) => nameOf(x.observation) === name));
    const tpot = (q: number): number =>
      over(own, (s) =>
        quantileOf(
          s.map((x) => x.tpot),
          q,
        ),
      );
    return tpot(0.5) <= 0.06 && tpot(0.9) <= 0.15;
  });
  line(
    'same group, share of groups with TPOT within 6 / 15',
    `${percent(meeting.length / names.length)} of ${names.length}`,
    '55',
  );
  const calm = splits.map((s) => s.filter((x) => x.unsaturated));
  for (const engine of ['vllm', 'sglang', 'trtllm']) {
    const own = calm.map((s) => s.filter((x) => x.observation.key.framework === engine));
    line(
      `same group, TTFT unsaturated, ${engine}`,
      errors(own, 'ttft'),
      engine === 'vllm' ? '10 / 28' : '-',
    );
  }
  line('same group, TTFT, all loads', errors(splits, 'ttft'), '-');
  line(
    '90% intervals of TPOT: coverage; median half-width',
    `${percent(over(splits, (s) => shareOf(s.map((x) => x.tpotCovered))))}; ±${percent(
      over(splits, (s) =>
        quantileOf(
          s.map((x) => x.tpotHalfWidth),
          0.5,
        ),
      ),
    )}`,
    '85 to 95',
  );
  line(
    '90% intervals of TTFT: coverage; median half-width',
    `${percent(over(splits, (s) => shareOf(s.map((x) => x.ttftCovered))))}; ±${percent(
      over(splits, (s) =>
        quantileOf(
          s.map((x) => x.ttftHalfWidth),
          0.5,
        ),
      ),
    )}`,
    '85 to 95',
  );
  for (const name of names) {
    const own = splits.map((s) => s.filter((x) => nameOf(x.observation) === name));
    console.log(
      `  ${name.padEnd(64)} ${String(sizes.get(name)).padStart(4)}  TPOT ${errors(own, 'tpot').padEnd(12)} TTFT ${errors(own, 'ttft')}`,
    );
  }
}

/** Ten random points of each group of a model that no training group had. */
function tenPoints(): void {
  const splits: Scored[][] = Array.from({ length: SPLITS }, () => []);
  for (const model of new Set(all.map((o) => o.key.model))) {
    const others = calibrated(
      all.filter((o) => o.key.model !== model),
      false,
    );
    const known = knowledgeOf(others);
    for (const name of new Set(all.filter((o) => o.key.model === model && judged(o)).map(nameOf))) {
      const members = all.filter((o) => nameOf(o) === name);
      for (let split = 0; split < SPLITS; split++) {
        const shuffled = random(`sizing-bench-${split}`).stream(name).shuffled(members);
        const calibration = fitCalibration(
          shuffled.slice(0, 10).map((o) => o.point),
          { known },
        );
        splits[split]?.push(...score(calibration, shuffled.slice(10)));
      }
    }
    process.stderr.write(`ten points: ${model}\n`);
  }
  line('ten points of a new model, TPOT', errors(splits, 'tpot'), '8 / 28');
  line('ten points of a new model, TTFT', errors(splits, 'ttft'), '-');
}

/** Everything with one value of a trait left out of the fit. */
function leftOut(title: string, trait: (o: Observation) => string, bar: string): void {
  const scored: Scored[] = [];
  for (const value of new Set(all.map(trait))) {
    const calibration = calibrated(
      all.filter((o) => trait(o) !== value),
      false,
    );
    const own = score(
      calibration,
      all.filter((o) => trait(o) === value && judged(o)),
    );
    console.log(
      `  without ${value.padEnd(20)} TPOT ${errors([own], 'tpot')} TTFT ${errors([own], 'ttft')}`,
    );
    scored.push(...own);
  }
  line(title, errors([scored], 'tpot'), bar);
  line(
    `${title}: coverage; half-width`,
    `${percent(shareOf(scored.map((x) => x.tpotCovered)))}; ±${percent(
      quantileOf(
        scored.map((x) => x.tpotHalfWidth),
        0.5,
      ),
    )}`,
    '85 to 95',
  );
}

/** Two sets from other sources: batch 1 on a GPU without any training point, and static batches of 2023. */
function secondSets(): void {
  const pair = (values: readonly number[]): string =>
    `${percent(quantileOf(values, 0.5))} / ${percent(quantileOf(values, 0.9))}`;
  line('H20 batch 1, request time, no calibration', pair(h20Errors(undefined)), '-');
  line(
    'H20 batch 1, request time, calibrated on other GPUs',
    pair(h20Errors(calibrated(all, false))),
    '-',
  );
  const halves = Array.from({ length: SPLITS }, (_, seed) => splitwiseErrors(seed));
  const tpot = halves.flatMap((h) => h.tpot);
  line('Splitwise Llama-2-70B, held-out half, TPOT', pair(tpot), '-');
  line(
    'Splitwise Llama-2-70B, held-out half, TTFT of batch 1',
    pair(halves.flatMap((h) => h.ttft)),
    '-',
  );
}

/** What others publish of themselves, or measured of one another; other data, so no race. */
const PEERS = `
Published by others, on their own data (sources: docs/methods/sizing.md):
  BLIS, 36 held-out serving runs          E2E 6.7, TTFT 17.6, ITL 7.1 (median %)
  AIConfigurator, measured by BLIS        E2E 11.8, ITL 25.4, TTFT 653 (median %)
  LLMServingSim 2, own / measured by BLIS E2E at most 1.9 with profiles of the very box / 18.8
  Vidur                                   below 9 (P95 at 85% of capacity), profiles per engine version
  InferSim                                decode 4 to 15, prefill 5 to 15 (three points)
  LLM-Pilot                               right GPU in 80% of cases, 19.9% overspend
`;

function knowledgeOf(calibration: Calibration) {
  return calibration.groups.map(groupKnowledge);
}

console.log(
  `${all.length} of ${points.length} public points (the rest name layouts that cannot hold the weights),
${sizes.size} groups; median / p90 absolute error in %, mean of ${SPLITS} splits\n`,
);
line('test', 'reached', 'bar');
const only = process.argv.includes('--only')
  ? process.argv[process.argv.indexOf('--only') + 1]
  : '';
if (only === '' || only === 'second') secondSets();
if (only === '' || only === 'model')
  leftOut('model never seen, TPOT', (o) => o.key.model, '20 / 50');
if (only === '' || only === 'gpu') leftOut('GPU never seen, TPOT', (o) => o.key.gpu, '18 / 65');
if (only === '' || only === 'ten') tenPoints();
if (only === '' || only === 'same') sameGroup();
console.log(PEERS);
