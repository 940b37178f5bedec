import { type Unit, unitAt, unitNamed } from '../units.ts';
import { fallWordAround, type Hedge, hedgeAround } from './context-words.ts';
import { decimalProduct } from './decimal-product.ts';
import { englishScales, readEnglishNumeral } from './english-numeral.ts';
import { normaliseWidth, simplifyNumerals } from './normalise.ts';
import { type Numeral, readNumeral } from './read-numeral.ts';

/** One number as it stands in a text. */
export interface NumberMention {
  readonly start: number;
  readonly end: number;
  readonly raw: string;
  /** With sign, scale words multiplied in; of a percentage as shown (12.5 for 12.5%). */
  readonly value: number;
  readonly unit?: Unit;
  readonly hedge?: Hedge;
  /** The word that made it a fall; `value` is negative by it. */
  readonly fallWord?: string;
  /** Both ends of a range; then `value` is the upper end and stands for nothing alone. */
  readonly range?: { readonly from: number; readonly to: number };
  /** A single Chinese digit, which may be a word of the sentence and no figure (一家). */
  readonly lone: boolean;
}

const url = /(?:https?:\/\/|www\.)[^\s\u3000-\u9fff]*/iy;
const dateLike =
  /(?:\d{4}年\d{1,2}月(?:\d{1,2}[日号])?|(?:19|20)\d\d([-/])(?:1[0-2]|0?[1-9])(?:\1\d{1,2})?(?![\d/-])|(?:19|20)\d\d\.\d{1,2}\.\d{1,2}(?![\d.])|\d{1,2}月\d{1,2}[日号]|\d{1,2}:\d{2}(?::\d{2})?|\d+(?:\.\d+){2,})/y;
/** No figure has so many digits; also keeps the scan linear on hostile text. */
const endlessDigits = /\d{41,}/y;
const listMarker = /(?:\d{1,2}[.)]|\d{1,2}、) (?=\S)|\d{1,2}、/y;
const word = /[A-Za-z]+/y;
const wordRun = /[A-Za-z]+(?:[ -][A-Za-z]+){0,24}/y;
const currencyBefore = /(?:[A-Z]{1,3})?[¥$€£]|(?:RMB|CNY|USD|EUR|GBP|HKD|JPY)(?![A-Za-z])/y;

/** The text in which positions of mentions count: half width, simplified, numerals joined. */
export const numberText = (text: string): string =>
  joinNumerals(simplifyNumerals(normaliseWidth(text)));

/** Blanks inside Chinese numerals (一百 五 十, 百 分 之) removed; others kept. */
const joinNumerals = (text: string): string =>
  text
    .replace(
      /(?<=[零〇一二两三四五六七八九十百千万亿兆点分之又个成折余多几半壹贰叁肆伍陆柒捌玖拾佰仟负]) +(?=[零〇一二两三四五六七八九十百千万亿兆点分之又个成折余多几半壹贰叁肆伍陆柒捌玖拾佰仟负])/g,
      '',
    )
    .replace(/(?<=[\dkKM]) +(?=[百千万亿兆分之又个成折余多几])/g, '')
    .replace(/(?<=[十百千万亿兆零分之又负]) +(?=[\d.])/g, '')
    .replace(/(?<=\d) +(?=\d ?折)/g, '')
    .replace(/佰分之/g, '百分之');

/** Every number in a text, in order; dates, addresses, list markers and digits inside words are none. */
export function scanNumbers(text: string): readonly NumberMention[] {
  return scanNumberText(numberText(text));
}

/** Scanning stops here: a text with so many figures names no single one. */
export const mostMentions = 2000;

/** All that a number, or something to be skipped as a whole, can begin with. */
const mayBegin =
  /[0-9A-Za-z.+\-¥$€£负打半零〇一二两三四五六七八九十百千万亿兆壹贰弍叁肆伍陆柒捌玖拾佰仟]/g;

/** As `scanNumbers`, for a text that went through `numberText` already. */
export function scanNumberText(text: string): readonly NumberMention[] {
  const mentions: NumberMention[] = [];
  let at = 0;
  while (at < text.length) {
    mayBegin.lastIndex = at;
    const next = mayBegin.exec(text);
    if (next === null) break;
    at = next.index;
    const skipped = skip(text, at);
    if (skipped > at) {
      at = skipped;
      continue;
    }
    const found = mentionAt(text, at);
    if (found === undefined) at++;
    else {
      if (found.mention !== undefined) mentions.push(found.mention);
      if (mentions.length >= mostMentions) break;
      at = Math.max(at + 1, found.end);
    }
  }
  return joinRanges(text, mentions);
}

