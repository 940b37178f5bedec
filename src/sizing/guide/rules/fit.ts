import type { Precision } from '../../../spec/index.ts';
import { type MemoryPlan, memoryPlan } from '../../memory/memory-plan.ts';
import { weightBytes } from '../../memory/weights.ts';
import { type Bilingual, both, figure, gb } from '../bilingual.ts';
import type { Known } from '../known.ts';

/** A model on a box, by catalogue ids. */
export interface Placing {
  readonly model: string;
  readonly precision: Precision;
  readonly gpu: string;
  readonly count: number;
}

/** Whether a model fits a box: surely, only with settings pushed beyond the defaults, or never. */
export interface Fit {
  readonly verdict: 'fits' | 'tight' | 'impossible';
  readonly weights: number;
  readonly nameplate: number;
  readonly plan: MemoryPlan;
  readonly text: Bilingual;
}

/** Precisions in words, as reports write them. */
const shown: Readonly<Record<Precision, string>> = {
  fp32: 'FP32',
  fp16: '16 bit',
  bf16: '16 bit',
  fp8: 'FP8',
  int8: 'INT8',
  int4: 'INT4',
  fp4: 'FP4',
  mxfp4: 'MXFP4',
  nvfp4: 'NVFP4',
};

export const precisionName = (precision: Precision, lang: 'en' | 'zh' = 'en'): string =>
  lang === 'zh' ? shown[precision].replace('16 bit', '16 位') : shown[precision];

/** Least bytes of the weights: every parameter at the precision's own width, whatever a checkpoint keeps wider. */
export const leastWeightBytes = (known: Known, model: string, precision: Precision): number =>
  Math.min(
    weightBytes({ model: known.model(model), precision }).total,
    (known.model(model).totalParams * narrowBits[precision]) / 8,
  );

const narrowBits: Readonly<Record<Precision, number>> = {
  fp32: 32,
  fp16: 16,
  bf16: 16,
  fp8: 8,
  int8: 8,
  int4: 4,
  fp4: 4,
  mxfp4: 4,
  nvfp4: 4,
};

/**
 * Fits: one request of 4,096 tokens under the engine's defaults. Impossible: not even one of 1,024
 * tokens where the engine takes 98% of the memory and keeps next to nothing for itself.
 */
export function fitOf(known: Pick<Known, 'model' | 'gpu'>, placing: Placing): Fit {
  const { precision, count } = placing;
  const model = known.model(placing.model);
  const gpu = known.gpu(placing.gpu);
  const plan = memoryPlan({ model, gpu, count, precision });
  const pushed = memoryPlan({
    model,
    gpu,
    count,
    precision,
    context: 1024,
    memoryUtilisation: 0.98,
    maxNumSeqs: 16,
    maxBatchedTokens: 2048,
  });
  const verdict = plan.fits ? 'fits' : pushed.fits ? 'tight' : 'impossible';
  const nameplate = gpu.memoryGb * 1e9 * count;
  const box = `${count}x ${gpu.name}`;
  const head = both(
    `${shortName(model.name)} at ${precisionName(precision)}: ${gb(plan.weights.total)} of weights; ${box}: ${gb(nameplate)}.`,
    `${shortName(model.name)}（${precisionName(precision, 'zh')}）权重 ${gb(plan.weights.total)}，${box} 共 ${gb(nameplate)}。`,
  );
  return {
    verdict,
    weights: plan.weights.total,
    nameplate,
    plan,
    text: told(head, verdict, plan, pushed),
  };
}

const shortName = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

function told(
  head: Bilingual,
  verdict: Fit['verdict'],
  plan: MemoryPlan,
  pushed: MemoryPlan,
): Bilingual {
  switch (verdict) {
    case 'fits':
      return both(
        `${head.en} Default settings leave room for ${figure(plan.kvTokens)} tokens of cache.`,
        `${head.zh}默认设置下还能缓存 ${figure(plan.kvTokens)} 个 token。`,
      );
    case 'tight':
      return both(
        `${head.en} Default settings cannot hold a request of 4,096 tokens; settings pushed to the limit hold ${figure(pushed.kvTokens)} tokens.`,
        `${head.zh}默认设置放不下一个 4,096 token 的请求；参数调到极限时可缓存 ${figure(pushed.kvTokens)} 个 token。`,
      );
    case 'impossible':
      return both(`${head.en} It does not fit under any setting.`, `${head.zh}任何设置都放不下。`);
  }
}
