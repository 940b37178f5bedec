import {
  chineseDigits,
  chineseSections,
  chineseUnits,
  evaluateNumeral,
  type NumeralToken,
} from './chinese-numeral.ts';
import { decimalProduct } from './decimal-product.ts';

/** A written number without sign and unit. */
export interface Numeral {
  readonly value: number;
  readonly end: number;
  readonly hedged: boolean;
  /** A single Chinese digit or unit, which is often part of a word (一切, 四川, 十足). */
  readonly lone: boolean;
  /** Two Chinese digits in a row (九九): a number only before 折, 成 or a unit. */
  readonly pair: boolean;
  /** Only units (百, 千万): a number only inside 百分之. */
  readonly unitsOnly: boolean;
  /** Written with Arabic digits only. */
  readonly arabic: boolean;
}

/** What cannot be a number but spans these characters: 二三十 (twenty or thirty). */
export interface VagueNumeral {
  readonly vague: true;
  readonly end: number;
}

const arabicNumber =
  /(?:\d{1,3}(?:,\d{3})+(?![\d])|\d{1,4}(?:,\d{4})+(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d{1,3}(?:['’]\d{3})+(?!\d)|\d{1,3}(?: \d{3}){2,}(?!\d)|\d{1,400})(?:\.\d{1,400}(?!\.?\d))?(?:[eE][+-]?\d{1,3}(?![\d.]))?|\.\d{1,400}(?:[eE][+-]?\d{1,3}(?!\d))?/y;

const longestRun = 60;
const hedgeWords = '余多几来';

/** Reads a number at `from`: Arabic, Chinese or mixed (1.2, 三千五百, 5亿1万4千6百, 两千点五). */
export function readNumeral(text: string, from: number): Numeral | VagueNumeral | undefined {
  const tokens: NumeralToken[] = [];
  const ends: number[] = [];
  let at = from;
  while (tokens.length < longestRun) {
    const step = readToken(text, at, tokens[tokens.length - 1]);
    if (step === undefined) break;
    tokens.push(step.token);
    at = step.end;
    ends.push(at);
  }
  if (tokens.length === 0 || tokens[0]?.kind === 'hedge') return undefined;
  if (tokens.length >= longestRun) return { vague: true, end: at };
  if (isVague(tokens)) return { vague: true, end: at };
  while (tokens.length > 0) {
    const value = evaluateNumeral(tokens);
    const end = ends[tokens.length - 1];
    if (value !== undefined && end !== undefined) {
      return withDecimals(text, { ...value, end, ...shape(tokens) });
    }
    if (unitsOnly(tokens)) {
      const product = tokens.reduce((p, t) => ('value' in t ? p * t.value : p), 1);
      return { value: product, end: end ?? at, hedged: false, ...shape(tokens) };
    }
    tokens.pop();
  }
  return undefined;
}

const unitsOnly = (tokens: readonly NumeralToken[]): boolean =>
  tokens.every((t) => t.kind === 'unit' || t.kind === 'section');

const shape = (tokens: readonly NumeralToken[]) => ({
  lone: tokens.length === 1 && tokens[0]?.kind !== 'arabic',
  pair: tokens.length === 2 && tokens.every((t) => t.kind === 'digit' && t.value !== 0),
  unitsOnly: unitsOnly(tokens),
  arabic: tokens.every((t) => t.kind === 'arabic'),
});

const isVague = (tokens: readonly NumeralToken[]): boolean =>
  tokens.some((t, i) => {
    const next = tokens[i + 1];
    const after = tokens[i + 2];
    return (
      t.kind === 'digit' &&
      t.value > 0 &&
      next?.kind === 'digit' &&
      next.value === t.value + 1 &&
      (after?.kind === 'unit' || after?.kind === 'section')
    );
  });

function readToken(
  text: string,
  at: number,
  before: NumeralToken | undefined,
): { token: NumeralToken; end: number } | undefined {
  const char = text[at];
  if (char === undefined) return undefined;
  const digit = chineseDigits[char];
  if (digit !== undefined) {
    if (before?.kind === 'arabic') return undefined;
    return { token: { kind: 'digit', value: digit }, end: at + 1 };
  }
  const unit = chineseUnits[char];
  if (unit !== undefined) return { token: { kind: 'unit', value: unit }, end: at + 1 };
  const section = chineseSections[char];
  if (section !== undefined) return { token: { kind: 'section', value: section }, end: at + 1 };
  if (char === '半' && before === undefined && text[at + 1] === '百')
    return { token: { kind: 'half' }, end: at + 1 };
  if (hedgeWords.includes(char) && before !== undefined) {
    const next = text[at + 1] ?? '';
    if (next in chineseUnits || next in chineseSections)
      return { token: { kind: 'hedge' }, end: at + 1 };
    return undefined;
  }
  const joins =
    before === undefined ||
    before.kind === 'unit' ||
    before.kind === 'section' ||
    (before.kind === 'digit' && before.value === 0);
  if (!joins || !/[\d.]/.test(char)) return undefined;
  arabicNumber.lastIndex = at;
  const match = arabicNumber.exec(text)?.[0];
  if (match === undefined) return undefined;
  const value = Number(match.replace(/[,'’ ]/g, ''));
  if (!Number.isFinite(value)) return undefined;
  return {
    token: { kind: 'arabic', value, whole: /^\d+$/.test(match) },
    end: at + match.length,
  };
}

/** 点 and the digits after it, and a section unit after those (一点五亿). */
function withDecimals(text: string, numeral: Numeral): Numeral {
  if (text[numeral.end] !== '点' || !Number.isInteger(numeral.value)) return numeral;
  let digits = '';
  let at = numeral.end + 1;
  for (; at < text.length && digits.length < 40; at++) {
    const char = text[at] ?? '';
    const digit = chineseDigits[char] ?? (/\d/.test(char) ? Number(char) : undefined);
    if (digit === undefined) break;
    digits += String(digit);
  }
  if (digits === '') return numeral;
  let value = Number(`${numeral.value.toLocaleString('en', { useGrouping: false })}.${digits}`);
  for (;;) {
    const factor = chineseSections[text[at] ?? ''] ?? chineseUnits[text[at] ?? ''];
    if (factor === undefined) break;
    value = decimalProduct(value, factor);
    at++;
  }
  return { ...numeral, value, end: at, lone: false, pair: false };
}
