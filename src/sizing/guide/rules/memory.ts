import type { Precision } from '../../../spec/index.ts';
import { weightBytes } from '../../memory/weights.ts';
import { both, figure, gb, joined, percent } from '../bilingual.ts';
import { arithmetic, type Judgement, type ToSettle } from '../judgement.ts';
import type { Known } from '../known.ts';
import type { Rule } from '../rule.ts';
import { limitsOf, relation, type StatedValues } from '../stated.ts';
import { fitOf, leastWeightBytes, type Placing, precisionName } from './fit.ts';

/** Start the model and read the memory: what settles every open memory claim. */
export const startUp: ToSettle = {
  text: both(
    'Start the model on the box and read weights, cache and peak from the engine log and the GPU counters.',
    '在该机器上启动模型，从引擎日志和显卡计数器读取权重、缓存和峰值。',
  ),
  metric: 'gpuMemoryUsed',
  telemetry: ['DCGM_FI_DEV_FB_USED', 'vllm:gpu_cache_usage_perc'],
};

/** Cards times memory per card; `memoryGb` is what the guide adds up to. */
export const totalMemory =
  (...boxes: readonly { readonly gpu: string; readonly count: number }[]): Rule =>
  (known, stated) => {
    const claimed = limitsOf(statedValue(stated, 'memoryGb'));
    const totals = boxes.map(({ gpu, count }) => known.gpu(gpu).memoryGb * count);
    const within = relation({ lo: Math.min(...totals), hi: Math.max(...totals) }, claimed, 0.5);
    const sums = boxes
      .map(({ gpu, count }, i) => `${count} x ${known.gpu(gpu).memoryGb} = ${totals[i]} GB`)
      .join(', ');
    const modified = boxes.find(({ gpu }) => gpu === 'rtx-4090-48g-mod');
    const retail = known.gpu('rtx-4090-24g').memoryGb;
    const note =
      modified === undefined
        ? both('', '')
        : both(
            `Only rebuilt cards have ${known.gpu('rtx-4090-48g-mod').memoryGb} GB; retail ones give ${modified.count * retail} GB.`,
            `仅改装卡有 ${known.gpu('rtx-4090-48g-mod').memoryGb} GB；零售卡合计只有 ${modified.count * retail} GB。`,
          );
    const reason = joined([both(`${sums}.`, `合计：${sums}。`), note]);
    return {
      state: within === 'inside' ? 'supported' : within === 'apart' ? 'refuted' : 'open',
      reason: { en: reason.en.trim(), zh: reason.zh },
      evidence: [arithmetic(both(sums, `合计：${sums}`))],
      ...(within === 'overlaps' ? { toSettle: startUp } : {}),
    };
  };

/** Rounding of a stated memory figure, as a share. */
const ROUNDING = 0.03;
const GIB_PER_GB = 1024 ** 3 / 1e9;

/**
 * "Occupies so many GB". Refuted where the weights alone exceed it even if it was counted in GiB;
 * supported where it is within rounding of the weights; a one-sided figure as far below refutes as well.
 */
export const occupies =
  (model: string, precision: Precision): Rule =>
  (known, stated) => {
    const claimed = limitsOf(statedValue(stated, 'memoryGb'));
    const atMost = (claimed.hi ?? claimed.lo ?? 0) * 1e9;
    const least = leastWeightBytes(known, model, precision);
    const whole = weightBytes({ model: known.model(model), precision }).total;
    const { totalParams } = known.model(model);
    const name = precisionName(precision);
    const times = figure(whole / atMost, 2);
    const reason = both(
      `${figure(totalParams / 1e9, 2)} billion parameters in ${name} are ${gb(whole)} of weights, before any cache: ${times} times the stated ${gb(atMost)}.`,
      `${figure(totalParams / 1e8, 1)} 亿参数以 ${precisionName(precision, 'zh')} 存放，仅权重就有 ${gb(whole)}，缓存另计：是所述 ${gb(atMost)} 的 ${times} 倍。`,
    );
    const evidence = [arithmetic(reason)];
    if (least > atMost * GIB_PER_GB * (1 + ROUNDING)) {
      return { state: 'refuted', reason, evidence };
    }
    const near = Math.abs(whole / atMost - 1) <= ROUNDING;
    if (near) return { state: 'supported', reason, evidence };
    if (atMost > whole * 3 && claimed.hi !== undefined) {
      return { state: 'refuted', reason, evidence };
    }
    const unsure = both(
      `${reason.en} Rounding, GB against GiB and the cache leave it open.`,
      `${reason.zh}四舍五入、GB 与 GiB 之别以及缓存大小使其无法定论。`,
    );
    return { state: 'open', reason: unsure, evidence, toSettle: startUp };
  };

