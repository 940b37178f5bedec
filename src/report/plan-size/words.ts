/** Texts of `steelyard plan-size`, in both languages. */
export interface PlanSizeWords {
  readonly title: string;
  readonly drop: (v: { size: string; power: string; items: string; flips: string }) => string;
  readonly margin: (v: { size: string; power: string; items: string; flips: string }) => string;
  readonly runs: (perEndpoint: string, all: string, epochs: number) => string;
  readonly caption: string;
  readonly part: string;
  readonly value: string;
  readonly independent: string;
  readonly designEffect: (clusters: number, icc: string) => string;
  readonly epochFactor: (epochs: number) => string;
  readonly items: string;
  readonly runsPerEndpoint: string;
  readonly unpaired: string;
  readonly resolvable: (power: string) => string;
  readonly budget: string;
  readonly findable: string;
  readonly points: string;
  readonly method: string;
  readonly warnings: Readonly<Record<string, string>>;
}

export const planSizeWords: Readonly<Record<'en' | 'zh', PlanSizeWords>> = {
  en: {
    title: 'steelyard plan-size',
    drop: (v) =>
      `${v.items} items, each asked of both boxes, find a true drop of ${v.size} points with ${v.power} power when ${v.flips} of the items flip.`,
    margin: (v) =>
      `${v.items} items, each asked of both boxes, show that the loss is below ${v.size} points with ${v.power} power when there is no loss and ${v.flips} of the items flip.`,
    runs: (perEndpoint, all, epochs) =>
      `${perEndpoint} task runs a box (${epochs === 1 ? 'one epoch' : `${epochs} epochs`}), ${all} in all.`,
    caption: 'How the number came about',
    part: 'Step',
    value: 'Value',
    independent: 'independent items, asked once',
    designEffect: (clusters, icc) => `times: items share ${clusters} clusters (ICC ${icc})`,
    epochFactor: (epochs) => `times: noise averaged over ${epochs} epochs`,
    items: 'items',
    runsPerEndpoint: 'task runs a box',
    unpaired: 'items a box, were each asked others (accuracy 95%)',
    resolvable: (power) => `What a smaller budget finds with ${power} power`,
    budget: 'Items',
    findable: 'Smallest true drop',
    points: 'points',
    method:
      'Exact power of the mid-p McNemar test (drop) or of the Tango score test (margin), at 5%.',
    warnings: {
      'few-clusters':
        'Fewer than 20 clusters: the comparison will come out as not proven, whatever is measured.',
      'epochs-without-noise':
        'Epochs only help against noise: state --noise, the flip rate of a box against itself.',
    },
  },
  zh: {
    title: 'steelyard plan-size',
    drop: (v) =>
      `当 ${v.flips} 的题目发生翻转时，需 ${v.items} 道题（两台设备同题），才能以 ${v.power} 的功效发现 ${v.size} 个百分点的真实下降。`,
    margin: (v) =>
      `当真实准确率没有下降、且 ${v.flips} 的题目发生翻转时，需 ${v.items} 道题（两台设备同题），才能以 ${v.power} 的功效证明下降小于 ${v.size} 个百分点。`,
    runs: (perEndpoint, all, epochs) =>
      `每台设备 ${perEndpoint} 次作答（${epochs} 轮），合计 ${all} 次。`,
    caption: '数字的由来',
    part: '步骤',
    value: '数值',
    independent: '题目相互独立、各问一次时',
    designEffect: (clusters, icc) => `乘以：题目分属 ${clusters} 个簇（ICC ${icc}）`,
    epochFactor: (epochs) => `乘以：${epochs} 轮平均后的噪声`,
    items: '题目数',
    runsPerEndpoint: '每台设备的作答次数',
    unpaired: '若两台设备所问题目不同，每台需要（准确率 95%）',
    resolvable: (power) => `题目较少时，以 ${power} 的功效能发现什么`,
    budget: '题目数',
    findable: '可发现的最小真实下降',
    points: '百分点',
    method: '按 mid-p McNemar 检验（下降）或 Tango 得分检验（界值）的精确功效计算，显著性水平 5%。',
    warnings: {
      'few-clusters': '簇数不足 20：无论测得什么，比较结果都只能是“未证明”。',
      'epochs-without-noise': '多轮只能压低噪声：请用 --noise 给出设备与自身比较的翻转率。',
    },
  },
};
