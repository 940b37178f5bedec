// data table: exempt from the size limits
import { both } from '../bilingual.ts';
import { type Claim, inSection, row } from '../claim.ts';
import type { Rule } from '../rule.ts';
import type { Placing } from '../rules/fit.ts';
import { fits } from '../rules/memory.ts';
import { measure, policy, settling } from '../rules/plain.ts';
import { tokensInTime } from '../rules/speed.ts';

const v3 = { model: 'deepseek-v3' } as const;
const llama = { model: 'llama-3.1-70b' } as const;
const rtx8 = { gpu: 'rtx-4090-48g-mod', count: 8 } as const;
const h20 = { gpu: 'h20-141g', count: 8 } as const;
const a100 = { gpu: 'a100-80g-sxm', count: 8 } as const;

/** A latency band and the model it is given: open, with the tokens that the band buys. */
const band =
  (placing: Placing, seconds: readonly [number, number]): Rule =>
  (known) => {
    const tokens = tokensInTime(known, placing, seconds);
    return {
      state: 'open',
      reason: both(
        `${tokens.text.en} Neither the metric nor the length of an answer is named.`,
        `${tokens.text.zh}指标与答案长度均未说明。`,
      ),
      evidence: [tokens.evidence],
      toSettle: settling(
        'p95 of TTFT and of the whole task on the real tasks at the asked concurrency.',
        '按要求的并发在真实任务上测首 token 与整个任务的 p95。',
        { metric: 'taskMs', scenario: 'excel' },
      ),
    };
  };

const paired = (en: string, zh: string, scenario: string): Rule =>
  measure(en, zh, { scenario, metric: 'accuracy', pairs: { drop: 0.03, flipRate: 0.1 } });

