// data table: exempt from the size limits
import { both } from '../bilingual.ts';
import { type Claim, inSection, row } from '../claim.ts';
import { contextFell, shortenedByItself } from '../rules/context-window.ts';
import { accuracyOf, utilisationOf } from '../rules/measured.ts';
import { ratioOfClaims } from '../rules/money.ts';
import { measure, policy } from '../rules/plain.ts';
import { engineGap } from '../rules/speed.ts';
import { sources } from '../sources.ts';

const paired = (en: string, zh: string, scenario: string, drop: number) =>
  measure(en, zh, { scenario, metric: 'accuracy', pairs: { drop, flipRate: drop + 0.05 } });

/** Dense 70B models of the catalogue, of which one at FP8 must be meant. */
const seventy = ['llama-3.1-70b', 'deepseek-r1-distill-llama-70b'] as const;

/** Part 4: four traps and their cures. */
export const partFourClaims: readonly Claim[] = [
  ...inSection('4.1', [
    row(
      'G-146',
      'advice',
      'measurable',
      'It is wrong to choose 671B only for its size.',
      '只因规模大就选 671B 并不可取。',
      measure(
        'Accuracy gained per extra CNY by 671B over 70B.',
        '671B 相对 70B 每多花一元换来的准确率。',
        { scenario: 'excel', metric: 'cnyPerCorrectTask' },
      ),
    ),
    row(
      'G-147',
      'accuracy',
      'measurable',
      '70B in FP8 was right on 95% of the spreadsheet test.',
      'FP8 的 70B 在表格测试中答对 95%。',
      accuracyOf({ models: seventy, precisions: ['fp8'], scenario: 'excel' }),
      { accuracy: 0.95 },
    ),
    row(
      'G-148',
      'hardware-cost',
      'derivable',
      '671B costs three to four times as much.',
      '671B 要贵三到四倍。',
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
        'whole over part',
      ),
      { ratio: [3, 4] },
    ),
    row(
      'G-149',
      'accuracy',
      'measurable',
      '671B gains only 3 to 5 points over 70B.',
      '671B 比 70B 只多 3 到 5 分。',
      paired(
        'Paired accuracy of 671B and 70B on the same items.',
        '671B 与 70B 在同一批题上的成对准确率。',
        'excel',
        0.03,
      ),
      { gain: [0.03, 0.05] },
    ),
    row(
      'G-150',
      'accuracy',
      'measurable',
      'A model that does not suit its task costs more than a small one.',
      '模型与任务不匹配，比模型小更糟。',
      measure(
        'Share of accuracy explained by task match and by size, over a grid of models and tasks.',
        '在模型与任务网格上，比较匹配度与规模各能解释多少准确率。',
        { metric: 'accuracy' },
      ),
    ),
    row(
      'G-151',
      'advice',
      'policy',
      'Begin the proof of concept with 70B.',
      '概念验证先从 70B 做起。',
      policy('the three-week plan of the guide, first pilot 70B', '三周计划中首个试点为 70B'),
    ),
    row(
      'G-152',
      'advice',
      'policy',
      'Grow towards 671B in steps.',
      '逐级走向 671B。',
      policy('671B is tried once 70B misses `accuracyMin`', '70B 达不到 `accuracyMin` 时再试 671B'),
    ),
    row(
      'G-153',
      'advice',
      'measurable',
      'Weigh cost against benefit from time to time.',
      '不时核算投入与产出。',
      policy(
        'reports state the cost per correct task of each endpoint',
        '报告列出每个端点每道正确题的成本',
      ),
    ),
  ]),
  ...inSection('4.2', [
    row(
      'G-154',
      'utilization',
      'measurable',
      'More GPUs do not always help.',
      '显卡更多未必更好。',
      measure('Throughput per GPU on 1, 2, 4 and 8 cards.', '1、2、4、8 卡时的单卡吞吐。', {
        metric: 'tokensPerS',
      }),
    ),
    row(
      'G-155',
      'context',
      'measurable',
      'After the upgrade V3 exceeded its context, told again.',
      '再次提到升级后 V3 上下文超限。',
      contextFell,
    ),
    row(
      'G-156',
      'context',
      'measurable',
      'The framework adjusted itself and so shortened the context.',
      '框架自行调参，使上下文变短。',
      shortenedByItself,
    ),
    row(
      'G-157',
      'utilization',
      'measurable',
      'GPU utilisation of 60% shows that software is the bottleneck.',
      'GPU 利用率 60% 表明瓶颈在软件。',
      utilisationOf({ models: ['deepseek-v3'], precisions: ['fp8', 'int4'] }, [
        sources.utilisationCounter,
      ]),
      { utilisation: 0.6 },
    ),
    row(
      'G-158',
      'advice',
      'measurable',
      'Find the real bottleneck first.',
      '先找到真正的瓶颈。',
      policy('`diagnose` names the limit at each load point', '`diagnose` 指出各负载点的限制因素'),
    ),
    row(
      'G-159',
      'advice',
      'measurable',
      'Tune the framework before buying cards.',
      '加卡之前先调框架。',
      measure(
        'Throughput before and after one software change on the same box.',
        '同一机器上改动一项软件前后的吞吐。',
        { metric: 'goodputPerS' },
      ),
    ),
    row(
      'G-160',
      'advice',
      'measurable',
      'Consider agent tools for better results.',
      '可用智能体工具改善结果。',
      measure(
        'Accuracy and latency of the agent strategy against one pass.',
        '智能体策略与单次作答的准确率和延迟。',
        { scenario: 'excel', metric: 'accuracy', pairs: { drop: 0.03, flipRate: 0.1 } },
      ),
    ),
  ]),
  ...inSection('4.3', [
    row(
      'G-161',
      'precision-tradeoff',
      'measurable',
      'It is wrong that quantising always costs much accuracy.',
      '以为量化总会大幅掉分是误解。',
      paired(
        'Paired accuracy of FP8 and 16 bit with an interval.',
        'FP8 与 16 位的成对准确率及区间。',
        'excel',
        0.03,
      ),
    ),
    row(
      'G-162',
      'accuracy',
      'measurable',
      'V3 in FP8 still gets 95% in data analysis.',
      'FP8 的 V3 做数据分析仍有 95%。',
      accuracyOf({ models: ['deepseek-v3'], precisions: ['fp8'], scenario: 'excel' }),
      { accuracy: 0.95 },
    ),
    row(
      'G-163',
      'precision-tradeoff',
      'measurable',
      'On structured tasks quantising hardly matters.',
      '量化对结构化任务几无影响。',
      paired(
        'Non-inferiority of FP8 to 16 bit on excel and sql.',
        'FP8 相对 16 位在 excel 与 sql 上的非劣性。',
        'sql',
        0.02,
      ),
    ),
    row(
      'G-164',
      'precision-tradeoff',
      'measurable',
      'Only creative tasks lose 5 to 10 points.',
      '只有创意类会降 5 到 10 分。',
      paired(
        'Paired creative scores of FP8 and 16 bit.',
        'FP8 与 16 位的创意题成对得分。',
        'creative',
        0.05,
      ),
      { drop: [0.05, 0.1] },
    ),
    row(
      'G-165',
      'advice',
      'measurable',
      'First cure: A/B tests on your own tasks.',
      '对策一：用自己的任务做 A/B。',
      policy(
        "`ab` on the buyer's scenario, FP8 against 16 bit",
        '在买方场景上用 `ab` 比较 FP8 与 16 位',
      ),
    ),
    row(
      'G-166',
      'advice',
      'measurable',
      'Second cure: let several models vote on key decisions.',
      '对策二：关键决策由多个模型投票。',
      measure('Accuracy of the vote against the best single model.', '投票与最优单模型的准确率。', {
        scenario: 'contract',
        metric: 'accuracy',
        pairs: { drop: 0.02, flipRate: 0.05 },
      }),
    ),
    row(
      'G-167',
      'advice',
      'measurable',
      'Third cure: watch accuracy all the time.',
      '对策三：长期监测准确率。',
      policy(
        '`history` of baselines with `check` after each change',
        '以基线 `history` 与每次变更后的 `check` 实现',
      ),
    ),
  ]),
  ...inSection('4.4', [
    row(
      'G-168',
      'framework',
      'measurable',
      'It is wrong that the framework does not matter.',
      '以为框架无所谓是误解。',
      measure(
        'Effect of the engine on one box with one model.',
        '同一机器、同一模型下引擎的影响。',
        { metric: 'goodputPerS' },
      ),
    ),
    row(
      'G-169',
      'framework',
      'measurable',
      'Engines differ by 30 to 50% on the same hardware.',
      '同样硬件上各引擎相差三到五成。',
      engineGap,
      { ratio: [1.3, 1.5] },
    ),
    row(
      'G-170',
      'framework',
      'measurable',
      'Cache, batching and memory settings matter deeply.',
      '缓存、批处理与显存设置影响很大。',
      measure('One setting changed at a time on one box.', '同一机器上逐项改动设置。', {
        metric: 'goodputPerS',
        telemetry: ['engine flags'],
      }),
    ),
    row(
      'G-171',
      'framework',
      'measurable',
      'So some firms do better on weaker hardware.',
      '因此有些企业硬件较差却更快。',
      measure(
        'A weaker box that beats a stronger one at the same objective.',
        '同一目标下弱机胜过强机的实例。',
        { metric: 'capacityAtSlo' },
      ),
    ),
    row(
      'G-172',
      'advice',
      'measurable',
      'First cure: judge hardware and framework together.',
      '对策一：硬件与框架一并评估。',
      policy(
        'every operating point carries GPU, engine, version, model and precision',
        '每个工作点都带显卡、引擎、版本、模型与精度',
      ),
    ),
    row(
      'G-173',
      'checklist',
      'measurable',
      'Second cure: ask the vendor for engine version and settings.',
      '对策二：向供应商问清引擎版本与设置。',
      policy(
        '`probe` compares the declared with the observed version',
        '`probe` 比较申报与实见的版本',
      ),
    ),
    row(
      'G-174',
      'advice',
      'measurable',
      'Third cure: write engine and figures into the contract.',
      '对策三：把引擎与指标写进合同。',
      policy(
        '`check --contract` holds a run to an acceptance contract',
        '`check --contract` 以验收条款核对一次运行',
      ),
    ),
  ]),
];
