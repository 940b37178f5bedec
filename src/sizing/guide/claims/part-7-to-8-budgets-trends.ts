// data table: exempt from the size limits

import { allReduceUs } from '../../speed/collective.ts';
import { both, joined } from '../bilingual.ts';
import { type Claim, inSection, row } from '../claim.ts';
import { arithmetic } from '../judgement.ts';
import type { Rule } from '../rule.ts';
import { fitOf } from '../rules/fit.ts';
import { fitJudgement, fits } from '../rules/memory.ts';
import { parameterCounts, smallerHardware } from '../rules/model-facts.ts';
import { itemised } from '../rules/money.ts';
import { background, bySources, measure, open, papers, policy, settling } from '../rules/plain.ts';
import { sources } from '../sources.ts';

const v3 = { model: 'deepseek-v3' } as const;
const llama = { model: 'llama-3.1-70b' } as const;
const h20 = { gpu: 'h20-141g', count: 8 } as const;
const a100 = (count: number) => ({ gpu: 'a100-80g-sxm', count }) as const;
const rtx8 = { gpu: 'rtx-4090-48g-mod', count: 8 } as const;

/** 671B and 70B at 16 bit together, in one box of either kind. */
const bothModels: Rule = (known) => {
  const one = fitOf(known, { ...v3, precision: 'bf16', ...h20 });
  const two = fitOf(known, { ...llama, precision: 'bf16', ...h20 });
  const need = (one.weights + two.weights) / 1e9;
  const has =
    Math.max(one.nameplate, fitOf(known, { ...v3, precision: 'bf16', ...a100(8) }).nameplate) / 1e9;
  const reason = both(
    `Both together have ${need.toFixed(0)} GB of weights at 16 bit; the larger of the two boxes named has ${has.toFixed(0)} GB.`,
    `两者 16 位权重合计 ${need.toFixed(0)} GB，所列两种机器中较大者也只有 ${has.toFixed(0)} GB。`,
  );
  return need > has
    ? { state: 'refuted', reason, evidence: [arithmetic(reason)] }
    : open(
        reason,
        [arithmetic(reason)],
        settling('Start both models on the box.', '在该机器上启动两个模型。', {
          metric: 'gpuMemoryUsed',
        }),
      );
};

/** A tier's own sum, with nothing to hold it to but its own range. */
const tier =
  (en: string, zh: string): Rule =>
  (_known, stated) => {
    const range = (name: string): readonly [number, number] => {
      const value = stated[name];
      if (!Array.isArray(value)) throw new RangeError(`the claim states no range ${name}`);
      return [Number(value[0]), Number(value[1])];
    };
    const [a, b] = range('hardwareCny');
    const [c, d] = range('yearlyCny');
    const reason = both(
      `Its parts add up to CNY ${((a + c) / 1e6).toFixed(2)} to ${((b + d) / 1e6).toFixed(2)} M in the first year. ${en}`,
      `各项首年合计 ${((a + c) / 1e4).toFixed(0)} 至 ${((b + d) / 1e4).toFixed(0)} 万元。${zh}`,
    );
    return open(reason, [arithmetic(reason)], itemised);
  };

/** Eight cards in tensor parallel: what an all-reduce costs over NVLink and over PCIe. */
const parallelLimit: Rule = () => {
  const mb = 1024 * 1024;
  const nvlink = allReduceUs('h100', 8, mb);
  const pcie = allReduceUs('l40s', 8, mb);
  const reason = both(
    `Measured all-reduces of 1 MB over eight cards take ${nvlink.toFixed(0)} µs on NVLink and ${pcie.toFixed(0)} µs on PCIe 4: a bottleneck of cards without NVLink, not of eight cards.`,
    `八卡 1 MB all-reduce 实测：NVLink 为 ${nvlink.toFixed(0)} 微秒，PCIe 4 为 ${pcie.toFixed(0)} 微秒，瓶颈在没有 NVLink，而不在八卡本身。`,
  );
  return open(
    reason,
    [arithmetic(reason), sources.allReduce],
    settling(
      'Throughput per GPU at tensor parallel 2, 4 and 8 on the box to be bought.',
      '在拟购机器上测张量并行 2、4、8 的单卡吞吐。',
      { metric: 'tokensPerS' },
    ),
  );
};