/** "Needs at least so many GB": refuted where the weights alone are more, or less than half of it. */
export const needsAtLeast =
  (model: string, precision: Precision): Rule =>
  (known, stated) => {
    const threshold = (limitsOf(statedValue(stated, 'requiredGb')).lo ?? 0) * 1e9;
    const least = leastWeightBytes(known, model, precision);
    const bits = (threshold * 8) / known.model(model).totalParams;
    const reason = both(
      `The weights alone are ${gb(least)} in ${precisionName(precision)}; ${gb(threshold)} hold at most ${figure(bits, 2)} bits a weight and no cache.`,
      `以 ${precisionName(precision, 'zh')} 计仅权重就要 ${gb(least)}；${gb(threshold)} 平均每个权重最多 ${figure(bits, 2)} 位，且不留缓存。`,
    );
    const enough = threshold >= least && threshold <= least * 2;
    return {
      state: enough ? 'supported' : 'refuted',
      reason,
      evidence: [arithmetic(reason)],
    };
  };

/** Every placing fits (`all`), or one of them is enough (`any`). */
export const fits =
  (mode: 'all' | 'any', ...placings: readonly Placing[]): Rule =>
  (known) =>
    fitJudgement(known, mode, placings);

/** The judgement of `fits`, for rules that say more. */
export function fitJudgement(
  known: Known,
  mode: 'all' | 'any',
  placings: readonly Placing[],
): Judgement {
  const found = placings.map((p) => fitOf(known, p));
  const reason = joined(found.map((f) => f.text));
  const evidence = found.map((f) => arithmetic(f.text));
  const all = (v: 'fits' | 'impossible') => found.every((f) => f.verdict === v);
  const any = (v: 'fits' | 'impossible') => found.some((f) => f.verdict === v);
  const supported = mode === 'all' ? all('fits') : any('fits');
  const refuted = mode === 'all' ? any('impossible') : all('impossible');
  if (refuted) return { state: 'refuted', reason, evidence };
  if (supported) return { state: 'supported', reason, evidence };
  return { state: 'open', reason, evidence, toSettle: startUp };
}

/** "Cannot be deployed": the reverse of `fits`. */
export const cannotHold =
  (...placings: readonly Placing[]): Rule =>
  (known) => {
    const { state, ...rest } = fitJudgement(known, 'any', placings);
    return {
      ...rest,
      state: state === 'refuted' ? 'supported' : state === 'supported' ? 'refuted' : state,
    };
  };

/** Weights at a precision over weights in FP32, for a small, a large and a huge model. */
export const memoryRatio =
  (precision: Precision): Rule =>
  (known, stated) => {
    const claimed = limitsOf(statedValue(stated, 'ratioToFp32')).lo ?? 0;
    const ratios = ['llama-3.1-8b', 'llama-3.1-70b', 'deepseek-v3'].map((id) => {
      const model = known.model(id);
      return (
        weightBytes({ model, precision }).total / weightBytes({ model, precision: 'fp32' }).total
      );
    });
    const seen = { lo: Math.min(...ratios), hi: Math.max(...ratios) };
    const found = relation(seen, { lo: claimed, hi: claimed }, claimed * 0.1);
    const reason = both(
      `Scales, embeddings and output layer counted, weights in ${precisionName(precision)} take ${percent(seen.lo)} to ${percent(seen.hi)} of FP32 (8B, 70B and 671B models); stated are ${percent(claimed)}. The cache does not shrink with them.`,
      `计入缩放因子、词嵌入和输出层，${precisionName(precision, 'zh')} 权重为 FP32 的 ${percent(seen.lo)} 至 ${percent(seen.hi)}（8B、70B、671B 三个模型）；指南称 ${percent(claimed)}。缓存并不随之缩小。`,
    );
    const state = found === 'inside' ? 'supported' : found === 'apart' ? 'refuted' : 'open';
    return {
      state,
      reason,
      evidence: [arithmetic(reason)],
      ...(state === 'open' ? { toSettle: startUp } : {}),
    };
  };

/** The value of that name; a table that lacks it is a defect, told at once. */
export function statedValue(stated: StatedValues, name: string): NonNullable<StatedValues[string]> {
  const value = stated[name];
  if (value === undefined) throw new RangeError(`the claim states no ${name}`);
  return value;
}
