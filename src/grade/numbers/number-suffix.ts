import { type Unit, unitAt } from '../units.ts';
import { decimalProduct } from './decimal-product.ts';
import { englishScales } from './english-numeral.ts';
import type { Core } from './number-core.ts';
import { readNumeral } from './read-numeral.ts';
import { matchAt } from './text-match.ts';

interface Suffix {
  readonly value: number;
  readonly end: number;
  readonly unit?: Unit;
}

const percentUnit: Unit = { family: 'ratio', name: '%', factor: 1 };

const pointUnit: Unit = { family: 'points', name: 'pp', factor: 1 };

const percentSigns =
  / ?(?:(%|percent\b|per cent\b|pct\b)|(‰)|(个?百分点|percentage[- ]points?\b|ppts?\b|pp\b|p\.p\.)|(个?基点|basis points?\b|bps?\b))/iy;

const scaleLetter = / ?(?:[kK](?![A-Za-z])|[MB](?![A-Za-z0-9]))/y;

const scaleWord = / ?([A-Za-z]{2,9})(?![A-Za-z])/y;

const notShare = '本交为立功长员果就效品都';

/** Scale and unit after a numeral; undefined where the numeral turns out to be part of a word. */
export function readSuffix(
  text: string,
  core: Core,
  currency: Unit | undefined,
): Suffix | undefined {
  if (core.percent) return scaled(text, { value: core.value, end: core.end, unit: percentUnit });
  const share = sharesOf(text, core);
  if (share === 'no number') return undefined;
  if (share !== undefined) return share;
  let { value, end } = scaled(text, core);
  if (text[end] === '打' && core.end === end) {
    value *= 12;
    end++;
  } else if (currency !== undefined && /^ ?m(?![a-z0-9])/i.test(text.slice(end, end + 3))) {
    value *= 1e6;
    end += text[end] === ' ' ? 2 : 1;
  }
  percentSigns.lastIndex = end;
  const sign = percentSigns.exec(text);
  if (sign !== null) {
    const after = end + sign[0].length;
    if (sign[1] !== undefined) return { value, end: after, unit: percentUnit };
    if (sign[2] !== undefined) return { value: value / 10, end: after, unit: percentUnit };
    if (sign[3] !== undefined) return { value, end: after, unit: pointUnit };
    return { value: value / 100, end: after, unit: pointUnit };
  }
  const gap = text[end] === ' ' ? 1 : 0;
  const hedge = /^[多余]/.test(text.slice(end, end + 1)) ? 1 : 0;
  const unit = unitAt(text, end + gap + hedge);
  if (core.lone && !loneCounts(text, core, unit?.unit)) return undefined;
  if (core.pair && unit === undefined) return undefined;
  return unit === undefined ? { value, end } : { value, end: unit.end, unit: unit.unit };
}

/** k, M, bn, million ... after the number. */
function scaled(text: string, from: Suffix): Suffix {
  const letter = matchAt(scaleLetter, text, from.end);
  if (letter !== undefined) {
    const factor = { k: 1e3, K: 1e3, M: 1e6, B: 1e9 }[letter.trim()] ?? 1;
    return { ...from, value: decimalProduct(from.value, factor), end: from.end + letter.length };
  }
  scaleWord.lastIndex = from.end;
  const match = scaleWord.exec(text);
  const factor = englishScales.get(match?.[1]?.toLowerCase() ?? '');
  if (match === null || factor === undefined) return from;
  return { ...from, value: decimalProduct(from.value, factor), end: from.end + match[0].length };
}

/** 三成 (30%), 七成六 (76%), 八五折 (85%); 十折 is no discount. */
function sharesOf(text: string, core: Core): Suffix | 'no number' | undefined {
  const gap = text[core.end] === ' ' ? 1 : 0;
  const mark = text[core.end + gap];
  const end = core.end + gap + 1;
  if (mark === '折') {
    const { value } = core;
    if (value >= 100 || value <= 0 || value === 10) return 'no number';
    return { value: value < 10 ? decimalProduct(value, 10) : value, end, unit: percentUnit };
  }
  if (mark !== '成' || core.value > 10 || notShare.includes(text[end] ?? ' ')) return undefined;
  if (text[end] === '半')
    return { value: decimalProduct(core.value, 10) + 5, end: end + 1, unit: percentUnit };
  const more = readNumeral(text, end);
  if (more !== undefined && 'value' in more && more.lone && more.value < 10)
    return { value: decimalProduct(core.value, 10) + more.value, end: more.end, unit: percentUnit };
  return { value: decimalProduct(core.value, 10), end, unit: percentUnit };
}

const money: ReadonlySet<string> = new Set(['cny', 'usd', 'eur', 'gbp', 'jpy', 'hkd']);

const financial = '壹贰叁肆伍陆柒捌玖拾佰仟';

/**
 * Whether a single Chinese digit is a figure: alone, before a measure word, after 前 or 第, or at the
 * end of a clause. Not before money: 一元, 一块, 一角 are more often words.
 */
function loneCounts(text: string, core: Core, unit: Unit | undefined): boolean {
  const start = core.end - 1;
  if (text.trim().length === 1) return true;
  const char = text[start] ?? '';
  if (text[core.end] === '打') return true;
  if (financial.includes(char)) return false;
  if (/[A-Za-z]/.test(char)) return false;
  if (unit !== undefined) return !money.has(unit.family);
  if (/[前第]/.test(text[start - 1] ?? '')) return true;
  const after = text[core.end];
  return (
    (after === undefined || /[\s，,。.；;！!？?、)）"”]/.test(after)) &&
    !/[唯统同]/.test(text[start - 1] ?? '')
  );
}