const matchAt = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

const isDigit = (char: string | undefined): boolean =>
  char !== undefined && char >= '0' && char <= '9';
const isLetter = (char: string | undefined): boolean => char !== undefined && /[A-Za-z]/.test(char);

/** End of what is skipped at `at`: a URL, a date, a list marker, a word with its digits. */
function skip(text: string, at: number): number {
  const char = text[at];
  const before = text[at - 1];
  if (char === 'h' || char === 'H' || char === 'w' || char === 'W') {
    const link = matchAt(url, text, at);
    if (link !== undefined) return at + link.length;
  }
  if (isDigit(char)) {
    if (!isDigit(before)) {
      const date = matchAt(dateLike, text, at) ?? matchAt(endlessDigits, text, at);
      if (date !== undefined) return at + date.length;
    }
    if (before === undefined || before === '\n') {
      const marker = matchAt(listMarker, text, at);
      if (marker !== undefined) return at + marker.length;
    }
    if (before === '_' || (isLetter(before) && !/[kKMB$]/.test(before ?? ''))) {
      let end = at;
      while (isDigit(text[end])) end++;
      return end;
    }
  }
  if (isLetter(char) && matchAt(currencyBefore, text, at) === undefined) {
    const english = matchAt(wordRun, text, at);
    const first = matchAt(word, text, at) ?? '';
    const words = (english ?? '').toLowerCase().split(/[ -]/);
    if (readEnglishNumeral(words) === undefined) {
      let end = at + first.length;
      // Digits right after letters belong to a name (Q3, H20, FY2024).
      while (isDigit(text[end]) || isLetter(text[end])) end++;
      return end;
    }
  }
  return at;
}

interface Found {
  readonly mention?: NumberMention;
  readonly end: number;
}

function mentionAt(text: string, at: number): Found | undefined {
  let cursor = at;
  let negative = false;
  let currency: Unit | undefined;
  for (let part = 0; part < 3; part++) {
    const char = text[cursor];
    if ((char === '-' || char === '+') && signCounts(text, cursor)) {
      negative = char === '-';
      cursor++;
    } else if (char === '负') {
      negative = true;
      cursor++;
    } else {
      const sign = currency === undefined ? matchAt(currencyBefore, text, cursor) : undefined;
      if (sign === undefined) break;
      currency = unitNamed(sign) ?? unitNamed(sign.slice(-1));
      cursor += sign.length;
      while (text[cursor] === ' ') cursor++;
    }
  }
  const core = readCore(text, cursor);
  if (core === undefined) return undefined;
  if (!('value' in core)) return { end: core.end };
  const suffix = readSuffix(text, core, currency);
  if (suffix === undefined) return { end: core.end };
  const before = text.slice(Math.max(0, at - 40), at);
  const after = text.slice(suffix.end, suffix.end + 24);
  const unit = suffix.unit ?? currency;
  const fallWord = fallWordAround(before, after);
  const magnitude = (negative ? -1 : 1) * suffix.value;
  const value = fallWord !== undefined && magnitude > 0 ? -magnitude : magnitude;
  const hedge = hedgeAround(before, after) ?? (core.hedged ? 'over' : undefined);
  return {
    end: suffix.end,
    mention: {
      start: at,
      end: suffix.end,
      raw: text.slice(at, suffix.end),
      value: value === 0 ? 0 : value,
      ...(unit === undefined ? {} : { unit }),
      ...(hedge === undefined ? {} : { hedge }),
      ...(fallWord === undefined ? {} : { fallWord }),
      lone: core.lone,
    },
  };
}

/** A minus or plus is a sign where no number, letter or other sign stands before it. */
function signCounts(text: string, at: number): boolean {
  const before = text[at - 1];
  const next = text[at + 1];
  if (next === ' ' || next === undefined || next === '-' || next === '+') return false;
  return before === undefined || !/[0-9A-Za-z)\]%+-]/.test(before);
}

interface Core {
  readonly value: number;
  readonly end: number;
  readonly hedged: boolean;
  readonly lone: boolean;
  readonly pair: boolean;
  readonly arabic: boolean;
  /** 百分之, 千分之: already a percentage as shown. */
  readonly percent?: true;
}

