import type { ComparisonVerdict } from '../../base/index.ts';

/** Texts that `ab`, `check` and `aa` share. */
export interface ComparisonWords {
  readonly verdicts: Readonly<Record<ComparisonVerdict, string>>;
  readonly metrics: Readonly<Record<string, string>>;
  readonly points: string;
  readonly keysCaption: string;
  readonly key: string;
  readonly baseline: string;
  readonly candidate: string;
  readonly notCompared: (list: string) => string;
  readonly warnings: Readonly<Record<string, string>>;
}

export const comparisonWords: Readonly<Record<'en' | 'zh', ComparisonWords>> = {
  en: {
    verdicts: {
      better: 'better',
      worse: 'worse',
      equivalent: 'equivalent',
      'non-inferior': 'non-inferior',
      undecided: 'undecided',
    },
    metrics: {
      accuracy: 'accuracy',
      unreadableShare: 'no readable answer',
      truncatedShare: 'cut at the token limit',
      errorShare: 'failed requests',
      outputTokens: 'output tokens per task',
      ttftMs: 'TTFT',
      ttfaMs: 'TTFA',
      tpotMs: 'TPOT',
      icgMs: 'inter-chunk gap',
      itlMs: 'ITL',
      e2eMs: 'E2E',
      taskMs: 'task time',
      responseTtftMs: 'TTFT from due',
      responseMs: 'response time',
      outputTokensPerS: 'output tokens per s',
      inputTokensPerS: 'input tokens per s',
      completedPerS: 'completed per s',
      goodputPerS: 'goodput per s',
      correctGoodputPerS: 'correct goodput per s',
      advertisedContextTokens: 'advertised context',
      usableContextTokens: 'usable context',
      attest: 'identity',
    },
    points: 'points',
    keysCaption: 'What else differs between the two',
    key: 'Key',
    baseline: 'Baseline',
    candidate: 'Candidate',
    notCompared: (list) => `Not valid and not compared: ${list}.`,
    warnings: {
      'few-flips': 'Fewer than six items flipped: no exact test could find a difference.',
      'few-clusters': 'Few independent clusters: the interval holds only roughly.',
      'too-few-clusters':
        'Fewer than 20 independent clusters: nothing is decided, whatever p says.',
      'few-nonzero-units': 'So few clusters differ that no test could find a difference.',
      'one-cluster': 'All items share one cluster: there is no interval.',
      'no-spread': 'No cluster differs: the interval has no width of its own.',
    },
  },
  zh: {
    verdicts: {
      better: '更好',
      worse: '更差',
      equivalent: '等效',
      'non-inferior': '非劣效',
      undecided: '未决',
    },
    metrics: {
      accuracy: '准确率',
      unreadableShare: '无法读出答案',
      truncatedShare: '被 token 上限截断',
      errorShare: '失败请求',
      outputTokens: '每题输出 token',
      ttftMs: '首 token 时延 TTFT',
      ttfaMs: '首答案 token 时延 TTFA',
      tpotMs: '每 token 时延 TPOT',
      icgMs: '消息间隔',
      itlMs: 'ITL',
      e2eMs: '端到端时延 E2E',
      taskMs: '任务时间',
      responseTtftMs: '自应发时刻起的 TTFT',
      responseMs: '响应时间',
      outputTokensPerS: '每秒输出 token',
      inputTokensPerS: '每秒输入 token',
      completedPerS: '每秒完成数',
      goodputPerS: '有效吞吐（每秒）',
      correctGoodputPerS: '正确有效吞吐（每秒）',
      advertisedContextTokens: '标称上下文',
      usableContextTokens: '可用上下文',
      attest: '身份声明',
    },
    points: '百分点',
    keysCaption: '两者之间的其他差异',
    key: '项目',
    baseline: '基线',
    candidate: '候选',
    notCompared: (list) => `无效、未参与比较：${list}。`,
    warnings: {
      'few-flips': '翻转不足六题：任何精确检验都不可能发现差异。',
      'few-clusters': '独立簇较少：区间仅为近似。',
      'too-few-clusters': '独立簇不足 20 个：无论 p 值如何，都不下结论。',
      'few-nonzero-units': '有差异的簇太少，任何检验都不可能发现差异。',
      'one-cluster': '所有题目同属一簇：没有区间。',
      'no-spread': '没有一个簇有差异：区间自身没有宽度。',
    },
  },
};
