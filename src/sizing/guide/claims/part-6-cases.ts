// data table: exempt from the size limits
import { both } from '../bilingual.ts';
import { type Claim, inSection, row } from '../claim.ts';
import { arithmetic } from '../judgement.ts';
import type { Rule } from '../rule.ts';
import { fullPrecisionCost, restsOn } from '../rules/full-precision.ts';
import { accuracyOf, taskTimeOf, utilisationOf } from '../rules/measured.ts';
import { fits } from '../rules/memory.ts';
import { existsAtSize } from '../rules/model-facts.ts';
import { itemised, ratioOfClaims, sumOfClaims } from '../rules/money.ts';
import { background, bySources, measure, papers, policy } from '../rules/plain.ts';
import { tokensInTime } from '../rules/speed.ts';
import { twoModelVote } from '../rules/two-model-vote.ts';
import { sources } from '../sources.ts';

const rtx8 = { gpu: 'rtx-4090-48g-mod', count: 8 } as const;
const llama = { model: 'llama-3.1-70b' } as const;
const v3 = { model: 'deepseek-v3' } as const;
const seventy = ['llama-3.1-70b', 'deepseek-r1-distill-llama-70b'] as const;
const case1 = { models: seventy, precisions: ['fp8'], boxes: [rtx8], scenario: 'excel' } as const;

/** A time of case 1, with the tokens it buys on that box. */
const case1Time =
  (seconds: readonly [number, number], category?: string): Rule =>
  (known, stated) =>
    taskTimeOf(
      { ...case1, ...(category === undefined ? {} : { category }) },
      tokensInTime(known, { ...llama, precision: 'fp8', ...rtx8 }, seconds).text,
    )(known, stated);

const plain = (en: string, zh: string) =>
  background(
    'A need of that case, not a statement about the world.',
    '这是该案例的需求，不是可验证的说法。',
    en,
    zh,
  );

