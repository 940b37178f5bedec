import type { ComparisonVerdict } from '../../base/index.ts';

/** Values of the sentence on top. */
export interface AbSentence {
  readonly candidate: string;
  readonly baseline: string;
  readonly a: string;
  readonly b: string;
  readonly difference: string;
  readonly interval: string;
  readonly items: string;
  readonly margin: string;
}

/** Texts of `steelyard ab`, in both languages. */
export interface AbWords {
  readonly title: (candidate: string, baseline: string) => string;
  readonly sentence: Readonly<Record<ComparisonVerdict, (v: AbSentence) => string>>;
  readonly withinMargin: (margin: string) => string;
  readonly marginShown: (margin: string, limit: string) => string;
  readonly marginRefuted: (margin: string, limit: string) => string;
  readonly marginOpen: (margin: string, limit: string) => string;
  readonly nothing: (why: string) => string;
  readonly noise: (flips: string, own: string, excess: string) => string;
  readonly noNoise: (flips: string, why: string) => string;
  readonly resolvable: (drop: string) => string;
  readonly resolvesNothing: (why: string) => string;
  readonly needs: (difference: string, margin: string) => string;
  readonly noNeed: string;
  readonly descriptive: string;
  readonly statistician: (v: {
    lost: string;
    gained: string;
    test: string;
    p: string;
    method: string;
    clusters: string;
    runs: string;
  }) => string;
  readonly tests: Readonly<Record<'mcnemar-mid-p' | 'sign-flip', string>>;
  readonly sequential: (v: { verdict: string; e: string; eMargin: string }) => string;
  readonly headings: {
    readonly shares: string;
    readonly slices: string;
    readonly performance: string;
    readonly lost: string;
    readonly gained: string;
    readonly method: string;
  };
  readonly captions: {
    readonly shares: string;
    readonly slices: string;
    readonly performance: string;
    readonly lost: (n: number) => string;
    readonly gained: (n: number) => string;
  };
  readonly columns: {
    readonly what: string;
    readonly n: string;
    readonly lost: string;
    readonly gained: string;
    readonly difference: string;
    readonly ratio: string;
    readonly p: string;
    readonly result: string;
    readonly item: string;
    readonly question: string;
    readonly expected: string;
    readonly why: string;
  };
  readonly by: Readonly<
    Record<'scenario' | 'category' | 'language' | 'answer-kind' | 'prompt-tokens', string>
  >;
  readonly descriptiveWord: string;
  readonly needRepeats: (n: number) => string;
  readonly method: readonly string[];
}

