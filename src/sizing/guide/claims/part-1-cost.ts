// data table: exempt from the size limits
import { both, joined } from '../bilingual.ts';
import { type Claim, inSection, row } from '../claim.ts';
import { fitOf } from '../rules/fit.ts';
import { dearestIsFullPrecision, restsOn } from '../rules/full-precision.ts';
import { cannotHold, fits, needsAtLeast, startUp, totalMemory } from '../rules/memory.ts';
import { losesByFp8, runsSomehow } from '../rules/model-facts.ts';
import { perCard, perYearTotal, ratioOfClaims, roomCost } from '../rules/money.ts';
import { background, measure, papers, policy, quote } from '../rules/plain.ts';

const h20 = { gpu: 'h20-141g', count: 8 } as const;
const a100 = (count: number) => ({ gpu: 'a100-80g-sxm', count }) as const;
const h100 = { gpu: 'h100-80g-sxm', count: 8 } as const;
const rtx = (count: number) => ({ gpu: 'rtx-4090-48g-mod', count }) as const;
const v3 = { model: 'deepseek-v3' } as const;
const llama = { model: 'llama-3.1-70b' } as const;

/** Introduction and part 1: the buyer's problems, hardware, and what comes beside it. */
export const partOneClaims: readonly Claim[] = [
  ...inSection('0.1', [
    row(
      'G-001',
      'advice',
      'derivable',
      'Buyers do not know what the hardware really costs, nor whether the full 671B is needed.',
      '买方不清楚硬件的真实花费，也不清楚是否非要完整的 671B。',
      policy(
        '`size` prices every plan that fits and names the accuracy it was measured at',
        '`size` 为每个放得下的方案计价，并标出实测准确率',
      ),
    ),
    row(
      'G-002',
      'advice',
      'derivable',
      'Buyers cannot tell which of 7B, 70B and 671B meets their need.',
      '买方难以判断 7B、70B、671B 中哪一档够用。',
      policy(
        '`size` ranks the smallest class that reaches `accuracyMin` first',
        '`size` 把达到 `accuracyMin` 的最小规模排在前面',
      ),
    ),
    row(
      'G-003',
      'memory',
      'measurable',
      'Others run a quantised 671B on eight A100; would eight 4090 do as well?',
      '别家用八张 A100 跑量化的 671B，八张 4090 也行吗？',
      runsSomehow('deepseek-v3', 'rtx-4090-48g-mod', 8),
    ),
    row(
      'G-004',
      'utilization',
      'measurable',
      'A model performed worse after hardware was added.',
      '加了硬件之后，模型表现反倒变差。',
      measure(
        'Compare context, latency, throughput and accuracy before and after the upgrade (`check --baseline`).',
        '用 `check --baseline` 比较升级前后的上下文、延迟、吞吐和准确率。',
        { metric: 'tokensPerS', telemetry: ['engine flags', 'vllm:num_requests_waiting'] },
      ),
    ),
  ]),
  ...inSection('0.2', [
    row(
      'G-005',
      'advice',
      'context',
      'The figures come from one consumer-goods group and its suppliers.',
      '数字出自一家消费品集团及其供应商。',
      background(
        'No task set, sample size or raw record is published with them.',
        '未公布题集、样本量和原始记录。',
        'Publication of the tasks, their number and the records.',
        '公布题目、题量和原始记录。',
      ),
    ),
  ]),
  ...inSection('1.1.1', [
    row(
      'G-006',
      'hardware-cost',
      'derivable',
      'An unquantised 671B needs the dearest hardware of all.',
      '不做量化的 671B 所需硬件最贵。',
      dearestIsFullPrecision,
    ),
    row(
      'G-007',
      'memory',
      'measurable',
      'Eight H20 of 141 GB add up to 1,128 GB.',
      '八张 141 GB 的 H20 合计 1,128 GB。',
      totalMemory(h20),
      { memoryGb: 1128 },
    ),
    row(
      'G-008',
      'hardware-cost',
      'evidence',
      'The box of eight H20 sells for CNY 1.93 million.',
      '八卡 H20 整机售价 193 万元。',
      perCard(8),
      { hardwareCny: 1_930_000 },
    ),
    row(
      'G-009',
      'memory',
      'measurable',
      'Eight H20 of 141 GB hold 671B at 16 bit.',
      '八张 141 GB 的 H20 能装下 16 位的 671B。',
      fits('all', { ...v3, precision: 'bf16', ...h20 }),
      { memoryGb: 1128 },
    ),
    row(
      'G-010',
      'memory',
      'measurable',
      'Eight A100 of 80 GB add up to 640 GB.',
      '八张 80 GB 的 A100 合计 640 GB。',
      totalMemory(a100(8)),
      { memoryGb: 640 },
    ),
    row(
      'G-011',
      'hardware-cost',
      'evidence',
      'The box of eight A100 costs CNY 2.0 million or more.',
      '八卡 A100 整机不低于 200 万元。',
      perCard(8),
      { hardwareCny: { atLeast: 2_000_000 } },
    ),
    row(
      'G-012',
      'memory',
      'measurable',
      'Eight A100 (640 GB) serve a dynamically quantised 671B.',
      '八张 A100（640 GB）可跑动态量化的 671B。',
      (known) => {
        const four = fitOf(known, { ...v3, precision: 'int4', ...a100(8) });
        const eight = fitOf(known, { ...v3, precision: 'fp8', ...a100(8) });
        const reason = joined([four.text, eight.text]);
        const evidence = [
          { kind: 'arithmetic' as const, text: four.text },
          { kind: 'arithmetic' as const, text: eight.text },
        ];
        if (four.verdict === 'impossible') return { state: 'refuted', reason, evidence };
        if (four.verdict === 'fits') return { state: 'supported', reason, evidence };
        return { state: 'open', reason, evidence, toSettle: startUp };
      },
      { memoryGb: 640 },
    ),
    row(
      'G-013',
      'memory',
      'measurable',
      'Eight H100 of 80 GB add up to 640 GB.',
      '八张 80 GB 的 H100 合计 640 GB。',
      totalMemory(h100),
      { memoryGb: 640 },
    ),
    row(
      'G-014',
      'hardware-cost',
      'evidence',
      'The box of eight H100 costs CNY 2.5 million or more.',
      '八卡 H100 整机不低于 250 万元。',
      perCard(8),
      { hardwareCny: { atLeast: 2_500_000 } },
    ),
    row(
      'G-015',
      'latency',
      'measurable',
      'Eight H100 of 80 GB carry 671B for many tenants at very high throughput.',
      '八张 80 GB 的 H100 能让多租户高吞吐使用 671B。',
      fits('any', { ...v3, precision: 'bf16', ...h100 }, { ...v3, precision: 'fp8', ...h100 }),
    ),
    row(
      'G-016',
      'memory',
      'measurable',
      'Eight 4090 (384 GB) cannot hold 671B at 16 bit.',
      '八张 4090（384 GB）装不下 16 位的 671B。',
      cannotHold({ ...v3, precision: 'bf16', ...rtx(8) }),
      { memoryGb: 384 },
    ),
    row(
      'G-017',
      'memory',
      'measurable',
      '800 GB of GPU memory is the threshold for 671B at 16 bit.',
      '16 位 671B 的显存门槛是 800 GB。',
      needsAtLeast('deepseek-v3', 'bf16'),
      { requiredGb: { atLeast: 800 } },
    ),
    row(
      'G-018',
      'hardware-cost',
      'derivable',
      'Eight H20 are the cheapest way to 671B at 16 bit.',
      '用八张 H20 跑 16 位 671B 最省钱。',
      restsOn(
        'G-009',
        'What does not hold the model cannot be the cheapest box for it.',
        '装不下模型的机器谈不上最省钱。',
      ),
      { hardwareCny: 1_930_000 },
    ),
    row(
      'G-019',
      'precision-tradeoff',
      'measurable',
      '671B in FP8 needs far less memory but answers somewhat worse.',
      'FP8 的 671B 省下大量显存，但质量略降。',
      losesByFp8('deepseek-v3'),
    ),
  ]),
  ...inSection('1.1.2', [
    row(
      'G-020',
      'hardware-cost',
      'measurable',
      '70B at 16 bit gives most for the money, above all in retail.',
      '16 位的 70B 最划算，零售业尤其如此。',
      measure(
        'Cost per correct task of 7B, 70B and 671B on the retail suites.',
        '在零售题集上比较 7B、70B、671B 每道正确题的成本。',
        { scenario: 'excel', metric: 'cnyPerCorrectTask' },
      ),
    ),
    row(
      'G-021',
      'memory',
      'measurable',
      'Two A100 or four 4090 have 160 to 192 GB.',
      '两张 A100 或四张 4090 合 160 至 192 GB。',
      totalMemory(a100(2), rtx(4)),
      { memoryGb: [160, 192] },
    ),
    row(
      'G-022',
      'hardware-cost',
      'evidence',
      'Two A100 or four 4090 cost CNY 300,000 to 500,000.',
      '两张 A100 或四张 4090 需 30 万至 50 万元。',
      perCard(4),
      { hardwareCny: [300_000, 500_000] },
    ),
    row(
      'G-023',
      'latency',
      'measurable',
      'The economy box is strong enough for 70B at 16 bit.',
      '经济型机器足以应付 16 位的 70B。',
      fits(
        'all',
        { ...llama, precision: 'bf16', ...a100(2) },
        { ...llama, precision: 'bf16', ...rtx(4) },
      ),
    ),
    row(
      'G-024',
      'memory',
      'measurable',
      'Four A100 of 80 GB have 320 GB.',
      '四张 80 GB 的 A100 合 320 GB。',
      totalMemory(a100(4)),
      { memoryGb: 320 },
    ),
    row(
      'G-025',
      'hardware-cost',
      'evidence',
      'Four A100 cost CNY 0.8 to 1.2 million.',
      '四张 A100 需 80 万至 120 万元。',
      perCard(4),
      { hardwareCny: [800_000, 1_200_000] },
    ),
    row(
      'G-026',
      'latency',
      'measurable',
      'Four A100 run 70B very well.',
      '四张 A100 跑 70B 表现出色。',
      measure(
        'Highest load at the SLO on this box and on the economy one.',
        '在该机器与经济型机器上测达标的最高负载。',
        { metric: 'capacityAtSlo' },
      ),
    ),
    row(
      'G-027',
      'memory',
      'measurable',
      'Eight 4090 have 384 GB.',
      '八张 4090 合 384 GB。',
      totalMemory(rtx(8)),
      { memoryGb: 384 },
    ),
    row(
      'G-028',
      'hardware-cost',
      'evidence',
      'Eight 4090 cost CNY 600,000 to 800,000.',
      '八张 4090 需 60 万至 80 万元。',
      perCard(8),
      { hardwareCny: [600_000, 800_000] },
    ),
    row(
      'G-029',
      'latency',
      'measurable',
      'Eight 4090 give 70B high throughput at low latency.',
      '八张 4090 让 70B 吞吐高、延迟低。',
      measure(
        'Tokens per second and p95 latency against four A100 at equal load.',
        '同等负载下与四张 A100 比较吞吐和 p95 延迟。',
        { metric: 'goodputPerS' },
      ),
    ),
    row(
      'G-030',
      'memory',
      'measurable',
      'Four 4090 or two A100 can serve 70B at 16 bit.',
      '四张 4090 或两张 A100 可部署 16 位的 70B。',
      fits(
        'all',
        { ...llama, precision: 'bf16', ...rtx(4) },
        { ...llama, precision: 'bf16', ...a100(2) },
      ),
    ),
    row(
      'G-031',
      'hardware-cost',
      'derivable',
      '70B costs a third to a quarter of 671B.',
      '70B 的花费是 671B 的三到四分之一。',
      ratioOfClaims(
        [
          {
            part: ['G-022', 'hardwareCny'],
            whole: ['G-008', 'hardwareCny'],
            label: both('economy hardware', '经济型硬件'),
          },
          {
            part: ['G-028', 'hardwareCny'],
            whole: ['G-008', 'hardwareCny'],
            label: both('eight 4090', '八张 4090'),
          },
          {
            part: ['G-047', 'perYearCny'],
            whole: ['G-046', 'perYearCny'],
            label: both('first-year totals', '首年总额'),
          },
        ],
        'part over whole',
      ),
      { ratio: [1 / 4, 1 / 3] },
    ),
    row(
      'G-032',
      'framework',
      'measurable',
      'vLLM with tensor parallelism lets a small box rival a larger one.',
      '借助 vLLM 与张量并行，小机器可比肩大机器。',
      measure(
        'Same tasks on the tuned small box and the plain large one.',
        '在调优的小机器和默认的大机器上跑同样任务。',
        { metric: 'goodputPerS' },
      ),
    ),
    row(
      'G-033',
      'accuracy',
      'measurable',
      '70B is good enough for data analysis and SQL.',
      '数据分析和 SQL 用 70B 就够。',
      measure(
        "Accuracy of a 70B on the excel and sql suites against the buyer's own threshold.",
        '测 70B 在 excel 与 sql 题集上的准确率，对照买方自己的门槛。',
        { scenario: 'excel', metric: 'accuracy', proves: 0.9 },
      ),
    ),
  ]),
  ...inSection('1.1.3', [
    row(
      'G-034',
      'decision-rule',
      'policy',
      'Models of 7B to 13B are for demos and early development.',
      '7B 至 13B 用在演示与前期研发。',
      policy(
        'the class 7b-13b is offered where nothing larger fits the budget',
        '预算容不下更大规模时给出 7b-13b',
      ),
    ),
    row(
      'G-035',
      'memory',
      'measurable',
      'A single 4090 has 48 GB.',
      '单张 4090 有 48 GB。',
      totalMemory(rtx(1)),
      { memoryGb: 48 },
    ),
    row(
      'G-036',
      'hardware-cost',
      'evidence',
      'A 4090 of 48 GB costs CNY 8,000 to 12,000.',
      '48 GB 的 4090 单价 8 千至 1.2 万元。',
      perCard(1),
      { hardwareCny: [8000, 12_000] },
    ),
    row(
      'G-037',
      'memory',
      'measurable',
      'Two 4090 have 96 GB.',
      '两张 4090 合 96 GB。',
      totalMemory(rtx(2)),
      { memoryGb: 96 },
    ),
    row(
      'G-038',
      'hardware-cost',
      'evidence',
      'Two 4090 cost CNY 16,000 to 24,000.',
      '两张 4090 共 1.6 万至 2.4 万元。',
      perCard(2),
      { hardwareCny: [16_000, 24_000] },
    ),
  ]),
  ...inSection('1.2', [
    row(
      'G-039',
      'hidden-cost',
      'derivable',
      'Many firms overlook what comes beside the GPUs.',
      '不少企业没算显卡以外的开支。',
      (known) => {
        const rows = ['G-040', 'G-041']
          .map((c) => known.stated(c, 'yearlyCny'))
          .concat(['G-042', 'G-043', 'G-044', 'G-045'].map((c) => known.stated(c, 'onceCny')));
        const lo = rows.reduce((s, r) => s + (r.lo ?? 0), 0);
        const hi = rows.reduce((s, r) => s + (r.hi ?? 0), 0);
        const box = known.stated('G-028', 'hardwareCny');
        const from = (lo / (lo + (box.hi ?? 0))) * 100;
        const to = (hi / (hi + (box.lo ?? 0))) * 100;
        const reason = both(
          `By the guide's own rows they are ${from.toFixed(0)} to ${to.toFixed(0)}% of the first year beside eight 4090; how many firms overlook them is a survey's question.`,
          `按指南自己的条目，与八张 4090 相比占首年 ${from.toFixed(0)} 至 ${to.toFixed(0)}%；有多少企业漏算则要靠调查。`,
        );
        return {
          state: 'open',
          reason,
          evidence: [{ kind: 'arithmetic', text: reason }],
          toSettle: {
            text: both('A survey of first-year budgets against bills.', '对首年预算与账单的调查。'),
          },
        };
      },
    ),
    row(
      'G-040',
      'hidden-cost',
      'evidence',
      'The machine room costs CNY 50,000 to 150,000 a year.',
      '机房每年 5 万至 15 万元。',
      roomCost,
      { yearlyCny: [50_000, 150_000] },
    ),
    row(
      'G-041',
      'hidden-cost',
      'evidence',
      'An operations team costs CNY 300,000 to 600,000 a year.',
      '运维人员每年 30 万至 60 万元。',
      papers("The buyer's payroll.", '买方的人工成本。'),
      { yearlyCny: [300_000, 600_000] },
    ),
    row(
      'G-042',
      'hidden-cost',
      'evidence',
      'Tailoring the inference framework costs CNY 100,000 to 300,000.',
      '定制推理框架花 10 万至 30 万元。',
      papers('A quote, and the throughput it bought.', '报价，以及换来的吞吐提升。'),
      { onceCny: [100_000, 300_000] },
    ),
    row(
      'G-043',
      'hidden-cost',
      'evidence',
      'Cleaning and labelling data costs CNY 200,000 to 500,000.',
      '数据整理与标注花 20 万至 50 万元。',
      papers(
        'A quote, and the number of golden answers it bought.',
        '报价，以及得到的标准答案数。',
      ),
      { onceCny: [200_000, 500_000] },
    ),
    row(
      'G-044',
      'hidden-cost',
      'evidence',
      'Security and compliance cost CNY 100,000 to 200,000.',
      '安全合规花 10 万至 20 万元。',
      quote,
      { onceCny: [100_000, 200_000] },
    ),
    row(
      'G-045',
      'hidden-cost',
      'evidence',
      'Backup and recovery cost CNY 50,000 to 100,000.',
      '备份与容灾花 5 万至 10 万元。',
      quote,
      { onceCny: [50_000, 100_000] },
    ),
    row(
      'G-046',
      'hidden-cost',
      'derivable',
      '671B at 16 bit costs CNY 2.93 million or more each year.',
      '16 位 671B 每年至少 293 万元。',
      perYearTotal,
      {
        hardwareCny: 1_930_000,
        yearlyCny: { atLeast: 1_000_000 },
        perYearCny: { atLeast: 2_930_000 },
      },
    ),
    row(
      'G-047',
      'hidden-cost',
      'derivable',
      '70B at 16 bit costs CNY 1.0 million or more each year.',
      '16 位 70B 每年至少 100 万元。',
      perYearTotal,
      { hardwareCny: 500_000, yearlyCny: 500_000, perYearCny: { atLeast: 1_000_000 } },
    ),
    row(
      'G-048',
      'hardware-cost',
      'context',
      'A picture compares the costs of domestic suppliers.',
      '一张图比较了国内供应商的成本。',
      background(
        'Only an image; the text gives none of its numbers.',
        '只有图片，正文没有其中的数字。',
        'The table behind the picture.',
        '图片背后的数据表。',
      ),
    ),
  ]),
];
