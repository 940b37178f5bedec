import type { ClaimState, GuideContradiction } from '../../sizing/index.ts';

/** Texts of the ledger's report that stand in no claim. */
export interface GuideWords {
  readonly title: string;
  readonly states: Readonly<Record<ClaimState, string>>;
  readonly contradictionStates: Readonly<Record<GuideContradiction['state'], string>>;
  readonly severities: Readonly<Record<GuideContradiction['severity'], string>>;
  readonly verdict: (judged: number, refuted: number, open: number) => string;
  readonly nothingChanged: (runs: number) => string;
  readonly changed: string;
  readonly why: string;
  readonly headings: {
    readonly verdict: string;
    readonly refuted: string;
    readonly contradictions: string;
    readonly tables: string;
    readonly claims: string;
  };
  readonly columns: {
    readonly state: string;
    readonly count: string;
    readonly meaning: string;
    readonly claim: string;
    readonly statement: string;
    readonly reason: string;
    readonly evidence: string;
    readonly settle: string;
    readonly contradiction: string;
    readonly weight: string;
    readonly subject: string;
    readonly guide: string;
    readonly ours: string;
    readonly from: string;
    readonly to: string;
    readonly runs: string;
  };
  readonly meanings: Readonly<Record<ClaimState, string>>;
  readonly items: (n: number) => string;
  readonly arithmetic: string;
  readonly runsNamed: (runs: readonly string[]) => string;
  readonly decided: string;
  readonly none: string;
  readonly noEvidence: string;
  /** Why a change names no run: it follows from another one. */
  readonly followed: string;
}

const en: GuideWords = {
  title: "The buyer's guide as a ledger",
  states: {
    supported: 'supported',
    refuted: 'refuted',
    conflicting: 'conflicting',
    outdated: 'outdated',
    policy: 'policy',
    untested: 'untested',
  },
  contradictionStates: {
    resolved: 'resolved',
    stands: 'stands',
    'both-refuted': 'both refuted',
  },
  severities: { blocker: 'blocker', high: 'high', medium: 'medium', low: 'low' },
  verdict: (judged, refuted, open) =>
    `Of the ${judged} claims that arithmetic, a dated source or runs decide, ${refuted} are refuted; ${open} are open.`,
  nothingChanged: (runs) =>
    `No claim changed its state: it takes ${runs} valid runs of one figure.`,
  changed: 'What runs and calibration changed',
  why: 'why',
  headings: {
    verdict: 'Verdict',
    refuted: 'Refuted',
    contradictions: 'Contradictions',
    tables: "The guide's tables, computed again",
    claims: 'All claims',
  },
  columns: {
    state: 'state',
    count: 'claims',
    meaning: 'meaning',
    claim: 'claim',
    statement: 'what it says, in our words',
    reason: 'reason',
    evidence: 'evidence',
    settle: 'what would settle it',
    contradiction: 'contradiction',
    weight: 'weight',
    subject: 'of what',
    guide: 'the guide',
    ours: 'computed',
    from: 'before',
    to: 'after',
    runs: 'runs',
  },
  meanings: {
    supported: 'arithmetic, a dated source or runs bear it out',
    refuted: 'arithmetic, a dated source or runs exclude it',
    conflicting: 'another claim contradicts it, and nothing decides',
    outdated: 'true once, no longer by a dated source',
    policy: 'a rule or advice, encoded in this instrument',
    untested: 'open; what would settle it is named',
  },
  items: (n) => `${n} items`,
  arithmetic: 'arithmetic',
  runsNamed: (runs) => `runs ${runs.join(', ')}`,
  decided: 'decided',
  none: 'a rule needs no evidence',
  noEvidence: 'no evidence yet',
  followed: 'follows from a change of other claims, or from the calibration',
};

const zh: GuideWords = {
  title: '选型指南账本',
  states: {
    supported: '得到支持',
    refuted: '被否定',
    conflicting: '相互矛盾',
    outdated: '已过时',
    policy: '规则',
    untested: '未检验',
  },
  contradictionStates: { resolved: '已解决', stands: '仍存在', 'both-refuted': '各方均被否定' },
  severities: { blocker: '致命', high: '高', medium: '中', low: '低' },
  verdict: (judged, refuted, open) =>
    `由算术、有日期的资料或实测定论的 ${judged} 条中，${refuted} 条被否定；另有 ${open} 条尚无定论。`,
  nothingChanged: (runs) => `没有条目改变状态：同一数字至少要 ${runs} 次有效实测。`,
  changed: '实测与标定带来的变化',
  why: '原因',
  headings: {
    verdict: '结论',
    refuted: '被否定的条目',
    contradictions: '矛盾之处',
    tables: '重新计算的指南表格',
    claims: '全部条目',
  },
  columns: {
    state: '状态',
    count: '条数',
    meaning: '含义',
    claim: '编号',
    statement: '内容（我方转述）',
    reason: '理由',
    evidence: '依据',
    settle: '如何检验',
    contradiction: '矛盾',
    weight: '分量',
    subject: '对象',
    guide: '指南所述',
    ours: '计算结果',
    from: '此前',
    to: '现在',
    runs: '实测',
  },
  meanings: {
    supported: '算术、有日期的资料或实测与之相符',
    refuted: '算术、有日期的资料或实测将其排除',
    conflicting: '另有条目与之矛盾，尚无定论',
    outdated: '曾经成立，按有日期的资料已不成立',
    policy: '规则或建议，已编入本工具',
    untested: '尚无定论，已写明如何检验',
  },
  items: (n) => `${n} 题`,
  arithmetic: '算术',
  runsNamed: (runs) => `实测 ${runs.join('、')}`,
  decided: '已定论',
  none: '规则无需依据',
  noEvidence: '暂无依据',
  followed: '由其他条目的变化或标定引起',
};

/** The ledger's texts of a language. */
export const guideWords = (lang: 'en' | 'zh'): GuideWords => (lang === 'zh' ? zh : en);