/** Part 3: the five questions and the decision tree. */
export const partThreeClaims: readonly Claim[] = [
  ...inSection('3.1.1', [
    row(
      'G-117',
      'decision-rule',
      'measurable',
      'Structured tasks go to 70B in FP8.',
      '结构化任务交给 FP8 的 70B。',
      paired(
        'Paired accuracy and cost of 70B FP8 and 671B FP8 on excel and sql.',
        '70B FP8 与 671B FP8 在 excel、sql 上的成对准确率与成本。',
        'excel',
      ),
    ),
    row(
      'G-118',
      'decision-rule',
      'measurable',
      'Creative tasks go to V3 in FP8.',
      '创意任务交给 FP8 的 V3。',
      paired(
        'Paired creative scores of 671B FP8, 671B at 16 bit and 70B.',
        '671B FP8、671B 16 位与 70B 的创意题成对得分。',
        'creative',
      ),
    ),
    row(
      'G-119',
      'decision-rule',
      'measurable',
      'Dialogue goes to 70B or 13B at 16 bit.',
      '对话交给 16 位的 70B 或 13B。',
      paired(
        'Paired dialogue scores and cost of 13B, 70B and 671B.',
        '13B、70B、671B 的对话成对得分与成本。',
        'dialogue',
      ),
    ),
    row(
      'G-120',
      'decision-rule',
      'measurable',
      'Extreme accuracy goes to 671B at 16 bit with voting.',
      '极高准确率要求交给 16 位 671B 加投票。',
      measure(
        'Accuracy of the model alone and of a panel of three or more.',
        '单模型与三个以上投票团的准确率。',
        { scenario: 'contract', metric: 'accuracy', proves: 0.99 },
      ),
    ),
  ]),
  ...inSection('3.1.2', [
    row(
      'G-121',
      'decision-rule',
      'measurable',
      'Below one second take 7B to 13B in FP8.',
      '一秒以内选 FP8 的 7B 至 13B。',
      band({ model: 'qwen2.5-14b', precision: 'fp8', gpu: 'rtx-4090-48g-mod', count: 4 }, [0.5, 1]),
    ),
    row(
      'G-122',
      'hardware-cost',
      'measurable',
      'Answers within one second take four 4090.',
      '一秒以内的档位配四张 4090。',
      (known) => {
        const one = fits('all', {
          model: 'qwen2.5-14b',
          precision: 'fp8',
          gpu: 'rtx-4090-48g-mod',
          count: 1,
        })(known, {});
        return {
          state: 'open',
          reason: both(
            `${one.reason.en} One card is enough for the memory; four only serve more users.`,
            `${one.reason.zh}就显存而言一张即可，四张只是多服务几个用户。`,
          ),
          evidence: one.evidence,
          toSettle: settling(
            'The cheapest box that meets one second at the asked concurrency.',
            '在要求的并发下满足一秒的最便宜机器。',
            { metric: 'capacityAtSlo' },
          ),
        };
      },
    ),
    row(
      'G-123',
      'decision-rule',
      'measurable',
      'From one to five seconds take 70B in FP8.',
      '一到五秒选 FP8 的 70B。',
      band({ ...llama, precision: 'fp8', ...rtx8 }, [1, 5]),
      { latencyS: [1, 5] },
    ),
    row(
      'G-124',
      'hardware-cost',
      'measurable',
      'Answers in one to five seconds take eight 4090 or two A100.',
      '一到五秒的档位配八张 4090 或两张 A100。',
      band({ ...llama, precision: 'fp8', ...rtx8 }, [1, 5]),
    ),
    row(
      'G-125',
      'decision-rule',
      'measurable',
      'From ten to thirty seconds take 671B in FP8.',
      '十到三十秒选 FP8 的 671B。',
      band({ ...v3, precision: 'fp8', ...h20 }, [10, 30]),
      { latencyS: [10, 30] },
    ),
    row(
      'G-126',
      'hardware-cost',
      'measurable',
      '671B in FP8 within thirty seconds takes eight H20 or eight A100.',
      '三十秒内的 FP8 671B 配八张 H20 或八张 A100。',
      fits('all', { ...v3, precision: 'fp8', ...h20 }, { ...v3, precision: 'fp8', ...a100 }),
    ),
  ]),
  ...inSection('3.1.3', [
    row(
      'G-127',
      'decision-rule',
      'policy',
      'Public data may go to a public cloud API.',
      '公开数据可用公有云接口。',
      policy(
        'privacy public -> rule privacy-public: deployment cloud',
        'privacy 为 public 时触发 privacy-public：云端',
      ),
    ),
    row(
      'G-128',
      'decision-rule',
      'policy',
      'Internal data go to a local 70B in FP8 for CNY 0.5 to 1.0 million.',
      '内部数据用本地 70B FP8，花费 50 万至 100 万元。',
      policy(
        'privacy internal -> rule privacy-internal: local, 70b, fp8',
        'privacy 为 internal 时触发 privacy-internal：本地、70b、fp8',
      ),
      { costCny: [500_000, 1_000_000] },
    ),
    row(
      'G-129',
      'decision-rule',
      'policy',
      'Highly sensitive data go to an air-gapped 671B at 16 bit for CNY 3 million and up.',
      '高度敏感数据用断网的 16 位 671B，300 万元起。',
      policy(
        'privacy secret -> rule privacy-secret: air-gapped, 671b, fp16',
        'privacy 为 secret 时触发 privacy-secret：断网、671b、fp16',
      ),
      { costCny: { atLeast: 3_000_000 } },
    ),
  ]),
  ...inSection('3.1.4', [
    row(
      'G-130',
      'decision-rule',
      'policy',
      'A weak team buys an all-in-one machine.',
      '团队弱就买一体机。',
      policy('team weak -> rule team-weak: all-in-one', 'team 为 weak 时触发 team-weak：一体机'),
    ),
    row(
      'G-131',
      'decision-rule',
      'policy',
      'A medium team buys GPUs and runs 70B on vLLM with tensor parallelism.',
      '团队中等就自购显卡，用 vLLM 张量并行跑 70B。',
      policy(
        'team medium -> rule team-medium: diy, 70b, vllm',
        'team 为 medium 时触发 team-medium：自建、70b、vllm',
      ),
    ),
    row(
      'G-132',
      'decision-rule',
      'policy',
      'A strong team tunes 671B by itself.',
      '团队强就自行深调 671B。',
      policy(
        'team strong -> rule team-strong: diy, 671b',
        'team 为 strong 时触发 team-strong：自建、671b',
      ),
    ),
  ]),
  ...inSection('3.1.5', [
    row(
      'G-133',
      'decision-rule',
      'policy',
      'Below CNY 0.5 million a year use the cloud with a small local cache.',
      '年预算不足 50 万元用云端加本地小缓存。',
      policy(
        'yearly 499,999 -> operations-tight; 500,000 -> not',
        '年预算 499,999 触发 operations-tight，500,000 不触发',
      ),
      { yearlyCny: { atMost: 500_000 } },
    ),
    row(
      'G-134',
      'decision-rule',
      'policy',
      'With CNY 0.5 to 1.5 million a year run 70B locally.',
      '年预算 50 万至 150 万元本地跑 70B。',
      policy(
        'yearly 500,000 and 1,500,000 -> operations-moderate',
        '年预算 500,000 与 1,500,000 均触发 operations-moderate',
      ),
      { yearlyCny: [500_000, 1_500_000] },
    ),
    row(
      'G-135',
      'decision-rule',
      'policy',
      'Above CNY 2.0 million a year run 671B locally with a team.',
      '年预算超过 200 万元本地跑 671B 并配团队。',
      policy(
        'yearly 2,000,001 -> operations-ample; 2,000,000 -> nothing',
        '年预算 2,000,001 触发 operations-ample，2,000,000 无规则触发',
      ),
      { yearlyCny: { atLeast: 2_000_000 } },
    ),
  ]),
  ...inSection('3.2', [
    row(
      'G-136',
      'decision-rule',
      'policy',
      'Decide by privacy, then task, then budget.',
      '先看隐私，再看任务，最后看预算。',
      policy(
        'fired rules are listed by question, privacy, workload and budget among them',
        '触发的规则按问题列出，含隐私、任务与预算',
      ),
    ),
    row(
      'G-137',
      'decision-rule',
      'policy',
      'Tree: public data may go to the cloud.',
      '决策树：公开数据可上云。',
      policy('rule privacy-public carries this claim', '由规则 privacy-public 承载'),
    ),
    row(
      'G-138',
      'decision-rule',
      'policy',
      'Tree: sensitive data stay local.',
      '决策树：敏感数据留在本地。',
      policy(
        'rule sensitive-local: no cloud plan for internal or secret data',
        '规则 sensitive-local：内部与机密数据不给云端方案',
      ),
    ),
    row(
      'G-139',
      'decision-rule',
      'policy',
      'Tree: structured analysis takes 70B in FP8.',
      '决策树：结构化分析用 FP8 的 70B。',
      policy('rule task-structured', '规则 task-structured'),
    ),
    row(
      'G-140',
      'decision-rule',
      'policy',
      'Tree: creative work takes 671B in FP8.',
      '决策树：创意工作用 FP8 的 671B。',
      policy('rule task-creative', '规则 task-creative'),
    ),
    row(
      'G-141',
      'decision-rule',
      'policy',
      'Tree: real-time use takes 7B to 13B.',
      '决策树：实时场景用 7B 至 13B。',
      policy(
        'latency 0.9 s -> rule latency-real-time; 1 s -> latency-standard',
        '延迟 0.9 秒触发 latency-real-time，1 秒触发 latency-standard',
      ),
    ),
    row(
      'G-142',
      'decision-rule',
      'policy',
      'Tree: below CNY 1 million take 70B or less.',
      '决策树：不足 100 万元选 70B 或更小。',
      policy('first year 999,999 -> tree-below-1m', '首年 999,999 触发 tree-below-1m'),
      { budgetCny: { atMost: 1_000_000 } },
    ),
    row(
      'G-143',
      'decision-rule',
      'policy',
      'Tree: CNY 1 to 3 million take 671B in FP8.',
      '决策树：100 万至 300 万元选 FP8 的 671B。',
      policy(
        'first year 1,000,000 and 3,000,000 -> tree-1m-to-3m',
        '首年 1,000,000 与 3,000,000 触发 tree-1m-to-3m',
      ),
      { budgetCny: [1_000_000, 3_000_000] },
    ),
    row(
      'G-144',
      'decision-rule',
      'policy',
      'Tree: above CNY 3 million take 671B at 16 bit.',
      '决策树：超过 300 万元选 16 位的 671B。',
      policy('first year 3,000,001 -> tree-above-3m', '首年 3,000,001 触发 tree-above-3m'),
      { budgetCny: { atLeast: 3_000_000 } },
    ),
    row(
      'G-145',
      'decision-rule',
      'policy',
      'The tree always ends in one plan.',
      '决策树总能得出唯一方案。',
      policy('rules that disagree are all shown with their ids', '互相矛盾的规则连同编号全部列出'),
    ),
  ]),
];
