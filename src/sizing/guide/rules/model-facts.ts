import { weightFormats } from '../../memory/quantisation.ts';
import { weightBytes } from '../../memory/weights.ts';
import { both, figure, gb, joined, percent } from '../bilingual.ts';
import { arithmetic } from '../judgement.ts';
import type { Rule } from '../rule.ts';
import { sources } from '../sources.ts';
import { limitsOf, relation } from '../stated.ts';
import { fitOf, precisionName } from './fit.ts';
import { startUp, statedValue } from './memory.ts';
import { settling } from './plain.ts';

/** A model of that name and size must be in the catalogue: `totalB`, within a tenth. */
export const existsAtSize =
  (model: string): Rule =>
  (known, stated) => {
    const claimed = limitsOf(statedValue(stated, 'totalB')).lo ?? 0;
    const { totalParams, name } = known.model(model);
    const billions = totalParams / 1e9;
    const reason = both(
      `${name} has ${figure(billions, 1)} billion parameters; the family's 70B member is a distilled Llama (${known.model('deepseek-r1-distill-llama-70b').name}).`,
      `${name} 有 ${figure(totalParams / 1e8)} 亿参数；该家族的 70B 是蒸馏版 Llama（${known.model('deepseek-r1-distill-llama-70b').name}）。`,
    );
    return {
      state: Math.abs(billions / claimed - 1) > 0.1 ? 'refuted' : 'supported',
      reason,
      evidence: [arithmetic(reason)],
    };
  };

/** Total and active parameters: `totalB`, `activeB`, within rounding. */
export const parameterCounts =
  (model: string): Rule =>
  (known, stated) => {
    const { totalParams, activeParams } = known.model(model);
    const near = (params: number, name: string): boolean =>
      Math.abs(params / 1e9 / (limitsOf(statedValue(stated, name)).lo ?? 0) - 1) <= 0.02;
    const reason = both(
      `Its configuration gives ${figure(totalParams / 1e9, 1)} billion in all and ${figure(activeParams / 1e9, 1)} billion active.`,
      `按其配置文件，总参数 ${figure(totalParams / 1e8)} 亿，激活 ${figure(activeParams / 1e8, 1)} 亿。`,
    );
    return {
      state: near(totalParams, 'totalB') && near(activeParams, 'activeB') ? 'supported' : 'refuted',
      reason,
      evidence: [arithmetic(reason)],
    };
  };

/** "Quantising to FP8 costs quality": impossible for a model that is published in FP8. */
export const losesByFp8 =
  (model: string): Rule =>
  (known) => {
    const { nativePrecision, name } = known.model(model);
    if (nativePrecision !== 'fp8') {
      return {
        state: 'open',
        reason: both(
          `${name} is not published in FP8: its loss must be measured.`,
          `${name} 并非以 FP8 发布，损失需实测。`,
        ),
        evidence: [],
        toSettle: settling(
          'Compare both precisions on the same items.',
          '用同一批题目比较两种精度。',
          { metric: 'accuracy', pairs: { drop: 0.02, flipRate: 0.05 } },
        ),
      };
    }
    const saved = weightBytes({ model: known.model(model), precision: 'fp8' }).total;
    const reason = both(
      `${name} is trained and published in FP8 (${gb(saved)}): against that release FP8 loses nothing, 16 bit is an up-cast.`,
      `${name} 本就以 FP8 训练发布（${gb(saved)}），相对原版并无损失，16 位是放大所得。`,
    );
    return { state: 'refuted', reason, evidence: [arithmetic(reason), sources.v3NativeFp8] };
  };

/** "A mixture of experts runs on smaller hardware": memory follows all parameters, not the active ones. */
export const smallerHardware =
  (model: string): Rule =>
  (known) => {
    const entry = known.model(model);
    const { totalParams, activeParams } = entry;
    const whole = weightBytes({ model: entry, precision: 'fp8' }).total;
    const reason = both(
      `All experts must be resident: ${gb(whole)} in FP8, not the ${gb(activeParams)} that one token visits; only bytes and FLOPs per token follow the active share (${percent(activeParams / totalParams)}).`,
      `全部专家都要常驻：FP8 需 ${gb(whole)}，而不是单个 token 用到的 ${gb(activeParams)}；只有每 token 的读取与计算量随激活比例（${percent(activeParams / totalParams)}）。`,
    );
    return {
      state: whole > activeParams * 1.5 ? 'refuted' : 'supported',
      reason,
      evidence: [arithmetic(reason)],
    };
  };

/** "Runs there in some quantised form": refuted where no format of ours fits under any setting. */
export const runsSomehow =
  (model: string, gpu: string, count: number): Rule =>
  (known) => {
    const found = (['fp8', 'int8', 'int4', 'mxfp4'] as const).map((precision) => ({
      precision,
      fit: fitOf(known, { model, precision, gpu, count }),
    }));
    const nameplate = found[0]?.fit.nameplate ?? 0;
    const bits = (nameplate * 8) / known.model(model).totalParams;
    const list = found.map((f) => `${precisionName(f.precision)} ${gb(f.fit.weights)}`).join(', ');
    const tight = found
      .filter((f) => f.fit.verdict === 'tight')
      .map((f) => precisionName(f.precision));
    const box = `${count}x ${known.gpu(gpu).name}`;
    const reason = joined([
      both(
        `${box}: ${gb(nameplate)}, ${figure(bits, 2)} bits a weight before any cache; weights take ${list} (4-bit formats hold ${weightFormats.int4.bits} bits).`,
        `${box} 共 ${gb(nameplate)}，不计缓存平均每权重 ${figure(bits, 2)} 位；权重需 ${list}（4 位格式实占 ${weightFormats.int4.bits} 位）。`,
      ),
      tight.length === 0
        ? both('None starts under any setting.', '任何设置都无法启动。')
        : both(
            `FP8 does not start; ${tight.join(' and ')} only with settings pushed to the limit.`,
            `FP8 无法启动；${tight.join('、')} 仅在参数调到极限时可行。`,
          ),
    ]);
    const evidence = [arithmetic(reason)];
    if (found.some((f) => f.fit.verdict === 'fits'))
      return { state: 'supported', reason, evidence };
    if (tight.length === 0) return { state: 'refuted', reason, evidence };
    return { state: 'open', reason, evidence, toSettle: startUp };
  };

/** "Fine-tuning makes the model smaller": it keeps every weight, an adapter adds some. `shrinksBy`. */
export const shrinksByTuning: Rule = (known, stated) => {
  const claimed = limitsOf(statedValue(stated, 'shrinksBy'));
  const { layers, hidden, totalParams } = known.model('llama-3.1-70b');
  const rank = 16;
  // An adapter of that rank on the four square-like attention matrices of each layer.
  const adapter = (layers * 4 * 2 * hidden * rank) / totalParams;
  const reason = both(
    `Fine-tuning keeps every parameter, and a rank-${rank} adapter adds ${percent(adapter, 2)}; pruning or distilling into a smaller model is another step.`,
    `微调保留全部参数，秩 ${rank} 的适配器还会增加 ${percent(adapter, 2)}；剪枝或蒸馏成更小的模型是另一回事。`,
  );
  const found = relation({ lo: -adapter, hi: 0 }, claimed);
  return {
    state: found === 'apart' ? 'refuted' : 'supported',
    reason,
    evidence: [arithmetic(reason)],
  };
};
