import type { Estimate } from '../../../base/index.ts';
import { requiredForClaim } from '../../../stats/index.ts';
import { type Bilingual, both, figure, joined, percent } from '../bilingual.ts';
import { type Combined, combineRuns, LEAST_RUNS } from '../combine-runs.ts';
import type { Evidence, Judgement, ToSettle } from '../judgement.ts';
import { limitsOfEstimate } from '../known.ts';
import type { Rule } from '../rule.ts';
import { matches, type Observation, type RunEvidence, type Wanted } from '../run-evidence.ts';
import { type Limits, limitsOf, relation, type Stated } from '../stated.ts';
import { statedValue } from './memory.ts';
import { settling } from './plain.ts';

/** How a measured figure is held to a stated one, and written. */
interface Yardstick {
  /** Half-width inside which an exact figure counts as met. */
  readonly margin: number;
  /** Rounding of the stated figure: beyond it the figure is missed. */
  readonly rounding: number;
  readonly show: (value: number) => string;
}

const accuracyYardstick: Yardstick = { margin: 0.02, rounding: 0.005, show: (v) => percent(v) };
const secondsYardstick: Yardstick = { margin: 6, rounding: 3, show: (v) => `${figure(v, 1)} s` };
const shareYardstick: Yardstick = { margin: 0.05, rounding: 0.005, show: (v) => percent(v, 0) };
const ratioYardstick: Yardstick = { margin: 0.1, rounding: 0.05, show: (v) => `${figure(v, 2)}x` };

/** A claim about one measured figure, until runs say more. */
interface Base {
  readonly reason: Bilingual;
  readonly evidence?: readonly Evidence[];
  readonly toSettle: ToSettle;
}

const asOpen = ({ reason, evidence = [], toSettle }: Base): Judgement => ({
  state: 'open',
  reason,
  evidence,
  toSettle,
});

/**
 * Holds the runs together to the stated value: refuted where their interval lies apart from it,
 * supported where it lies wholly inside, else open; below `LEAST_RUNS` runs open whatever they say.
 */
export function heldToRuns(
  combined: Combined,
  stated: Stated,
  yardstick: Yardstick,
  base: Base,
): Judgement {
  const count = combined.runs.length;
  if (count === 0) return asOpen(base);
  const { estimate } = combined;
  if (estimate === undefined) {
    const few = both(
      `${count} valid run(s) speak of it; ${LEAST_RUNS} are needed before they count.`,
      `已有 ${count} 次有效实测，至少 ${LEAST_RUNS} 次才作数。`,
    );
    return { ...asOpen(base), reason: joined([base.reason, few]) };
  }
  const limits = limitsOf(stated);
  const exact = typeof stated === 'number';
  const measured = limitsOfEstimate(estimate);
  const apart = relation(measured, limits, exact ? yardstick.rounding : 0) === 'apart';
  const inside = relation(measured, limits, exact ? yardstick.margin : 0) === 'inside';
  const text = measuredText(estimate, count, limits, yardstick);
  const evidence: Evidence[] = [
    ...(base.evidence ?? []),
    { kind: 'run', text, runs: combined.runs, n: combined.n },
  ];
  if (apart) return { state: 'refuted', reason: text, evidence };
  if (inside) return { state: 'supported', reason: text, evidence };
  const wide = both('Too wide to decide.', '区间过宽，尚不能定论。');
  return { state: 'open', reason: joined([text, wide]), evidence, toSettle: base.toSettle };
}

function measuredText(e: Estimate, runs: number, limits: Limits, y: Yardstick): Bilingual {
  const stated = [limits.lo, limits.hi]
    .map((v) => (v === undefined ? '…' : y.show(v)))
    .filter((v, i, all) => i === 0 || v !== all[0])
    .join(' – ');
  const seen = `${y.show(e.center)} [${y.show(e.lo ?? e.center)}, ${y.show(e.hi ?? e.center)}]`;
  return both(
    `${runs} runs measured ${seen}; stated is ${stated}.`,
    `${runs} 次实测得 ${seen}；指南所述为 ${stated}。`,
  );
}

const among = (list: readonly Observation[] | undefined, wanted: Wanted): readonly Observation[] =>
  (list ?? []).filter((o) => matches(o, wanted));

