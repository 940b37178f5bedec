import { decimalProduct } from './decimal-product.ts';
import { readEnglishNumeral } from './english-numeral.ts';
import { type Numeral, readNumeral } from './read-numeral.ts';
import { isDigit, isLetter, matchAt, wordRun } from './text-match.ts';

export interface Core {
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
export function readCore(text: string, at: number): Core | { readonly end: number } | undefined {
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
