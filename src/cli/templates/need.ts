import type { Template } from './template.ts';

/** The guide's five questions and the budget, for `steelyard size`. */
export const needTemplate: Template = {
  name: 'need.yaml',
  en: `# What you need to buy for. Ask: steelyard size need.yaml
workload: structured                    # structured | creative | dialogue | extreme-accuracy
latency: { maxS: 5, of: e2e }           # the longest wait: e2e (whole answer) or ttft (first token)
privacy: internal                       # public | internal | secret
team: medium                            # weak | medium | strong: who will run the boxes
budgetCny: { firstYear: 2000000 }
users: { concurrent: 40 }               # or callsPerMonth: 500000
tokens: { input: 6000, output: 500, contextMax: 32768 }   # typical request; longest prompt and answer
accuracyMin: 0.95                       # share of tasks that must be right
`,
  zh: `# 采购需求。提问：steelyard size need.yaml
workload: structured                    # structured | creative | dialogue | extreme-accuracy
latency: { maxS: 5, of: e2e }           # 最长等待：e2e（完整回答）或 ttft（首个 token）
privacy: internal                       # public | internal | secret
team: medium                            # weak | medium | strong：由谁运维
budgetCny: { firstYear: 2000000 }
users: { concurrent: 40 }               # 或 callsPerMonth: 500000
tokens: { input: 6000, output: 500, contextMax: 32768 }   # 典型请求；提示加回答的最长长度
accuracyMin: 0.95                       # 必须答对的任务比例
`,
};
