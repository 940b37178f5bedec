import type { Template } from './template.ts';

/** A first run of the two workbook and SQL scenarios that come with the package. */
export const planTemplate: Template = {
  name: 'plan.yaml',
  en: `# What to ask of the fleet. Look before you send: steelyard run plan.yaml --dry-run
name: first-weighing
fleet: fleet.yaml                       # relative to this file
# endpoints: [box-a]                    # default: all
scenarios: [excel-sales-en, sql-retail-en]   # ids (scenarios/ beside this file, then the package's) or paths
load: { kind: closed, concurrency: [1, 4] }  # users who wait for each answer
# load: { kind: poisson, ratePerS: [0.5, 1] }  # arrivals that do not wait: shows queueing
requests: 40                            # task runs per cell and repeat; or durationS: 120
repeats: 1                              # fewer than 5 a side cannot prove a regression
warmup: { requests: 5 }
order: interleaved                      # all endpoints share the same hour
block: 20
prefixCache: cold                       # cold: every prompt begins with a salt | warm | asis
limits: { maxRequests: 10000, maxTokens: 50000000, abortOnErrorShare: 0.5 }
slo: { ttftMs: { p95: 2000 }, e2eMs: { p95: 60000 }, accuracy: 0.95 }
timeoutS: 300
seed: 42
`,
  zh: `# 向设备提出什么。发送之前先看：steelyard run plan.yaml --dry-run
name: first-weighing
fleet: fleet.yaml                       # 相对于本文件
# endpoints: [box-a]                    # 默认：全部
scenarios: [excel-sales-zh, sql-retail-zh]   # id（先找本文件旁的 scenarios/，再找软件包自带的）或路径
load: { kind: closed, concurrency: [1, 4] }  # 等到回答才再问的用户
# load: { kind: poisson, ratePerS: [0.5, 1] }  # 不等回答的到达：可看出排队
requests: 40                            # 每个单元每次重复的任务数；或 durationS: 120
repeats: 1                              # 每侧少于 5 次无法证明退化
warmup: { requests: 5 }
order: interleaved                      # 所有端点处于同一时段
block: 20
prefixCache: cold                       # cold：每个提示以盐开头 | warm | asis
limits: { maxRequests: 10000, maxTokens: 50000000, abortOnErrorShare: 0.5 }
slo: { ttftMs: { p95: 2000 }, e2eMs: { p95: 60000 }, accuracy: 0.95 }
timeoutS: 300
seed: 42
`,
};
