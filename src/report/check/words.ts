import type { GateResult } from '../../analysis/index.ts';

type Values = Readonly<Record<string, string | number>>;

/** Texts of `steelyard check`, in both languages. */
export interface CheckWords {
  readonly title: Readonly<
    Record<'baseline' | 'contract', (run: string, against: string) => string>
  >;
  readonly results: Readonly<Record<GateResult, string>>;
  readonly overall: Readonly<
    Record<GateResult, (counts: { pass: number; fail: number; open: number }) => string>
  >;
  readonly refused: string;
  readonly nothing: string;
  readonly caption: string;
  readonly columns: {
    readonly result: string;
    readonly term: string;
    readonly value: string;
    readonly baseline: string;
    readonly change: string;
    readonly rule: string;
    readonly n: string;
    readonly why: string;
  };
  readonly rules: {
    readonly margin: (value: string) => string;
    readonly relative: (value: string) => string;
    readonly atMost: (value: string) => string;
    readonly atLeast: (value: string) => string;
    readonly attest: (value: string) => string;
  };
  readonly reasons: Readonly<Record<string, (v: Values) => string>>;
  readonly units: Readonly<Record<'items' | 'repeats' | 'requests' | 'gaps', string>>;
  readonly need: (still: string, total: string, unit: string) => string;
  readonly scored: string;
  readonly warnings: Readonly<Record<string, string>>;
  readonly unmatched: (list: string) => string;
  readonly method: string;
  readonly multiplicity: Readonly<Record<'baseline' | 'contract', string>>;
}

