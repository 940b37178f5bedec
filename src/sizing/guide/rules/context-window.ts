import { memoryPlan } from '../../memory/memory-plan.ts';
import { type Bilingual, both, figure, joined } from '../bilingual.ts';
import { arithmetic } from '../judgement.ts';
import type { Known } from '../known.ts';
import type { Rule } from '../rule.ts';
import { sources } from '../sources.ts';
import { limitsOf } from '../stated.ts';
import { contextShrinks } from './measured.ts';
import { statedValue } from './memory.ts';
import { settling } from './plain.ts';

/** Bytes of plain text that a token stands for, from dense tables to prose. */
const BYTES_PER_TOKEN = { lo: 2, hi: 4.5 };

/** "Split files only above so many MB": against the text that the model's whole window holds, `fileMb`. */
export const splitsAbove =
  (model: string): Rule =>
  (known, stated) => {
    const threshold = limitsOf(statedValue(stated, 'fileMb')).lo ?? 0;
    const { maxPositions, name } = known.model(model);
    const lo = (maxPositions * BYTES_PER_TOKEN.lo) / 1e6;
    const hi = (maxPositions * BYTES_PER_TOKEN.hi) / 1e6;
    const reason = both(
      `The whole window of ${name}, ${figure(maxPositions)} tokens, holds ${figure(lo, 2)} to ${figure(hi, 2)} MB of text; a threshold of ${figure(threshold)} MB is ${figure(threshold / hi)} to ${figure(threshold / lo)} times too high.`,
      `${name} 的全部窗口 ${figure(maxPositions)} 个 token 只容 ${figure(lo, 2)} 至 ${figure(hi, 2)} MB 文本；${figure(threshold)} MB 的界限高出 ${figure(threshold / hi)} 至 ${figure(threshold / lo)} 倍。`,
    );
    // An .xlsx is a compressed archive: its text is larger than the file, never a tenth of it.
    const state = threshold > hi * 10 ? 'refuted' : threshold <= hi ? 'supported' : 'open';
    return {
      state,
      reason,
      evidence: [arithmetic(reason)],
      ...(state === 'open'
        ? {
            toSettle: settling(
              'Count the tokens per MB of the serialised sheet.',
              '统计表格序列化后每 MB 的 token 数。',
              { metric: 'promptTokens' },
            ),
          }
        : {}),
    };
  };

/** "One pass cannot do a huge file": the longest window of the catalogue against it, `fileMb`. */
export const noSinglePass: Rule = (known, stated) => {
  const size = limitsOf(statedValue(stated, 'fileMb')).lo ?? 0;
  const longest = Math.max(...known.models.map((m) => m.maxPositions));
  const tokens = (size * 1e6) / BYTES_PER_TOKEN.hi;
  const reason = both(
    `${figure(size)} MB of text are at least ${figure(tokens)} tokens; the longest window of the catalogue is ${figure(longest)}.`,
    `${figure(size)} MB 文本至少 ${figure(tokens)} 个 token，目录中最长窗口为 ${figure(longest)}。`,
  );
  return {
    state: tokens > longest ? 'supported' : 'refuted',
    reason,
    evidence: [arithmetic(reason)],
  };
};

const before = { gpu: 'rtx-4090-48g-mod', count: 8 } as const;
const after = { gpu: 'h20-141g', count: 8 } as const;

/** What memory alone says of the upgrade: the cache that remains on either box, in one format. */
function cacheGrows(known: Known): Bilingual {
  const tokens = (box: { readonly gpu: string; readonly count: number }): number =>
    memoryPlan({
      model: known.model('llama-3.1-70b'),
      gpu: known.gpu(box.gpu),
      count: box.count,
      precision: 'fp8',
    }).kvTokens;
  return both(
    `More memory leaves more cache, never less (a 70B in FP8: ${figure(tokens(before))} tokens before, ${figure(tokens(after))} after): only a changed setting can shorten the context.`,
    `显存多，缓存只增不减（以 FP8 的 70B 计：升级前 ${figure(tokens(before))}、升级后 ${figure(tokens(after))} 个 token），上下文变短只能是设置改了。`,
  );
}

/** "After the upgrade the usable context was shorter": runs on both boxes decide. */
export const contextFell: Rule = (known) => {
  const measured = contextShrinks(
    known.runs,
    { models: ['deepseek-v3'], precisions: ['fp8', 'int4'] },
    before,
    after,
  );
  if (measured !== undefined) {
    return {
      state: measured.shrinks ? 'supported' : 'refuted',
      reason: measured.reason,
      evidence: [measured.evidence],
    };
  }
  const reason = cacheGrows(known);
  return {
    state: 'open',
    reason,
    evidence: [arithmetic(reason)],
    toSettle: settling(
      'Bisect the usable context on both boxes with their flags recorded.',
      '在两台机器上二分探测可用上下文，并记录启动参数。',
      { metric: 'usableContextTokens', telemetry: ['max_model_len', 'num_gpu_blocks'] },
    ),
  };
};

/** "The framework shortened the context by itself": vLLM of the time refused to start instead. */
export const shortenedByItself: Rule = (known) => {
  const grows = cacheGrows(known);
  const reason = joined([
    grows,
    both(
      'The engine named refuses to start when the window exceeds its cache; it does not adjust it.',
      '所述引擎在窗口超出缓存时拒绝启动，并不会自行调整。',
    ),
  ]);
  return { state: 'refuted', reason, evidence: [arithmetic(grows), sources.lengthError] };
};