/** Parts 7 and 8: budget tiers, critical points and trends. */
export const partSevenAndEightClaims: readonly Claim[] = [
  ...inSection('7.1', [
    row(
      'G-229',
      'decision-rule',
      'policy',
      'Below CNY 1 million use a cloud API with a small local cache.',
      '不足 100 万元用云接口加本地小缓存。',
      policy('first year 999,999 -> tier-below-1m', '首年 999,999 触发 tier-below-1m'),
      { budgetCny: { atMost: 1_000_000 } },
    ),
    row(
      'G-230',
      'decision-rule',
      'policy',
      'Core tasks then go to a public model.',
      '核心任务交给公有模型。',
      policy(
        'a cloud plan is any OpenAI-compatible endpoint with a price',
        '云端方案可为任意带价格的 OpenAI 兼容端点',
      ),
    ),
    row(
      'G-231',
      'decision-rule',
      'policy',
      'A local 7B to 13B pre-processes and caches.',
      '本地 7B 至 13B 做预处理与缓存。',
      policy('tier-below-1m offers the class 7b-13b', 'tier-below-1m 给出 7b-13b'),
    ),
    row(
      'G-232',
      'decision-rule',
      'policy',
      'Only sensitive data get privacy processing.',
      '仅对敏感数据做脱敏。',
      policy(
        'sensitive data exclude every cloud plan; masking is not assumed to lift that',
        '敏感数据排除云端方案，不假定脱敏可以放行',
      ),
    ),
    row(
      'G-233',
      'hardware-cost',
      'derivable',
      'Below CNY 1 million, the plan costs CNY 100,000 to 200,000 once and 300,000 to 500,000 a year.',
      '不足 100 万元一档一次性 10 万至 20 万元，云费每年 30 万至 50 万元。',
      tier(
        'Whether the fees suffice depends on tokens, which are not named.',
        '云费够不够取决于 token 数，文中未说明。',
      ),
      { hardwareCny: [100_000, 200_000], yearlyCny: [300_000, 500_000] },
    ),
  ]),
  ...inSection('7.2', [
    row(
      'G-234',
      'decision-rule',
      'policy',
      'With CNY 1 to 3 million run 70B in FP8 locally.',
      '100 万至 300 万元本地跑 FP8 的 70B。',
      policy(
        'first year 1,000,000 and 3,000,000 -> tier-1m-to-3m',
        '首年 1,000,000 与 3,000,000 触发 tier-1m-to-3m',
      ),
      { budgetCny: [1_000_000, 3_000_000] },
    ),
    row(
      'G-235',
      'decision-rule',
      'policy',
      'With CNY 1 to 3 million, buy eight 4090 or four A100.',
      '100 万至 300 万元一档用八张 4090 或四张 A100。',
      policy('tier-1m-to-3m lists both boxes as candidates', 'tier-1m-to-3m 把两种机器都列为候选'),
    ),
    row(
      'G-236',
      'decision-rule',
      'measurable',
      'With CNY 1 to 3 million, the box runs V3 or a 70B Llama in FP8.',
      '100 万至 300 万元一档跑 V3 或 FP8 的 70B Llama。',
      (known) => {
        const model = fitJudgement(known, 'any', [
          { ...v3, precision: 'fp8', ...rtx8 },
          { ...v3, precision: 'fp8', ...a100(4) },
        ]);
        const other = fitJudgement(known, 'all', [{ ...llama, precision: 'fp8', ...rtx8 }]);
        return {
          ...model,
          reason: joined([model.reason, other.reason]),
          evidence: [...model.evidence, ...other.evidence],
        };
      },
    ),
    row(
      'G-237',
      'hidden-cost',
      'evidence',
      'With CNY 1 to 3 million, the plan needs one or two people of the house.',
      '100 万至 300 万元一档需一两名内部人员。',
      papers("The buyer's payroll.", '买方的人工成本。'),
      { people: [1, 2] },
    ),
    row(
      'G-238',
      'hardware-cost',
      'derivable',
      'With CNY 1 to 3 million, the plan costs CNY 0.5 to 1.0 million once and as much a year.',
      '100 万至 300 万元一档硬件 50 万至 100 万元，运维每年相同。',
      tier(
        "The guide's own prices for its two boxes run from CNY 0.6 to 1.2 M.",
        '而指南给这两种机器的标价为 60 万至 120 万元。',
      ),
      { hardwareCny: [500_000, 1_000_000], yearlyCny: [500_000, 1_000_000] },
    ),
  ]),
  ...inSection('7.3', [
    row(
      'G-239',
      'decision-rule',
      'policy',
      'From CNY 3 million run 671B at 16 bit with voting.',
      '300 万元起用 16 位 671B 加投票。',
      policy(
        'first year 3,000,000 -> tier-above-3m, overruled where memory says no',
        '首年 3,000,000 触发 tier-above-3m，放不下时被物理否决',
      ),
      { budgetCny: { atLeast: 3_000_000 } },
    ),
    row(
      'G-240',
      'decision-rule',
      'measurable',
      'From CNY 3 million, buy eight H20 or eight A100 for 671B at 16 bit.',
      '300 万元起一档用八张 H20 或八张 A100 跑 16 位 671B。',
      fits('all', { ...v3, precision: 'bf16', ...h20 }, { ...v3, precision: 'bf16', ...a100(8) }),
    ),
    row(
      'G-241',
      'decision-rule',
      'measurable',
      'From CNY 3 million, the box combines 671B and 70B, both at 16 bit.',
      '300 万元起一档把 671B 与 70B 组合，均为 16 位。',
      bothModels,
    ),
    row(
      'G-242',
      'hidden-cost',
      'evidence',
      'From CNY 3 million, the plan needs two or three people and an audit.',
      '300 万元起一档需两三人并定期审计。',
      papers("The buyer's payroll.", '买方的人工成本。'),
      { people: [2, 3] },
    ),
    row(
      'G-243',
      'hardware-cost',
      'derivable',
      'From CNY 3 million, the plan costs CNY 2.0 to 2.5 million once and 0.8 to 1.5 million a year.',
      '300 万元起一档硬件 200 万至 250 万元，运维每年 80 万至 150 万元。',
      tier(
        'The boxes it buys do not hold the models it names (G-240, G-241).',
        '但所购机器放不下所列模型（G-240、G-241）。',
      ),
      { hardwareCny: [2_000_000, 2_500_000], yearlyCny: [800_000, 1_500_000] },
    ),
  ]),
  ...inSection('7.4', [
    row(
      'G-244',
      'decision-rule',
      'policy',
      'Data above ordinary sensitivity decide for local.',
      '数据敏感度超过一般即选本地。',
      policy('rule sensitive-local', '规则 sensitive-local'),
    ),
    row(
      'G-245',
      'decision-rule',
      'policy',
      'Only creative tasks call for 671B.',
      '只有创意任务才需 671B。',
      policy(
        'rule size-by-creativity for all other workloads',
        '其余任务触发规则 size-by-creativity',
      ),
    ),
    row(
      'G-246',
      'decision-rule',
      'policy',
      'Frequent key decisions call for 16 bit, rare ones for FP8.',
      '关键决策频繁用 16 位，偶尔用 FP8。',
      policy('rule precision-by-decisions', '规则 precision-by-decisions'),
    ),
    row(
      'G-247',
      'decision-rule',
      'policy',
      'A weak team buys all-in-one, a strong one builds.',
      '团队弱买一体机，强则自建。',
      policy('rules team-weak and team-strong', '规则 team-weak 与 team-strong'),
    ),
    row(
      'G-248',
      'decision-rule',
      'policy',
      'Run it yourself for cost, have it hosted for flexibility.',
      '图省钱自运维，图灵活用托管。',
      policy(
        'both are plans with a total cost over the same years',
        '两者都是同一年限内计总成本的方案',
      ),
    ),
  ]),
  ...inSection('8.1', [
    row(
      'G-249',
      'trend',
      'derivable',
      'V3 has 671 billion parameters, 37 billion of them active.',
      'V3 总参数 6,710 亿，激活 370 亿。',
      parameterCounts('deepseek-v3'),
      { totalB: 671, activeB: 37 },
    ),
    row(
      'G-250',
      'trend',
      'measurable',
      'A mixture of experts lets smaller hardware run larger models.',
      '混合专家架构让小机器跑大模型。',
      smallerHardware('deepseek-v3'),
    ),
    row(
      'G-251',
      'trend',
      'external',
      'More efficient mixtures are expected in 2025.',
      '预计 2025 年高效混合专家模型增多。',
      bySources(
        'outdated',
        'No longer a forecast: several had come out that year before the guide did.',
        '已不是预测：指南发表前，当年已有多个面世。',
        sources.moeOf2025,
      ),
    ),
    row(
      'G-252',
      'advice',
      'measurable',
      'Prefer mixtures of experts when buying.',
      '采购优先选混合专家模型。',
      measure(
        'Cost per correct task of a mixture and a dense model on one box.',
        '同一机器上混合专家与稠密模型每道正确题的成本。',
        { metric: 'cnyPerCorrectTask' },
      ),
    ),
  ]),
  ...inSection('8.2', [
    row(
      'G-253',
      'trend',
      'context',
      'Dynamic quantisation is said to change precision with the input.',
      '动态量化被说成随输入改变精度。',
      background(
        'A definition; elsewhere the guide uses the word for FP8, and the trade for mixed low-bit files.',
        '这只是定义；文中他处指 FP8，业内则指混合低位文件。',
        'The concrete format of each tensor class.',
        '各类张量的具体格式。',
      ),
    ),
    row(
      'G-254',
      'trend',
      'measurable',
      'Mixed precision keeps key parts at 16 bit and the rest at 4.',
      '混合精度：关键部分 16 位，其余 4 位。',
      measure(
        'Paired accuracy and speed of such a checkpoint and of 16 bit.',
        '此类权重与 16 位的成对准确率和速度。',
        { metric: 'accuracy', pairs: { drop: 0.02, flipRate: 0.06 } },
      ),
    ),
    row(
      'G-255',
      'trend',
      'measurable',
      'Quantising is expected to lose less than one point.',
      '预计量化损失将不足 1 分。',
      measure(
        'Paired accuracy of FP8 and 16 bit over versions.',
        '各版本 FP8 与 16 位的成对准确率。',
        { metric: 'accuracy', pairs: { drop: 0.01, flipRate: 0.05 } },
      ),
      { drop: { atMost: 0.01 } },
    ),
  ]),
  ...inSection('8.3', [
    row(
      'G-256',
      'trend',
      'measurable',
      'vLLM saves memory ever more eagerly.',
      'vLLM 越来越激进地节省显存。',
      measure(
        'Cache size and usable context per version on one box.',
        '同一机器上各版本的缓存大小与可用上下文。',
        { metric: 'usableContextTokens', telemetry: ['num_gpu_blocks'] },
      ),
    ),
    row(
      'G-257',
      'trend',
      'measurable',
      'Tensor parallelism meets a bottleneck at eight cards.',
      '张量并行到八卡遇到瓶颈。',
      parallelLimit,
      { cards: 8 },
    ),
    row(
      'G-258',
      'trend',
      'external',
      'Schemes for 16 cards and more are expected in 2025.',
      '预计 2025 年出现十六卡以上的并行方案。',
      bySources(
        'outdated',
        'No longer a forecast when it was written: far larger groups were in production in February of that year.',
        '成文时已非预测：当年二月就有规模大得多的并行投入生产。',
        sources.largeParallel,
      ),
      { cards: { atLeast: 16 } },
    ),
  ]),
  ...inSection('8.4', [
    row(
      'G-259',
      'trend',
      'external',
      'Huawei, Inspur and others bring out fuller all-in-one machines.',
      '华为、浪潮等推出更完整的一体机。',
      papers('Offers of such machines in a bake-off.', '把此类机器纳入比测的报价。'),
    ),
    row(
      'G-260',
      'trend',
      'measurable',
      'All-in-ones come with tuned engines and tools.',
      '一体机自带调优引擎与运维工具。',
      measure(
        'The delivered stack against a tuned open one on the same tasks.',
        '同样任务上比较预装软件与调优的开源软件。',
        { metric: 'goodputPerS' },
      ),
    ),
    row(
      'G-261',
      'trend',
      'external',
      'That lowers the threshold for small firms.',
      '这会降低小企业的门槛。',
      papers(
        'Total cost of all-in-one and self-built for a small need.',
        '小规模需求下一体机与自建的总成本。',
      ),
    ),
  ]),
];