/** Part 6: two worked cases. */
export const partSixClaims: readonly Claim[] = [
  ...inSection('6.1.1', [
    row(
      'G-198',
      'case',
      'context',
      'Case 1 analyses sales, trends and brand shares.',
      '案例一分析销售、趋势与品牌占比。',
      plain('The excel suites cover trend and contribution.', 'excel 题集已覆盖趋势与贡献。'),
    ),
    row(
      'G-199',
      'case',
      'measurable',
      'Case 1 calls under three minutes real-time.',
      '案例一把三分钟以内称为实时。',
      plain(
        'A percentile and a task for the three minutes, then `check --contract`.',
        '为三分钟指明分位与任务，再用 `check --contract` 核对。',
      ),
      { taskS: { atMost: 180 } },
    ),
    row(
      'G-200',
      'case',
      'policy',
      'Case 1 must stay local because its data are sensitive.',
      '案例一数据敏感，须留在本地。',
      policy('privacy internal -> no cloud plan', 'privacy 为 internal 时没有云端方案'),
    ),
    row(
      'G-201',
      'case',
      'derivable',
      'Case 1 may cost at most CNY 2.0 million a year.',
      '案例一每年最多花 200 万元。',
      (known, stated) => {
        const cap = stated['yearlyCny'];
        const total = known.stated('G-209', 'totalCny');
        const hi = typeof cap === 'object' && 'atMost' in cap ? cap.atMost : 0;
        const within = (total.hi ?? 0) <= hi;
        const reason = both(
          `The plan's own first year, at most CNY ${((total.hi ?? 0) / 1e6).toFixed(2)} M, ${within ? 'stays below' : 'exceeds'} the limit of CNY ${(hi / 1e6).toFixed(2)} M.`,
          `方案自报的首年最多 ${((total.hi ?? 0) / 1e4).toFixed(0)} 万元，${within ? '未超出' : '超出'} ${(hi / 1e4).toFixed(0)} 万元的上限。`,
        );
        return {
          state: within ? 'supported' : 'refuted',
          reason,
          evidence: [arithmetic(reason), { kind: 'claim', claim: 'G-209' }],
        };
      },
      { yearlyCny: { atMost: 2_000_000 } },
    ),
  ]),
  ...inSection('6.1.2', [
    row(
      'G-202',
      'case',
      'measurable',
      'Case 1 serves a V3 of 70B in FP8.',
      '案例一部署 70B 的 FP8 版 V3。',
      existsAtSize('deepseek-v3'),
      { totalB: 70 },
    ),
    row(
      'G-203',
      'case',
      'derivable',
      'Case 1 costs a quarter of 671B.',
      '案例一花费为 671B 的四分之一。',
      ratioOfClaims(
        [
          {
            part: ['G-204', 'hardwareCny'],
            whole: ['G-008', 'hardwareCny'],
            label: both('hardware', '硬件'),
          },
          {
            part: ['G-204', 'hardwareCny'],
            whole: ['G-014', 'hardwareCny'],
            label: both('against eight H100', '对比八张 H100'),
          },
          {
            part: ['G-209', 'totalCny'],
            whole: ['G-046', 'perYearCny'],
            label: both('first year', '首年'),
          },
        ],
        'part over whole',
      ),
      { ratio: 1 / 4 },
    ),
    row(
      'G-204',
      'case',
      'measurable',
      'Eight 4090 (384 GB) for CNY 600,000 to 800,000 hold the 70B in FP8.',
      '八张 4090（384 GB，60 万至 80 万元）装得下 FP8 的 70B。',
      fits('all', { ...llama, precision: 'fp8', ...rtx8 }),
      { hardwareCny: [600_000, 800_000], memoryGb: 384 },
    ),
    row(
      'G-205',
      'case',
      'measurable',
      'Case 1 serves it with vLLM 0.5.4.',
      '案例一用 vLLM 0.5.4 提供服务。',
      bySources(
        'refuted',
        'The version is older than the model it is said to serve: V3 needs 0.6.6. A 70B Llama it could have served.',
        '该版本早于所述模型：V3 需要 0.6.6。70B 的 Llama 倒是可以。',
        sources.vllmV3Support,
      ),
    ),
    row(
      'G-206',
      'latency',
      'measurable',
      'One answer of case 1 takes two to three minutes.',
      '案例一单次作答两到三分钟。',
      case1Time([120, 180]),
      { taskS: [120, 180] },
    ),
    row(
      'G-207',
      'case',
      'measurable',
      'Case 1 in FP8 is right on 95%.',
      '案例一的 FP8 答对 95%。',
      accuracyOf({ models: seventy, precisions: ['fp8'], scenario: 'excel' }),
      { accuracy: 0.95 },
    ),
    row(
      'G-208',
      'case',
      'evidence',
      'One or two people run case 1 for CNY 300,000 to 500,000 a year.',
      '案例一由一两人运维，年费 30 万至 50 万元。',
      papers("The buyer's payroll.", '买方的人工成本。'),
      { people: [1, 2], yearlyCny: [300_000, 500_000] },
    ),
    row(
      'G-209',
      'case',
      'derivable',
      'The first year of case 1 costs CNY 1.5 to 1.8 million.',
      '案例一首年 150 万至 180 万元。',
      sumOfClaims(['G-204', 'hardwareCny'], ['G-208', 'yearlyCny']),
      { totalCny: [1_500_000, 1_800_000] },
    ),
  ]),
  ...inSection('6.1.3', [
    row(
      'G-210',
      'accuracy',
      'measurable',
      'Trend tasks of case 1: 95% right.',
      '案例一趋势任务：答对 95%。',
      accuracyOf({ models: seventy, precisions: ['fp8'], scenario: 'excel', category: 'trend' }),
      { accuracy: 0.95 },
    ),
    row(
      'G-211',
      'latency',
      'measurable',
      'Trend tasks of case 1: 2.3 minutes on average.',
      '案例一趋势任务：平均 2.3 分钟。',
      case1Time([138, 138], 'trend'),
      { taskS: 138 },
    ),
    row(
      'G-212',
      'utilization',
      'measurable',
      'Trend tasks of case 1: GPUs 75 to 85% busy.',
      '案例一趋势任务：显卡占用 75 至 85%。',
      utilisationOf({ ...case1, category: 'trend' }, [sources.utilisationCounter]),
      { utilisation: [0.75, 0.85] },
    ),
    row(
      'G-213',
      'accuracy',
      'measurable',
      'KPI tasks of case 1: 92% right.',
      '案例一指标任务：答对 92%。',
      accuracyOf({ models: seventy, precisions: ['fp8'], scenario: 'excel', category: 'kpi' }),
      { accuracy: 0.92 },
    ),
    row(
      'G-214',
      'latency',
      'measurable',
      'KPI tasks of case 1: 2.8 minutes on average.',
      '案例一指标任务：平均 2.8 分钟。',
      case1Time([168, 168], 'kpi'),
      { taskS: 168 },
    ),
    row(
      'G-215',
      'utilization',
      'measurable',
      'KPI tasks of case 1: GPUs 80% busy.',
      '案例一指标任务：显卡占用 80%。',
      utilisationOf({ ...case1, category: 'kpi' }, [sources.utilisationCounter]),
      { utilisation: 0.8 },
    ),
  ]),
  ...inSection('6.2.1', [
    row(
      'G-216',
      'case',
      'context',
      'Case 2 reviews contracts and risks.',
      '案例二审合同、评风险。',
      plain('A contract-review suite with golden findings.', '带标准结论的合同审查题集。'),
    ),
    row(
      'G-217',
      'case',
      'measurable',
      'Case 2 asks for more than 99% accuracy.',
      '案例二要求准确率超过 99%。',
      measure(
        'A graded contract suite large enough to prove it.',
        '足以证明这一点的合同评分题集。',
        { scenario: 'contract', metric: 'accuracy', proves: 0.99 },
      ),
      { accuracy: { atLeast: 0.99 } },
    ),
    row(
      'G-218',
      'case',
      'measurable',
      'Case 2 needs several models that vote.',
      '案例二需要多个模型投票。',
      measure('A vote with its decision and its dissent on record.', '记录裁决与异议的投票。', {
        scenario: 'contract',
        metric: 'accuracy',
      }),
    ),
    row(
      'G-219',
      'case',
      'derivable',
      'Case 2 has CNY 4.0 million or more.',
      '案例二预算 400 万元以上。',
      (known) => {
        const full = fullPrecisionCost(known);
        if (full === undefined)
          return {
            state: 'open',
            reason: both(
              'No box of the catalogue holds the model.',
              '目录中没有机器放得下该模型。',
            ),
            evidence: [],
            toSettle: itemised,
          };
        const standby = known.stated('G-022', 'hardwareCny');
        const people = known.stated('G-243', 'yearlyCny');
        const lo = full.cny + (standby.lo ?? 0) + (people.lo ?? 0);
        const hi = full.cny + (standby.hi ?? 0) + (people.hi ?? 0);
        const reason = both(
          `${full.text.en} With standby and operations the first year is CNY ${(lo / 1e6).toFixed(2)} to ${(hi / 1e6).toFixed(2)} M.`,
          `${full.text.zh}加上备用机与运维，首年为 ${(lo / 1e4).toFixed(0)} 至 ${(hi / 1e4).toFixed(0)} 万元。`,
        );
        return { state: 'open', reason, evidence: [arithmetic(reason)], toSettle: itemised };
      },
      { budgetCny: { atLeast: 4_000_000 } },
    ),
  ]),
  ...inSection('6.2.2', [
    row(
      'G-220',
      'case',
      'measurable',
      'Case 2 serves V3 at 16 bit with a 70B at 16 bit as standby.',
      '案例二用 16 位 V3，以 16 位 70B 备用。',
      measure(
        'Identity of both models and whether each votes or waits.',
        '两个模型的身份，以及各自是投票还是待命。',
        { metric: 'accuracy' },
      ),
    ),
    row(
      'G-221',
      'case',
      'measurable',
      'Case 2 runs on eight H20 and two A100.',
      '案例二用八张 H20 加两张 A100。',
      fits(
        'all',
        { ...v3, precision: 'bf16', gpu: 'h20-141g', count: 8 },
        { ...llama, precision: 'bf16', gpu: 'a100-80g-sxm', count: 2 },
      ),
    ),
    row(
      'G-222',
      'case',
      'measurable',
      'Case 2 uses vLLM with its own voting code.',
      '案例二用 vLLM 加自写的投票代码。',
      measure(
        'The voting rule on members with planted common errors.',
        '在预设共同错误的成员上检验投票规则。',
        { metric: 'accuracy' },
      ),
    ),
    row(
      'G-223',
      'case',
      'measurable',
      'Case 2 serves 16 bit, unquantised.',
      '案例二以 16 位、不量化运行。',
      restsOn(
        'G-221',
        'On that box the model cannot run at 16 bit.',
        '该机器无法以 16 位运行此模型。',
      ),
    ),
    row(
      'G-224',
      'case',
      'evidence',
      'Two or three people and an audit run case 2.',
      '案例二由两三人运维并定期审计。',
      papers("The buyer's payroll.", '买方的人工成本。'),
      { people: [2, 3] },
    ),
    row(
      'G-225',
      'case',
      'derivable',
      'The first year of case 2 costs CNY 3.8 to 4.5 million.',
      '案例二首年 380 万至 450 万元。',
      sumOfClaims(['G-008', 'hardwareCny'], ['G-022', 'hardwareCny'], ['G-243', 'yearlyCny']),
      { totalCny: [3_800_000, 4_500_000] },
    ),
  ]),
  ...inSection('6.2.3', [
    row(
      'G-226',
      'accuracy',
      'measurable',
      'Voting lifts key decisions above 99%.',
      '投票让关键决策超过 99%。',
      twoModelVote,
      { accuracy: { atLeast: 0.99 } },
    ),
    row(
      'G-227',
      'accuracy',
      'measurable',
      '671B and 70B complement each other.',
      '671B 与 70B 可以互补。',
      measure('Joint errors of both on the same items.', '两者在同一批题上的共同错误。', {
        scenario: 'contract',
        metric: 'accuracy',
        pairs: { drop: 0.05, flipRate: 0.15 },
      }),
    ),
    row(
      'G-228',
      'case',
      'measurable',
      'Case 2 switches over quickly when a GPU fails.',
      '案例二在显卡故障时能快速切换。',
      measure(
        '`drill`: time to serve again, failed and doubled requests.',
        '用 `drill` 测恢复时间、失败与重复的请求。',
        { metric: 'failoverS' },
      ),
    ),
  ]),
];
