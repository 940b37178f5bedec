import type { OperatingPoint } from '../../../analysis/index.ts';
import type { Precision } from '../../../spec/index.ts';
import { predict } from '../../prediction/predict.ts';
import { both, figure } from '../bilingual.ts';
import { LEAST_RUNS } from '../combine-runs.ts';
import { arithmetic, type Evidence, type Judgement } from '../judgement.ts';
import type { Known } from '../known.ts';
import type { Rule } from '../rule.ts';
import type { Observation } from '../run-evidence.ts';
import { sources } from '../sources.ts';
import { relation } from '../stated.ts';
import { ratioJudgement } from './measured.ts';
import { statedValue } from './memory.ts';
import { settling } from './plain.ts';

const sixteenBit: readonly string[] = ['fp16', 'bf16'];

/**
 * Points of one run that differ in one aspect alone, as a ratio of their throughputs; the mean over the
 * cells of a run is that run's observation.
 */
function ratiosByRun(
  points: readonly OperatingPoint[],
  cellOf: (p: OperatingPoint) => string,
  ratioOf: (cell: readonly OperatingPoint[]) => number | undefined,
): readonly Observation[] {
  const cells = new Map<string, OperatingPoint[]>();
  for (const point of points) {
    const run = point.runs[0];
    if (!point.valid || run === undefined) continue;
    const key = `${run}\n${cellOf(point)}`;
    cells.set(key, [...(cells.get(key) ?? []), point]);
  }
  return [...cells].flatMap(([key, cell]): Observation[] => {
    const ratio = ratioOf(cell);
    const first = cell[0];
    if (ratio === undefined || first === undefined) return [];
    return [
      {
        run: key.slice(0, key.indexOf('\n')),
        valid: true,
        model: first.model,
        precision: first.precision,
        estimate: {
          center: ratio,
          confidence: 0.95,
          n: cell.length,
          method: 'ratio of throughputs',
          warnings: [],
        },
      },
    ];
  });
}

const sameBox = (p: OperatingPoint): string =>
  [p.gpu, p.count, p.model, p.scenario, p.loadPoint].join('|');

/** Throughput of a precision over that of 16 bit on the same box, one figure a run. */
export const precisionRatios = (
  points: readonly OperatingPoint[],
  precisions: readonly string[],
): readonly Observation[] =>
  ratiosByRun(
    points,
    (p) => `${sameBox(p)}|${p.framework}`,
    (cell) => {
      const of = (names: readonly string[]) => cell.find((p) => names.includes(p.precision));
      const fast = of(precisions);
      const slow = of(sixteenBit);
      return fast === undefined || slow === undefined
        ? undefined
        : fast.tokensPerS.center / slow.tokensPerS.center;
    },
  );

/** Fastest over slowest engine on the same box, model, precision and load, one figure a run. */
export const engineRatios = (points: readonly OperatingPoint[]): readonly Observation[] =>
  ratiosByRun(
    points,
    (p) => `${sameBox(p)}|${p.precision}`,
    (cell) => {
      const rates = cell.map((p) => p.tokensPerS.center);
      const engines = new Set(cell.map((p) => p.framework));
      return engines.size < 2 ? undefined : Math.max(...rates) / Math.min(...rates);
    },
  );

/** The gap between engines on equal hardware, `ratio`. */
export const engineGap: Rule = (known, stated) =>
  ratioJudgement(engineRatios(known.runs.points ?? []), statedValue(stated, 'ratio'), {
    reason: both(
      'Published line-ups lie on both sides: median 1.57x, from 1.08x to 17.4x; one careful pair gives 1.29x.',
      '公开对比两头都有：中位数 1.57 倍，范围 1.08 至 17.4 倍；一组严格对比为 1.29 倍。',
    ),
    evidence: [sources.engineGap, sources.engineSpread],
    toSettle: settling(
      'Serve the same weights on one box with each engine and drive the same load; compare goodput.',
      '在同一机器上用各引擎加载同样权重、施加同样负载，比较达标吞吐。',
      { metric: 'goodputPerS' },
    ),
  });

/** Speed of a precision over FP32, `ratioToFp32`; runs can only compare it with 16 bit, at 1.5 to 2x. */
export const precisionSpeed =
  (
    precisions: readonly Precision[],
    published: readonly Evidence[],
    judged: { readonly state: 'open' | 'refuted'; readonly en: string; readonly zh: string },
  ): Rule =>
  (known, stated) => {
    const [lo, hi] = rangeOverSixteenBit(statedValue(stated, 'ratioToFp32'));
    const base = {
      reason: both(judged.en, judged.zh),
      evidence: published,
      toSettle: settling(
        'Serve both precisions of one model on one box at the same concurrency and compare tokens per second.',
        '在同一机器上以相同并发分别运行两种精度，比较每秒 token 数。',
        { metric: 'tokensPerS' },
      ),
    };
    const byRuns = ratioJudgement(
      precisionRatios(known.runs.points ?? [], precisions),
      [lo, hi],
      base,
    );
    if (byRuns.state !== 'open') return byRuns;
    const learnt = calibratedRatio(known, precisions, lo, hi);
    if (learnt !== undefined) return learnt;
    return judged.state === 'open'
      ? byRuns
      : { state: judged.state, reason: base.reason, evidence: published };
  };

