const spaces = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const dashes = /[\u2010-\u2013\u2212\ufe63\uff0d]/g;

/**
 * Half-width form of full-width letters, digits and signs, plain spaces and one minus sign. Not NFKC:
 * that would turn "m²" into "m2" and "①" into "1".
 */
export function normaliseWidth(text: string): string {
  return text
    .replace(invisible, '')
    .replace(spaces, ' ')
    .replace(dashes, '-')
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[﹪٪]/g, '%');
}

const traditional: Readonly<Record<string, string>> = {
  萬: '万',
  億: '亿',
  點: '点',
  兩: '两',
  俩: '两',
  倆: '两',
  負: '负',
  個: '个',
  幾: '几',
  餘: '余',
  雙: '双',
  對: '对',
  塊: '块',
  圓: '元',
  圆: '元',
  貳: '贰',
  陸: '陆',
  參: '叁',
  斷: '断',
  後: '后',
  內: '内',
  噸: '吨',
  歐: '欧',
  鎊: '镑',
  時: '时',
  鐘: '钟',
  週: '周',
  間: '间',
  筆: '笔',
  張: '张',
  條: '条',
  輛: '辆',
  臺: '台',
  隻: '只',
  減: '减',
  虧: '亏',
  損: '损',
};

/** Simplified form of the characters that numbers and units are written with; same length. */
export const simplifyNumerals = (text: string): string =>
  text.replace(/[\u3400-\u9fff]/g, (c) => traditional[c] ?? c);
