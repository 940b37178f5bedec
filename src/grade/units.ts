/** Units that can be turned into one another; `count` joins all measure words of things. */
export type UnitFamily =
  | 'ratio'
  | 'points'
  | 'cny'
  | 'usd'
  | 'eur'
  | 'gbp'
  | 'jpy'
  | 'hkd'
  | 'mass'
  | 'length'
  | 'area'
  | 'volume'
  | 'time'
  | 'months'
  | 'calendar'
  | 'times'
  | 'count';

/** One unit: its canonical name, what it converts with, and how many base units it is worth. */
export interface Unit {
  readonly name: string;
  readonly family: UnitFamily;
  readonly factor: number;
}

/** Family, canonical name, factor to the family's base, and every way it is written. */
const table: readonly (readonly [UnitFamily, string, number, string])[] = [
  ['ratio', '%', 1, '% percent pct 百分比'],
  ['points', 'pp', 1, 'pp ppt 百分点 个百分点'],
  ['points', 'bp', 0.01, 'bp bps 基点 个基点'],
  ['cny', '元', 1, '元 圆 块钱 人民币 元人民币 人民币元 rmb cny yuan ¥'],
  ['cny', '角', 0.1, '角 毛钱'],
  ['usd', 'USD', 1, 'usd 美元 美金 dollar dollars $ us$'],
  ['eur', 'EUR', 1, 'eur 欧元 euro euros €'],
  ['gbp', 'GBP', 1, 'gbp 英镑 £'],
  ['jpy', 'JPY', 1, 'jpy 日元 yen 円'],
  ['hkd', 'HKD', 1, 'hkd 港元 港币 hk$'],
  ['mass', 'kg', 1, 'kg kgs 公斤 千克 kilogram kilograms'],
  ['mass', 't', 1000, 't 吨 ton tons tonne tonnes'],
  ['mass', '斤', 0.5, '斤'],
  ['mass', 'g', 0.001, 'g 克 gram grams'],
  ['mass', 'mg', 1e-6, 'mg 毫克'],
  ['mass', 'lb', 0.45359237, 'lb lbs 磅'],
  ['length', 'm', 1, 'm 米 metre metres meter meters'],
  ['length', 'km', 1000, 'km 公里 千米 kilometre kilometres kilometer kilometers'],
  ['length', 'cm', 0.01, 'cm 厘米'],
  ['length', 'mm', 0.001, 'mm 毫米'],
  ['area', 'm²', 1, 'm² m2 ㎡ 平方米 平米 sqm'],
  ['area', 'km²', 1e6, 'km² km2 平方公里'],
  ['area', '公顷', 1e4, '公顷 ha hectare hectares'],
  ['area', '亩', 10_000 / 15, '亩'],
  ['volume', 'L', 1, 'l 升 公升 litre litres liter liters'],
  ['volume', 'mL', 0.001, 'ml 毫升'],
  ['volume', 'm³', 1000, 'm³ m3 立方米'],
  ['time', 's', 1, 's 秒 秒钟 sec secs second seconds'],
  ['time', 'ms', 0.001, 'ms 毫秒'],
  ['time', 'min', 60, 'min mins 分钟 minute minutes'],
  ['time', 'h', 3600, 'h 小时 个小时 hour hours hr hrs'],
  ['time', 'd', 86_400, '天 day days 工作日'],
  ['time', '周', 604_800, '周 个星期 星期 week weeks'],
  ['months', '个月', 1, '个月 month months'],
  ['months', '年', 12, 'year years'],
  // A point in the calendar and a length of time look alike: 3月, 2024年.
  ['calendar', '年', 1, '年'],
  ['calendar', '月', 1, '月 月份'],
  ['calendar', '日', 1, '日 号'],
  ['times', '倍', 1, '倍 times x'],
  [
    'count',
    '个',
    1,
    '个 件 只 台 套 单 笔 人 家 条 张 次 辆 箱 瓶 包 双 对 位 名 款 种 本 支 部 块 户 章 岁 门 座 间 份 项 所 株 头 颗 粒 册 枚 棵 场 届 行 列 店 层 架 艘 幅 罐 袋 盒 桶 piece pieces pcs item items unit units order orders store stores customer customers people person persons',
  ],
];

const byAlias: ReadonlyMap<string, Unit> = new Map(
  table.flatMap(([family, name, factor, aliases]) =>
    aliases.split(' ').map((alias): [string, Unit] => [alias, { family, name, factor }]),
  ),
);

const longestChinese = Math.max(
  ...[...byAlias.keys()].filter((a) => a.charCodeAt(0) > 0x2fff).map((a) => a.length),
);

/** The unit written exactly so (any case for Latin letters); undefined for one that is not known. */
export const unitNamed = (alias: string): Unit | undefined =>
  byAlias.get(alias) ?? byAlias.get(alias.toLowerCase());

const latinUnit = /(?:[a-z]+[²³23]?|[㎡¥$€£%])(?![a-z0-9])/iy;

/** The unit that `text` goes on with at `from`, the longest spelling first, and where it ends. */
export function unitAt(text: string, from: number): { unit: Unit; end: number } | undefined {
  const code = text.charCodeAt(from);
  if (code > 0x2fff && code < 0xa000) {
    for (let length = longestChinese; length > 0; length--) {
      const unit = byAlias.get(text.slice(from, from + length));
      if (unit !== undefined) return { unit, end: Math.min(text.length, from + length) };
    }
    return undefined;
  }
  latinUnit.lastIndex = from;
  const word = latinUnit.exec(text)?.[0];
  const unit = word === undefined ? undefined : unitNamed(word);
  return unit === undefined || word === undefined ? undefined : { unit, end: from + word.length };
}

const scaleWords: Readonly<Record<string, number>> = {
  十: 10,
  百: 100,
  千: 1e3,
  万: 1e4,
  十万: 1e5,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
  十亿: 1e9,
  万亿: 1e12,
  k: 1e3,
  thousand: 1e3,
  thousands: 1e3,
  million: 1e6,
  millions: 1e6,
  mn: 1e6,
  billion: 1e9,
  billions: 1e9,
  bn: 1e9,
  trillion: 1e12,
};

/** A unit as golden answers declare it: 万元 is scale 10,000 of 元; `unit` absent for a bare scale. */
export interface ScaledUnit {
  readonly scale: number;
  readonly unit?: Unit;
}

/** Reads 万元, 亿, "million USD", "USD million", 件; undefined for words that no table knows. */
export function readScaledUnit(text: string): ScaledUnit | undefined {
  const written = text.trim();
  const whole = unitNamed(written);
  if (whole !== undefined) return { scale: 1, unit: whole };
  const bare = scaleWords[written.toLowerCase()];
  if (bare !== undefined) return { scale: bare };
  for (let length = Math.min(3, written.length - 1); length > 0; length--) {
    const scale = scaleWords[written.slice(0, length)];
    const unit = unitNamed(written.slice(length).trim());
    if (scale !== undefined && unit !== undefined) return { scale, unit };
  }
  const words = written
    .toLowerCase()
    .replace(/[()]/g, ' ')
    .split(/\s+/)
    .filter((w) => w !== 'of');
  if (words.length === 2) {
    for (const [a, b] of [words, [words[1], words[0]]]) {
      const scale = scaleWords[a ?? ''];
      const unit = unitNamed(b ?? '');
      if (scale !== undefined && unit !== undefined) return { scale, unit };
    }
  }
  return undefined;
}
