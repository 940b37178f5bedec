import type { LensDifference, LensFigure } from '../../metric/index.ts';

export interface LensWords {
  readonly title: (run: string) => string;
  readonly definition: string;
  readonly ours: string;
  readonly figures: Readonly<Record<LensFigure, string>>;
  readonly perS: string;
  readonly cell: (name: string, completed: number, requests: number) => string;
  readonly note: string;
  readonly unsupported: string;
  readonly heading: string;
  readonly colon: string;
  readonly separator: string;
  readonly rules: Readonly<Record<'linear' | 'nearest-rank' | 'floor-index', string>>;
  readonly differences: Readonly<Record<LensDifference, string>>;
}

/** Texts of `steelyard lens`, in both languages. */
export const lensWords: Readonly<Record<'en' | 'zh', LensWords>> = {
  en: {
    title: (run) => `The same records by other definitions: ${run}`,
    definition: 'Definition',
    ours: 'steelyard (ours)',
    figures: { ttft: 'TTFT', itl: 'ITL', tpot: 'TPOT', e2e: 'E2E', throughput: 'Output tokens' },
    perS: 'per s',
    cell: (name, completed, requests) =>
      `${name}: ${completed} of ${requests} measured requests completed`,
    note:
      'Each figure is the p50, with its change against ours and the p99. All instants were taken by this client: only the ' +
      'definitions differ. Ours ranks failed requests above all others; every other definition leaves them out. ITL of ours is the inter-chunk gap.',
    unsupported: 'Printed as that tool would: the sample is too small to bound this p99.',
    heading: 'What makes the difference',
    colon: ': ',
    separator: '; ',
    rules: {
      linear: 'percentiles interpolated (type 7)',
      'nearest-rank': 'percentiles by nearest rank',
      'floor-index': 'percentiles by the index floor(n q)',
    },
    differences: {
      'role-message-counts': 'the first message counts, even one that holds only a role',
      'reasoning-not-counted': 'reasoning does not count',
      'tool-calls-not-counted': 'tool calls do not count',
      'needs-two-tokens': 'undefined below two tokens',
      'from-scheduled-time': 'begins when the request was due, not when it was sent',
      'every-message-gap':
        'every gap between messages counts, those to role and finish messages too',
      'request-mean': 'one mean a request: single gaps are gone, and so is the tail',
      'zero-inside-a-message': 'further tokens of a message count as gaps of 0',
      'gap-split-over-tokens': 'a gap is split evenly over the tokens of its message',
      'includes-first-token': 'the time to the first token is part of it',
      'divides-by-messages': 'divides by messages, not by tokens',
      'ends-at-last-choice': 'ends at the finish message, not at the last token',
      'ends-at-usage': 'ends at the usage message',
      'ends-at-done': 'ends at [DONE]',
      'ends-with-response': 'ends with the response, not at the last token',
      'tokenising-in-the-span':
        'the tool adds the time of its own tokenising, which no record holds: its figure is larger still',
      'own-tokenizer': "counts with a tokenizer of its own; the record's count stands in for it",
      'messages-as-tokens': 'without usage each message counts as one token',
      'requested-tokens-without-usage': 'without usage the tokens asked for count as output',
      'usage-apart-from-choices':
        'usage counts only in a message without choices; else the tool tokenises the answer, without its reasoning',
      'whole-wall-time':
        'divides by the whole time of a block, ramp and drain included; ours counts what fell inside the window',
      'named-itl': 'this quantity is what the tool calls ITL',
      'not-reported': 'not reported',
    },
  },
  zh: {
    title: (run) => `同一批记录，按其他工具的定义：${run}`,
    definition: '定义',
    ours: 'steelyard（本工具）',
    figures: {
      ttft: '首 token 时延',
      itl: 'token 间隔',
      tpot: '每 token 时延',
      e2e: '端到端',
      throughput: '输出 token',
    },
    perS: '每秒',
    cell: (name, completed, requests) =>
      `${name}：${requests} 个计入测量的请求中 ${completed} 个完成`,
    note:
      '各数值为 p50，附与本工具相比的变化和 p99。所有时刻均由本客户端记录，差异只来自定义。' +
      '本工具把失败的请求排在所有请求之后，其他定义则将其略去。本工具的 token 间隔为相邻到达的间隔。',
    unsupported: '照该工具的做法列出：样本太小，不足以界定这个 p99。',
    heading: '差异从何而来',
    colon: '：',
    separator: '；',
    rules: {
      linear: '百分位数取插值（第 7 类）',
      'nearest-rank': '百分位数取最近秩',
      'floor-index': '百分位数取下标 floor(n q)',
    },
    differences: {
      'role-message-counts': '首条消息即算，哪怕其中只有角色',
      'reasoning-not-counted': '推理内容不算',
      'tool-calls-not-counted': '工具调用不算',
      'needs-two-tokens': '不足两个 token 时无定义',
      'from-scheduled-time': '从预定时刻算起，而不是从发出时刻',
      'every-message-gap': '消息之间的每个间隔都算，包括角色消息和结束消息',
      'request-mean': '每个请求只有一个平均值，看不到单个间隔，也看不到尾部',
      'zero-inside-a-message': '同一条消息中其余的 token 记为间隔 0',
      'gap-split-over-tokens': '间隔平均分给该消息的各个 token',
      'includes-first-token': '包含等待首 token 的时间',
      'divides-by-messages': '除以消息数，而不是 token 数',
      'ends-at-last-choice': '止于结束消息，而不是最后一个 token',
      'ends-at-usage': '止于用量消息',
      'ends-at-done': '止于 [DONE]',
      'ends-with-response': '止于响应结束，而不是最后一个 token',
      'tokenising-in-the-span': '该工具还计入自身分词的时间，记录中没有这一项，其数值还会更大',
      'own-tokenizer': '用自己的分词器计数，这里以记录中的计数代替',
      'messages-as-tokens': '没有用量信息时，每条消息算一个 token',
      'requested-tokens-without-usage': '没有用量信息时，以请求的 token 数作为输出',
      'usage-apart-from-choices': '只认不带 choices 的用量消息，否则自行对回答分词，不含推理',
      'whole-wall-time': '除以整块的全部时间，含爬升和收尾；本工具只计窗口之内',
      'named-itl': '该工具把这个量称为 ITL',
      'not-reported': '不报告',
    },
  },
};