/** The guide puts 16 bit at 1.5 to 2 times FP32; a range over FP32 becomes one over 16 bit. */
function rangeOverSixteenBit(value: ReturnType<typeof statedValue>): [number, number] {
  if (typeof value === 'number' || 'atLeast' in value || 'atMost' in value) {
    throw new RangeError('expected a range of speeds');
  }
  return [value[0] / 2, value[1] / 1.5];
}

/** The same ratio as a calibration of both precisions predicts it, one stream at a time. */
function calibratedRatio(
  known: Known,
  precisions: readonly Precision[],
  lo: number,
  hi: number,
): Judgement | undefined {
  const { calibration } = known;
  if (calibration === undefined) return undefined;
  const enough = calibration.groups.filter((g) => g.runs.length >= LEAST_RUNS);
  for (const fast of enough) {
    const precision = precisions.find((p) => p === fast.key.precision);
    const slow = enough.find(
      (g) =>
        g.key.model === fast.key.model &&
        g.key.gpu === fast.key.gpu &&
        g.key.framework === fast.key.framework &&
        sixteenBit.includes(g.key.precision),
    );
    if (precision === undefined || slow === undefined) continue;
    const count = Math.round(Math.exp(fast.sites[0]?.[3] ?? 0));
    const rate = (p: Precision, version: string) =>
      predict(
        {
          model: known.model(fast.key.model),
          gpu: known.gpu(fast.key.gpu),
          count,
          precision: p,
          framework: fast.key.framework,
          frameworkVersion: version,
          isl: 2048,
          osl: 512,
          concurrency: 1,
        },
        calibration,
      ).tokensPerS;
    const a = rate(precision, fast.key.frameworkVersion);
    const b = rate('bf16', slow.key.frameworkVersion);
    const ratio = a.center / b.center;
    const half = Math.hypot(
      Math.log((a.hi ?? a.center) / a.center),
      Math.log((b.hi ?? b.center) / b.center),
    );
    const seen = { lo: ratio * Math.exp(-half), hi: ratio * Math.exp(half) };
    const found = relation(seen, { lo, hi });
    if (found === 'overlaps') continue;
    const text = both(
      `Calibrated on ${fast.key.gpu}, ${fast.key.model}: ${figure(ratio, 2)}x 16 bit [${figure(seen.lo, 2)}, ${figure(seen.hi, 2)}]; stated amounts to ${figure(lo, 2)} to ${figure(hi, 2)}x.`,
      `以 ${fast.key.gpu}、${fast.key.model} 的标定结果：为 16 位的 ${figure(ratio, 2)} 倍 [${figure(seen.lo, 2)}, ${figure(seen.hi, 2)}]；指南折合 ${figure(lo, 2)} 至 ${figure(hi, 2)} 倍。`,
    );
    const runs = [...new Set([...fast.runs, ...slow.runs])].sort();
    return {
      state: found === 'inside' ? 'supported' : 'refuted',
      reason: text,
      evidence: [{ kind: 'run', text, runs, n: fast.points + slow.points }],
    };
  }
  return undefined;
}

/** Tokens that a stated time buys on a box, one stream alone, by the speed law's priors. */
export function tokensInTime(
  known: Known,
  box: {
    readonly model: string;
    readonly gpu: string;
    readonly count: number;
    readonly precision: Precision;
  },
  seconds: readonly [number, number],
): { readonly text: ReturnType<typeof both>; readonly evidence: Evidence } {
  const { tpotMs } = predict(
    {
      ...box,
      model: known.model(box.model),
      gpu: known.gpu(box.gpu),
      isl: 4096,
      osl: 1024,
      concurrency: 1,
    },
    known.calibration,
  );
  const slow = tpotMs.hi ?? tpotMs.center;
  const fast = tpotMs.lo ?? tpotMs.center;
  const from = figure((seconds[0] * 1000) / slow);
  const to = figure((seconds[1] * 1000) / fast);
  const text = both(
    `At ${figure(fast, 1)} to ${figure(slow, 1)} ms a token for one stream on ${box.count}x ${known.gpu(box.gpu).name}, ${seconds[0]} to ${seconds[1]} s buy ${from} to ${to} tokens.`,
    `${box.count}x ${known.gpu(box.gpu).name} 单路每 token ${figure(fast, 1)} 至 ${figure(slow, 1)} 毫秒，${seconds[0]} 至 ${seconds[1]} 秒可生成 ${from} 至 ${to} 个 token。`,
  );
  return { text, evidence: arithmetic(text) };
}