/** A stated accuracy; without runs open, with the number of items that would carry it. */
export const accuracyOf =
  (wanted: Wanted, note?: Bilingual): Rule =>
  (known, stated) => {
    const value = statedValue(stated, 'accuracy');
    const share = limitsOf(value).lo ?? 0;
    const items = requiredForClaim(share - 0.02, Math.round(400 * (1 - share)));
    const base = both(
      `No sample size is given: ${percent(share, 0)} of 100 items would mean anything from ${percent(...around(share, -1))} to ${percent(...around(share, 1))}.`,
      `未给出样本量：若只有 100 题，${percent(share, 0)} 可能意味着 ${percent(...around(share, -1))} 到 ${percent(...around(share, 1))}。`,
    );
    return heldToRuns(combineRuns(among(known.runs.accuracies, wanted)), value, accuracyYardstick, {
      reason: note === undefined ? base : joined([base, note]),
      toSettle: {
        ...settling(
          `Run the graded suite on this model and precision in ${LEAST_RUNS} runs and look whether the interval excludes the stated share.`,
          `对该模型与精度做 ${LEAST_RUNS} 次评分测试，看区间是否排除所述比例。`,
          {
            metric: 'accuracy',
            ...(wanted.scenario === undefined ? {} : { scenario: wanted.scenario }),
          },
        ),
        items,
      },
    });
  };

/** Ends of a Wilson interval of a share of 100 items. */
function around(share: number, sign: 1 | -1): [number] {
  const n = 100;
  const z = 1.96;
  const middle = share + (z * z) / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return [Math.min(1, (middle + sign * half) / (1 + (z * z) / n))];
}

/** A stated mean time of a whole task, `taskS`. */
export const taskTimeOf =
  (wanted: Wanted, note?: Bilingual): Rule =>
  (known, stated) => {
    const base = both(
      'No tokens, load or percentile are named with the time, so that physics allows it for some length of answer.',
      '所述时间未说明 token 数、负载和分位，总有某种输出长度与之相符。',
    );
    return heldToRuns(
      combineRuns(among(known.runs.taskTimes, wanted)),
      statedValue(stated, 'taskS'),
      secondsYardstick,
      {
        reason: note === undefined ? base : joined([base, note]),
        toSettle: settling(
          'Time the same tasks end to end on that box, with tokens and concurrency recorded.',
          '在该机器上端到端计时同样的任务，并记录 token 数与并发。',
          {
            metric: 'taskMs',
            ...(wanted.scenario === undefined ? {} : { scenario: wanted.scenario }),
          },
        ),
      },
    );
  };

/** A stated GPU utilisation, `utilisation`. */
export const utilisationOf =
  (wanted: Wanted, evidence: readonly Evidence[]): Rule =>
  (known, stated) =>
    heldToRuns(
      combineRuns(among(known.runs.utilisations, wanted)),
      statedValue(stated, 'utilisation'),
      shareYardstick,
      {
        reason: both(
          'No load level, counter or box is named; the usual counter says only that something ran.',
          '未说明负载、计数器和机器；常见计数器只表示有任务在跑。',
        ),
        evidence,
        toSettle: settling(
          'Load the box to saturation and read SM, memory and tensor activity with queue and cache use.',
          '把机器压到饱和，同时读取 SM、显存带宽、张量核活动以及队列和缓存占用。',
          {
            metric: 'gpuUtilisation',
            telemetry: [
              'DCGM_FI_PROF_SM_ACTIVE',
              'DCGM_FI_PROF_DRAM_ACTIVE',
              'DCGM_FI_PROF_PIPE_TENSOR_ACTIVE',
              'vllm:num_requests_waiting',
            ],
          },
        ),
      },
    );

/** A stated ratio of speeds (`ratio`), from one observation a run. */
export const ratioJudgement = (
  observations: readonly Observation[],
  stated: Stated,
  base: Base,
): Judgement => heldToRuns(combineRuns(observations), stated, ratioYardstick, base);

/** Whether the usable context of a model is smaller on the second box than on the first. */
export function contextShrinks(
  runs: RunEvidence,
  wanted: Omit<Wanted, 'boxes'>,
  before: { readonly gpu: string; readonly count: number },
  after: { readonly gpu: string; readonly count: number },
):
  | { readonly shrinks: boolean; readonly evidence: Evidence; readonly reason: Bilingual }
  | undefined {
  const first = combineRuns(among(runs.contexts, { ...wanted, boxes: [before] }));
  const second = combineRuns(among(runs.contexts, { ...wanted, boxes: [after] }));
  const [a, b] = [first.estimate, second.estimate];
  if (a === undefined || b === undefined) return undefined;
  const lower = (b.hi ?? b.center) < (a.lo ?? a.center);
  const notLower = (b.lo ?? b.center) >= (a.hi ?? a.center);
  if (!lower && !notLower) return undefined;
  const text = both(
    `Probed context went from ${figure(a.center)} to ${figure(b.center)} tokens.`,
    `实测可用上下文由 ${figure(a.center)} 变为 ${figure(b.center)} 个 token。`,
  );
  const all = [...new Set([...first.runs, ...second.runs])].sort();
  return {
    shrinks: lower,
    reason: text,
    evidence: { kind: 'run', text, runs: all, n: all.length },
  };
}
