import type { DifferenceReason, ReconcileRow } from '../../analysis/index.ts';

/** Texts of the part that holds client against server, in one language. */
export interface ServerWords {
  readonly heading: string;
  readonly caption: string;
  readonly columns: {
    readonly cell: string;
    readonly quantity: string;
    readonly client: string;
    readonly server: string;
    readonly difference: string;
    readonly result: string;
  };
  readonly meanings: Readonly<Record<ReconcileRow['meaning'], string>>;
  readonly statistics: Readonly<Record<ReconcileRow['statistic'], string>>;
  readonly units: Readonly<Record<'requests' | 'tokens', string>>;
  readonly agrees: string;
  readonly flagged: string;
  readonly reasons: Readonly<Record<DifferenceReason, string>>;
  readonly agreement: (cells: number, rows: number) => string;
  readonly disagreement: (rows: number, of: number, where: string) => string;
  readonly unknown: (cells: number, why: string) => string;
  readonly method: string;
  readonly restarts: (n: number) => string;
  readonly uncovered: (missing: number, of: number) => string;
  readonly load: {
    readonly title: (endpoint: string, running: string) => string;
    readonly noQueue: string;
    readonly queue: (most: string) => string;
    readonly subtitle: string;
    readonly time: string;
    readonly requests: string;
    readonly inFlight: string;
    readonly running: string;
    readonly waiting: string;
    readonly kvUse: string;
  };
}

const en: ServerWords = {
  heading: 'Does the server say the same?',
  caption: 'Client against server, over the same stretches of time',
  columns: {
    cell: 'Cell',
    quantity: 'Quantity',
    client: 'Client',
    server: 'Server',
    difference: 'Difference',
    result: 'Result',
  },
  meanings: {
    requestsFinished: 'requests finished',
    promptTokens: 'prompt tokens',
    generatedTokens: 'generated tokens',
    prefixHits: 'prompt tokens from the cache',
    ttft: 'TTFT',
    interToken: 'gap between tokens',
    e2e: 'E2E',
  },
  statistics: { total: '', mean: 'mean', p50: 'p50', p99: 'p99' },
  units: { requests: '', tokens: '' },
  agrees: 'agrees',
  flagged: 'NOT EXPLAINED',
  reasons: {
    'edge-of-the-span': 'explained: requests at the edge of the stretch',
    'requests-that-did-not-complete': 'explained: requests that did not complete',
    'requests-without-usage': 'explained: answers without token counts',
    'client-counts-tokens-itself': 'explained: the client counted the tokens itself',
    'network-and-front-end': 'explained: network and HTTP front end',
    'several-tokens-a-chunk': 'explained: several tokens in one chunk',
  },
  agreement: (cells, rows) =>
    `The servers' own counters agree with the client in ${cells} cells (${rows} figures).`,
  disagreement: (rows, of, where) =>
    `${rows} of ${of} figures differ from the server's own without a known reason: ${where}.`,
  unknown: (cells, why) => `${cells} cells could not be held against their server: ${why}.`,
  method:
    'Counters are per box: a stretch runs from the last page before a block to the first page after it, and everything this run sent in it counts, warm-up and neighbouring cells included. A quantile of a server is known to a bucket only; its bounds stand beside it.',
  restarts: (n) =>
    `Restarts or renamed series of the server seen in these stretches: ${n}; the time around them is left out.`,
  uncovered: (missing, of) => `${missing} of ${of} blocks have no page before and after them.`,
  load: {
    title: (endpoint, running) => `${endpoint}: ${running}`,
    noQueue: 'never queued',
    queue: (most) => `queued up to ${most} requests`,
    subtitle:
      'requests by the client and by the server, and the share of the KV cache in use (right axis), over seconds of the run',
    time: 'seconds',
    requests: 'requests',
    inFlight: 'in flight (client)',
    running: 'running (server)',
    waiting: 'waiting (server)',
    kvUse: 'KV cache in use (right)',
  },
};

const zh: ServerWords = {
  heading: '服务端怎么说？',
  caption: '同一时段内客户端与服务端的对账',
  columns: {
    cell: '单元',
    quantity: '量',
    client: '客户端',
    server: '服务端',
    difference: '差',
    result: '结果',
  },
  meanings: {
    requestsFinished: '完成的请求',
    promptTokens: '提示 token',
    generatedTokens: '生成 token',
    prefixHits: '来自缓存的提示 token',
    ttft: '首 token 时延',
    interToken: 'token 间隔',
    e2e: '端到端时延',
  },
  statistics: { total: '', mean: '均值', p50: 'p50', p99: 'p99' },
  units: { requests: '', tokens: '' },
  agrees: '一致',
  flagged: '未能解释',
  reasons: {
    'edge-of-the-span': '可解释：请求恰在时段边缘',
    'requests-that-did-not-complete': '可解释：有未完成的请求',
    'requests-without-usage': '可解释：部分回答不带 token 计数',
    'client-counts-tokens-itself': '可解释：token 由客户端自行计数',
    'network-and-front-end': '可解释：网络与 HTTP 前端',
    'several-tokens-a-chunk': '可解释：一个数据块含多个 token',
  },
  agreement: (cells, rows) => `${cells} 个单元的服务端计数与客户端一致（共 ${rows} 项）。`,
  disagreement: (rows, of, where) =>
    `${of} 项中有 ${rows} 项与服务端自己的数字不符且无已知原因：${where}。`,
  unknown: (cells, why) => `${cells} 个单元无法与服务端对账：${why}。`,
  method:
    '计数器属于整台设备：时段从某块请求之前最后一次抓取到其后第一次抓取为止，本次测试在其间发出的全部请求都计入，包括预热与相邻单元。服务端的分位数只精确到直方图的一格，格的上下界列在旁边。',
  restarts: (n) => `时段内发现服务端重启或指标改名 ${n} 次，其前后的时间不计。`,
  uncovered: (missing, of) => `${of} 块中有 ${missing} 块前后缺少抓取。`,
  load: {
    title: (endpoint, running) => `${endpoint}：${running}`,
    noQueue: '从未排队',
    queue: (most) => `排队最多 ${most} 个请求`,
    subtitle: '客户端与服务端各自所见的请求数，以及 KV 缓存占用（右轴），横轴为测试进行的秒数',
    time: '秒',
    requests: '请求',
    inFlight: '在途（客户端）',
    running: '运行中（服务端）',
    waiting: '排队（服务端）',
    kvUse: 'KV 缓存占用（右轴）',
  },
};

export const serverWordsOf = (lang: 'en' | 'zh'): ServerWords => (lang === 'zh' ? zh : en);