/** A numeral with its fraction: 百分之五, 五分之一, 3又1/2, 3/5, 1 3/5, 打对折, or English words. */
function readCore(text: string, at: number): Core | { readonly end: number } | undefined {
  if (text.startsWith('打对折', at)) return { ...plain, value: 50, end: at + 3, percent: true };
  if (text.startsWith('半成', at)) return { ...plain, value: 5, end: at + 2, percent: true };
  if (text.startsWith('半折', at)) return { ...plain, value: 50, end: at + 2, percent: true };
  if (isLetter(text[at]) && !isLetter(text[at - 1])) return englishCore(text, at);
  if (text[at] === '.' && (isDigit(text[at - 1]) || text[at - 1] === '.')) return undefined;
  const first = readNumeral(text, at);
  if (first === undefined) return undefined;
  if ('vague' in first) return { end: first.end };
  if (first.unitsOnly) return unitsOnlyCore(text, at, first);
  const over = text.startsWith('分之', first.end) ? numeralAfter(text, first.end + 2) : undefined;
  if (over !== undefined && first.value !== 0)
    return { ...plain, value: over.value / first.value, end: over.end };
  if (text[first.end] === '又') {
    const below = readNumeral(text, first.end + 1);
    if (below !== undefined && 'value' in below && text.startsWith('分之', below.end)) {
      const top = numeralAfter(text, below.end + 2);
      if (top !== undefined && below.value !== 0)
        return { ...plain, value: first.value + top.value / below.value, end: top.end };
    }
  }
  return slashFraction(text, first) ?? first;
}

const plain = { hedged: false, lone: false, pair: false, arabic: false } as const;

function englishCore(text: string, at: number): Core | undefined {
  const run = matchAt(wordRun, text, at) ?? '';
  const words = run.toLowerCase().split(/[ -]/);
  const read = readEnglishNumeral(words);
  if (read === undefined) return undefined;
  const length = words.slice(0, read.count).join(' ').length;
  const lone = read.count === 1 && read.value <= 1;
  return { ...plain, value: read.value, end: at + length, lone };
}

/** 百分之五 (5%), 千分之一 (0.1%), 百三 (130); units alone are no number, but for 十. */
function unitsOnlyCore(text: string, at: number, first: Numeral): Core | { end: number } {
  if (text.startsWith('分之', first.end)) {
    const top = numeralAfter(text, first.end + 2) ?? unitsAfter(text, first.end + 2);
    if (top !== undefined) {
      const value = decimalProduct(top.value, 100 / first.value);
      return { ...plain, value, end: top.end, percent: true };
    }
  }
  if (text[at] === '十') return { ...first, lone: true };
  return { end: first.end };
}

/** 百 in 百分之百. */
function unitsAfter(text: string, at: number): Numeral | undefined {
  const read = readNumeral(text, at);
  return read !== undefined && 'value' in read ? read : undefined;
}

function numeralAfter(text: string, at: number): Numeral | undefined {
  const negative = text[at] === '负' || text[at] === '-';
  const read = readNumeral(text, at + (negative ? 1 : 0));
  if (read === undefined || !('value' in read) || read.unitsOnly) return undefined;
  return { ...read, value: negative ? -read.value : read.value };
}

const fractionTail = /(?: (\d{1,6}))?\/(\d{1,6})(?![\d/.])/y;

function slashFraction(text: string, first: Numeral): Core | undefined {
  if (!first.arabic || !Number.isInteger(first.value)) return undefined;
  fractionTail.lastIndex = first.end;
  const match = fractionTail.exec(text);
  const [whole, top, bottom] = match ?? [];
  if (whole === undefined || bottom === undefined || Number(bottom) === 0) return undefined;
  // 2023/2024 is a season and no fraction.
  if (top === undefined && first.value >= 1000 && bottom.length === 4) return undefined;
  const value =
    top === undefined ? first.value / Number(bottom) : first.value + Number(top) / Number(bottom);
  return { ...plain, value, end: first.end + whole.length };
}

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
function readSuffix(text: string, core: Core, currency: Unit | undefined): Suffix | undefined {
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

const rangeBetween = /^ ?(?:~|～|至|到|-|—|to) ?$/;

/** Two numbers joined by a range sign become one mention without a value of its own. */
function joinRanges(text: string, mentions: readonly NumberMention[]): readonly NumberMention[] {
  const out: NumberMention[] = [];
  for (const mention of mentions) {
    const previous = out[out.length - 1];
    const between = previous === undefined ? '' : text.slice(previous.end, mention.start);
    if (
      previous !== undefined &&
      previous.range === undefined &&
      between.length < 5 &&
      rangeBetween.test(between) &&
      (previous.unit === undefined || previous.unit.family === mention.unit?.family)
    ) {
      out[out.length - 1] = {
        ...mention,
        start: previous.start,
        raw: text.slice(previous.start, mention.end),
        range: { from: previous.value, to: mention.value },
      };
    } else out.push(mention);
  }
  return out;
}