export const checkWords: Readonly<Record<'en' | 'zh', CheckWords>> = {
  en: {
    title: {
      baseline: (run, against) => `steelyard check: ${run} against the baseline ${against}`,
      contract: (run, against) => `steelyard check: ${run} against the contract ${against}`,
    },
    results: { PASS: 'PASS', FAIL: 'FAIL', 'NOT PROVEN': 'NOT PROVEN' },
    overall: {
      PASS: (c) => `PASS. Terms held: ${c.pass}, all of them.`,
      FAIL: (c) => `FAIL. Terms broken: ${c.fail}, not proven: ${c.open}, held: ${c.pass}.`,
      'NOT PROVEN': (c) =>
        `NOT PROVEN. Terms broken: none, not proven: ${c.open}, held: ${c.pass}.`,
    },
    refused: 'Nothing was compared',
    nothing: 'No term could be formed: a gate without terms has failed.',
    caption: 'Every term',
    columns: {
      result: 'Result',
      term: 'Term',
      value: 'Value',
      baseline: 'Baseline',
      change: 'Limits 95%',
      rule: 'Rule',
      n: 'n',
      why: 'Why',
    },
    rules: {
      margin: (value) => `not worse by ${value}`,
      relative: (value) => `figure not worse by ${value}`,
      atMost: (value) => `at most ${value}`,
      atLeast: (value) => `at least ${value}`,
      attest: (value) => `is ${value}`,
    },
    reasons: {
      'limit-held': () => 'the unfavourable limit keeps the rule',
      'limit-broken': () => 'even the favourable limit breaks the rule',
      'interval-spans-limit': () => 'the interval spans the limit',
      'figure-within': () => 'the figure keeps the rule',
      'figure-beyond': () => 'the figure breaks the rule',
      'context-shrank': () => 'the context has shrunk',
      'unknown-metric': () => 'no metric or statistic of this name',
      'empty-metric': (v) => `no value: ${v['why']}`,
      'empty-baseline': () => 'the baseline has no value',
      'lost-in-repeats': () =>
        'in half of the repeats or more the value lies among failed requests; never so in the baseline',
      vanished: () => 'it fell to 0 in every repeat',
      'few-repeats': (v) => `${v['repeats']} repeats; fewer than ${v['least']} prove nothing`,
      'too-few-clusters': () => 'too few independent workbooks or templates',
      'misses-few': (v) => `${v['misses']} of ${v['n']} miss the limit: few enough`,
      'misses-many': (v) => `${v['misses']} of ${v['n']} miss the limit: too many`,
      'misses-open': (v) =>
        `${v['misses']} of ${v['n']} miss the limit: neither few nor many enough`,
      'not-measured': (v) =>
        v['why'] === undefined ? 'not measured' : `not measured: ${v['why']}`,
      'not-graded': () => 'no graded item',
      'no-such-cell': (v) => `the run has no cell of ${v['scenario']} at ${v['load']}`,
      'cell-not-valid': (v) => `the cell is ${v['verdict']}`,
      'rate-statistic': () => 'a rate is one figure a repeat: only its mean can be promised',
      'seen-as-claimed': () => 'the box itself says so',
      'seen-otherwise': () => 'the box itself says otherwise',
      'declared-otherwise': () => "contradicted by the vendor's own declaration",
      'only-declared': () => 'declared by the vendor, observed by nobody',
      'not-observed': () => 'neither declared nor observed',
      'in-time': (v) => `measured on ${v['day']}`,
      'too-late': (v) => `measured on ${v['day']}, after ${v['validUntil']}`,
      'suite-differs': (v) =>
        `the tasks or golden answers of ${v['scenario']} differ between the two runs: figures over different questions are not compared`,
      'same-run': () => 'it is one run, compared with itself',
      'no-common-endpoint': () => 'the two runs have no endpoint in common',
      'no-common-place': () => 'no scenario was validly measured at the same load in both runs',
    },
    units: { items: 'items', repeats: 'repeats', requests: 'requests', gaps: 'gaps' },
    need: (still, total, unit) => `${still} more ${unit} needed (${total} in all)`,
    scored: 'scored',
    warnings: {
      'independence-assumed':
        'Fewer than five blocks: requests were taken as independent, which flatters the proof.',
      'context-advertised': 'Context as advertised, not as probed.',
      'max-of-sample': 'The largest of a sample says nothing of what was not measured.',
      'repeats-without-value': 'Repeats without a value were left out.',
    },
    unmatched: (list) => `Measured on one side only, not compared: ${list}.`,
    method:
      'PASS by the unfavourable one-sided 95% limit, FAIL by the favourable one, else NOT PROVEN.',
    multiplicity: {
      baseline:
        'False FAILs are counted over the whole gate (Holm, 5%); PASS asks every term at one-sided 5%. Units are items and repeats, never requests of one run.',
      contract:
        'Every term stands at its own confidence, one-sided; percentiles by exact binomial tails on the requests above the limit.',
    },
  },
  zh: {
    title: {
      baseline: (run, against) => `steelyard check：${run} 对比基线 ${against}`,
      contract: (run, against) => `steelyard check：${run} 对照合同 ${against}`,
    },
    results: { PASS: '通过', FAIL: '不通过', 'NOT PROVEN': '未证明' },
    overall: {
      PASS: (c) => `通过：${c.pass} 项条款全部成立。`,
      FAIL: (c) => `不通过：${c.fail} 项被打破，${c.open} 项未证明，${c.pass} 项成立。`,
      'NOT PROVEN': (c) => `未证明：没有条款被打破，但 ${c.open} 项未证明，${c.pass} 项成立。`,
    },
    refused: '未作任何比较',
    nothing: '没有形成任何条款：没有条款的门禁视为不通过。',
    caption: '全部条款',
    columns: {
      result: '结论',
      term: '条款',
      value: '数值',
      baseline: '基线',
      change: '95% 界限',
      rule: '规则',
      n: 'n',
      why: '原因',
    },
    rules: {
      margin: (value) => `变差不超过 ${value}`,
      relative: (value) => `数值变差不超过 ${value}`,
      atMost: (value) => `不高于 ${value}`,
      atLeast: (value) => `不低于 ${value}`,
      attest: (value) => `为 ${value}`,
    },
    reasons: {
      'limit-held': () => '不利一端的界限仍满足规则',
      'limit-broken': () => '连有利一端的界限也不满足规则',
      'interval-spans-limit': () => '区间跨越界值',
      'figure-within': () => '数值满足规则',
      'figure-beyond': () => '数值不满足规则',
      'context-shrank': () => '上下文变短',
      'unknown-metric': () => '没有这个指标或统计量',
      'empty-metric': (v) => `没有数值：${v['why']}`,
      'empty-baseline': () => '基线没有数值',
      'lost-in-repeats': () => '半数以上的重复中该值落在失败请求之内，而基线从未如此',
      vanished: () => '每次重复中都降为 0',
      'few-repeats': (v) => `仅 ${v['repeats']} 次重复；少于 ${v['least']} 次不能证明任何结论`,
      'too-few-clusters': () => '独立的工作簿或模板太少',
      'misses-few': (v) => `${v['n']} 个中有 ${v['misses']} 个超限：足够少`,
      'misses-many': (v) => `${v['n']} 个中有 ${v['misses']} 个超限：过多`,
      'misses-open': (v) => `${v['n']} 个中有 ${v['misses']} 个超限：尚不足以判定`,
      'not-measured': (v) => (v['why'] === undefined ? '未测量' : `未测量：${v['why']}`),
      'not-graded': () => '没有评分的题目',
      'no-such-cell': (v) => `本次运行没有场景 ${v['scenario']} 在负载 ${v['load']} 下的单元`,
      'cell-not-valid': (v) => `单元无效：${v['verdict']}`,
      'rate-statistic': () => '速率在每次重复中只有一个数值：只能承诺其均值',
      'seen-as-claimed': () => '设备自身如此表明',
      'seen-otherwise': () => '设备自身表明并非如此',
      'declared-otherwise': () => '与供应商自己的声明矛盾',
      'only-declared': () => '仅有供应商声明，未经观察',
      'not-observed': () => '既无声明，也未观察到',
      'in-time': (v) => `测于 ${v['day']}`,
      'too-late': (v) => `测于 ${v['day']}，晚于 ${v['validUntil']}`,
      'suite-differs': (v) =>
        `两次运行中 ${v['scenario']} 的题目或标准答案不同：不同题目的数值不作比较`,
      'same-run': () => '同一次运行与自身比较',
      'no-common-endpoint': () => '两次运行没有共同的端点',
      'no-common-place': () => '两次运行没有在相同负载下都有效测量的场景',
    },
    units: { items: '道题', repeats: '次重复', requests: '个请求', gaps: '个间隔' },
    need: (still, total, unit) => `还需 ${still} ${unit}（共 ${total}）`,
    scored: '计分项',
    warnings: {
      'independence-assumed': '不足五个区块：请求被当作相互独立，证明偏乐观。',
      'context-advertised': '上下文为标称值，未经探测。',
      'max-of-sample': '样本的最大值不能说明未测到的情况。',
      'repeats-without-value': '没有数值的重复已略去。',
    },
    unmatched: (list) => `仅一侧测量、未比较：${list}。`,
    method: '不利一端的单侧 95% 界限满足规则为通过，有利一端也不满足为不通过，其余为未证明。',
    multiplicity: {
      baseline:
        '误判“不通过”的概率按整个门禁控制（Holm，5%）；“通过”要求每项都在单侧 5% 水平成立。单位是题目和重复，绝不是一次运行中的请求。',
      contract: '每项条款按各自的单侧置信度判断；百分位数按超限请求数的精确二项尾概率判断。',
    },
  },
};
