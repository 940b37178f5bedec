import { smallestFit } from '../../memory/fitting.ts';
import { memoryPlan } from '../../memory/memory-plan.ts';
import { type Bilingual, both, joined, yuan } from '../bilingual.ts';
import { arithmetic } from '../judgement.ts';
import type { Known } from '../known.ts';
import type { Rule } from '../rule.ts';
import { limitsOf } from '../stated.ts';
import { statedValue } from './memory.ts';
import { settling } from './plain.ts';

/** A claim that stands or falls with another one. */
export const restsOn =
  (claim: string, en: string, zh: string): Rule =>
  (known) => {
    const base = known.judgement(claim);
    const evidence = [{ kind: 'claim' as const, claim }, ...base.evidence];
    if (base.state === 'refuted') {
      return { state: 'refuted', reason: joined([both(en, zh), base.reason]), evidence };
    }
    return {
      state: 'open',
      reason: both(
        `It rests on ${claim}, which is not refuted; that alone does not prove it.`,
        `它以 ${claim} 为前提；该前提未被否定，但不足以证明它。`,
      ),
      evidence,
      toSettle: base.toSettle ?? settling('A dated offer for that box.', '该机器注明日期的报价。'),
    };
  };

/** Cost of the fewest boxes of eight H20 that hold V3 at 16 bit, from the guide's own price. */
export function fullPrecisionCost(
  known: Known,
): { readonly cny: number; readonly cards: number; readonly text: Bilingual } | undefined {
  const plan = smallestFit({
    model: known.model('deepseek-v3'),
    gpu: known.gpu('h20-141g'),
    precision: 'bf16',
  });
  if (plan === undefined) return undefined;
  const boxes = Math.ceil(plan.count / 8);
  const cny = boxes * (known.stated('G-008', 'hardwareCny').lo ?? 0);
  const cost = yuan(cny);
  return {
    cny,
    cards: plan.count,
    text: both(
      `At 16 bit it takes ${plan.count} cards of 141 GB, ${boxes} box(es): ${cost.en} by the guide's own price.`,
      `16 位需要 ${plan.count} 张 141 GB 卡，即 ${boxes} 台：按指南自己的价格为 ${cost.zh}。`,
    ),
  };
}

/** "671B at 16 bit costs more than anything else": by memory and the guide's own prices. */
export const dearestIsFullPrecision: Rule = (known) => {
  const full = fullPrecisionCost(known);
  if (full === undefined)
    return {
      state: 'open',
      reason: both('No box of the catalogue holds it.', '目录中没有机器放得下。'),
      evidence: [],
    };
  const dense = memoryPlan({
    model: known.model('llama-3.1-70b'),
    gpu: known.gpu('rtx-4090-48g-mod'),
    count: 4,
    precision: 'bf16',
  });
  const other = known.stated('G-022', 'hardwareCny').hi ?? 0;
  const cost = yuan(other);
  const reason = joined([
    full.text,
    both(
      ` 70B at 16 bit ${dense.fits ? 'fits' : 'does not fit'} four cards at ${cost.en} at most.`,
      `70B 的 16 位版${dense.fits ? '可放入' : '放不进'}四卡，最多 ${cost.zh}。`,
    ),
  ]);
  return {
    state: full.cny > other ? 'supported' : 'refuted',
    reason: { en: reason.en.replace('  ', ' '), zh: reason.zh },
    evidence: [arithmetic(reason)],
  };
};

/** A stated cost of an unquantised 671B, `costCny`, against boxes that hold it. */
export const fullPrecisionAt: Rule = (known, stated) => {
  const claimed = limitsOf(statedValue(stated, 'costCny')).lo ?? 0;
  const full = fullPrecisionCost(known);
  if (full === undefined || full.cny <= claimed * 1.25) {
    const reason =
      full?.text ?? both('No box of the catalogue holds it.', '目录中没有机器放得下。');
    return {
      state: full === undefined ? 'open' : 'supported',
      reason,
      evidence: [arithmetic(reason)],
    };
  }
  const reason = joined([
    full.text,
    both('Only in its native FP8 would one box do.', '只有按原生 FP8 才一台够用。'),
  ]);
  return { state: 'refuted', reason, evidence: [arithmetic(reason)] };
};