export const abWords: Readonly<Record<'en' | 'zh', AbWords>> = {
  en: {
    title: (candidate, baseline) => `steelyard ab: ${candidate} against ${baseline}`,
    sentence: {
      better: (v) =>
        `${v.candidate} answers more tasks correctly than ${v.baseline}: ${v.b} against ${v.a}, a difference of ${v.difference} points (95% interval ${v.interval}) over ${v.items} items.`,
      worse: (v) =>
        `${v.candidate} answers fewer tasks correctly than ${v.baseline}: ${v.b} against ${v.a}, a difference of ${v.difference} points (95% interval ${v.interval}) over ${v.items} items.`,
      equivalent: (v) =>
        `${v.candidate} and ${v.baseline} are equivalent in accuracy within ${v.margin} points: ${v.b} against ${v.a}, a difference of ${v.difference} points (95% interval ${v.interval}) over ${v.items} items.`,
      'non-inferior': (v) =>
        `${v.candidate} is not worse than ${v.baseline} by ${v.margin} points or more: ${v.b} against ${v.a}, a difference of ${v.difference} points (95% interval ${v.interval}) over ${v.items} items.`,
      undecided: (v) =>
        `Nothing is decided between ${v.candidate} and ${v.baseline}: ${v.b} against ${v.a}, a difference of ${v.difference} points (95% interval ${v.interval}) over ${v.items} items.`,
    },
    withinMargin: (margin) => `Worse, but shown to be within the margin of ${margin} points.`,
    marginShown: (margin, limit) =>
      `Shown: the loss is below ${margin} points (one-sided 95% limit ${limit}).`,
    marginRefuted: (margin, limit) =>
      `Refuted: the loss exceeds ${margin} points (its smallest size at one-sided 95%: ${limit}).`,
    marginOpen: (margin, limit) =>
      `Not shown that the loss is below ${margin} points: it may be as large as ${limit} (one-sided 95%).`,
    nothing: (why) => `Accuracy cannot be compared: ${why}.`,
    noise: (flips, own, excess) =>
      `${flips} of single answers flip between the two; ${own} flip when the baseline is asked again: ${excess} points of flips are above its own noise.`,
    noNoise: (flips, why) =>
      `${flips} of single answers flip between the two. How many flip when the baseline is asked again is not known: ${why}.`,
    resolvable: (drop) =>
      `A sample like this finds a true drop of ${drop} points or more in nine of ten cases.`,
    resolvesNothing: (why) => `What this sample could resolve is not known: ${why}.`,
    needs: (difference, margin) =>
      `Items in all that would settle it, if what was seen is true: ${difference} to show the difference, ${margin} to show the loss below the margin.`,
    noNeed: 'none (see JSON)',
    descriptive:
      'Fewer than five repeats: speeds describe this run and decide nothing. Five repeats and more carry a verdict.',
    statistician: (v) =>
      `lost ${v.lost}, gained ${v.gained}; ${v.test} p = ${v.p}; interval by ${v.method}; ${v.clusters} clusters, up to ${v.runs} task runs an item.`,
    tests: { 'mcnemar-mid-p': 'McNemar mid-p', 'sign-flip': 'sign flips of clusters' },
    sequential: (v) =>
      `Valid at any time of looking: ${v.verdict} (e = ${v.e} against no difference, ${v.eMargin} against a loss of the margin; 20 and more reject at 5%).`,
    headings: {
      shares: 'Answers that could not count',
      slices: 'Where the difference comes from',
      performance: 'Speed of the same pair',
      lost: 'Lost items',
      gained: 'Gained items',
      method: 'Method',
    },
    captions: {
      shares: 'Shares of task runs, paired by item; p adjusted by Holm',
      slices: 'Exploratory: p adjusted by Benjamini and Hochberg over all rows',
      performance: 'Candidate over baseline, repeat by repeat; p adjusted by Holm',
      lost: (n) => `${n} items the baseline had and the candidate has not`,
      gained: (n) => `${n} items the candidate has and the baseline had not`,
    },
    columns: {
      what: 'What',
      n: 'n',
      lost: 'Lost',
      gained: 'Gained',
      difference: 'Difference',
      ratio: 'Ratio',
      p: 'p (adjusted)',
      result: 'Result',
      item: 'Item',
      question: 'Question',
      expected: 'Expected',
      why: 'Why',
    },
    by: {
      scenario: 'scenario',
      category: 'category',
      language: 'language',
      'answer-kind': 'answer kind',
      'prompt-tokens': 'prompt tokens',
    },
    descriptiveWord: 'descriptive',
    needRepeats: (n) => `${n} repeats needed`,
    method: [
      'Accuracy is the one endpoint declared beforehand; nothing else changes the verdict.',
      "One task run a side: McNemar's mid-p and Tango's interval. Several, or clusters: sign flips of whole clusters and t over clusters.",
      'Margins are judged by one-sided 95% limits; "equivalent" needs both sides inside.',
      'Speeds: the ratio within each repeat, in which both boxes took turns; t over repeats on the logarithm. Hodges-Lehmann shifts stand in the JSON.',
    ],
  },
  zh: {
    title: (candidate, baseline) => `steelyard ab：${candidate} 对比 ${baseline}`,
    sentence: {
      better: (v) =>
        `${v.candidate} 答对的题目多于 ${v.baseline}：${v.b} 对 ${v.a}，相差 ${v.difference} 个百分点（95% 置信区间 ${v.interval}），共 ${v.items} 题。`,
      worse: (v) =>
        `${v.candidate} 答对的题目少于 ${v.baseline}：${v.b} 对 ${v.a}，相差 ${v.difference} 个百分点（95% 置信区间 ${v.interval}），共 ${v.items} 题。`,
      equivalent: (v) =>
        `${v.candidate} 与 ${v.baseline} 的准确率在 ${v.margin} 个百分点之内等效：${v.b} 对 ${v.a}，相差 ${v.difference} 个百分点（95% 置信区间 ${v.interval}），共 ${v.items} 题。`,
      'non-inferior': (v) =>
        `${v.candidate} 不劣于 ${v.baseline}（界值 ${v.margin} 个百分点）：${v.b} 对 ${v.a}，相差 ${v.difference} 个百分点（95% 置信区间 ${v.interval}），共 ${v.items} 题。`,
      undecided: (v) =>
        `${v.candidate} 与 ${v.baseline} 尚无定论：${v.b} 对 ${v.a}，相差 ${v.difference} 个百分点（95% 置信区间 ${v.interval}），共 ${v.items} 题。`,
    },
    withinMargin: (margin) => `虽然更差，但已证明下降在 ${margin} 个百分点的界值之内。`,
    marginShown: (margin, limit) =>
      `已证明：下降小于 ${margin} 个百分点（单侧 95% 界限 ${limit}）。`,
    marginRefuted: (margin, limit) =>
      `已否定：下降超过 ${margin} 个百分点（单侧 95% 下，至少 ${limit}）。`,
    marginOpen: (margin, limit) =>
      `尚未证明下降小于 ${margin} 个百分点：可能大至 ${limit}（单侧 95%）。`,
    nothing: (why) => `无法比较准确率：${why}。`,
    noise: (flips, own, excess) =>
      `两者单次回答的翻转率为 ${flips}；基线重复提问时自身翻转 ${own}；超出自身噪声 ${excess} 个百分点。`,
    noNoise: (flips, why) =>
      `两者单次回答的翻转率为 ${flips}。基线重复提问时自身翻转多少尚不清楚：${why}。`,
    resolvable: (drop) => `这样的样本，十次中有九次能发现 ${drop} 个百分点及以上的真实下降。`,
    resolvesNothing: (why) => `该样本的分辨力无法得知：${why}。`,
    needs: (difference, margin) =>
      `若所见即真，要得出结论总共需要：证明差异 ${difference} 题，证明下降小于界值 ${margin} 题。`,
    noNeed: '无（见 JSON）',
    descriptive: '重复次数不足五次：速度数据仅描述本次运行，不作判定；五次及以上方可判定。',
    statistician: (v) =>
      `失去 ${v.lost}，新得 ${v.gained}；${v.test} p = ${v.p}；区间方法 ${v.method}；${v.clusters} 个簇，每题至多 ${v.runs} 次作答。`,
    tests: { 'mcnemar-mid-p': 'McNemar mid-p', 'sign-flip': '按簇符号翻转' },
    sequential: (v) =>
      `任何时刻查看均有效：${v.verdict}（对“无差异”e = ${v.e}，对“下降达到界值”e = ${v.eMargin}；达到 20 即在 5% 水平上否定）。`,
    headings: {
      shares: '未能计入的回答',
      slices: '差异来自哪里',
      performance: '同一对设备的速度',
      lost: '失去的题目',
      gained: '新得的题目',
      method: '方法',
    },
    captions: {
      shares: '作答中的占比，按题配对；p 值经 Holm 校正',
      slices: '探索性：p 值经 Benjamini-Hochberg 对所有行校正',
      performance: '候选与基线之比，逐次重复配对；p 值经 Holm 校正',
      lost: (n) => `基线答对而候选答错的 ${n} 题`,
      gained: (n) => `候选答对而基线答错的 ${n} 题`,
    },
    columns: {
      what: '项目',
      n: 'n',
      lost: '失去',
      gained: '新得',
      difference: '差值',
      ratio: '比值',
      p: 'p（校正后）',
      result: '结论',
      item: '题目',
      question: '问题',
      expected: '标准答案',
      why: '原因',
    },
    by: {
      scenario: '场景',
      category: '类别',
      language: '语言',
      'answer-kind': '答案类型',
      'prompt-tokens': '提示 token 数',
    },
    descriptiveWord: '仅作描述',
    needRepeats: (n) => `需要 ${n} 次重复`,
    method: [
      '准确率是事先声明的唯一终点；其他任何结果都不改变结论。',
      '每侧作答一次：McNemar mid-p 与 Tango 区间；多次作答或有簇：整簇符号翻转与按簇的 t 区间。',
      '界值按单侧 95% 界限判断；“等效”要求两侧都在界值之内。',
      '速度：取每次重复内两台设备交替测得的比值，对其对数按重复作 t 区间。Hodges-Lehmann 位移见 JSON。',
    ],
  },
};
