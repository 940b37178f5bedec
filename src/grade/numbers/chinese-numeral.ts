import { decimalProduct } from './decimal-product.ts';

/** Value of each digit character, everyday and financial. */
export const chineseDigits: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  壹: 1,
  贰: 2,
  弍: 2,
  叁: 3,
  肆: 4,
  伍: 5,
  陆: 6,
  柒: 7,
  捌: 8,
  玖: 9,
};
/** Units inside a section of four digits. */
export const chineseUnits: Readonly<Record<string, number>> = {
  十: 10,
  拾: 10,
  百: 100,
  佰: 100,
  千: 1000,
  仟: 1000,
};
/** Units that close a section. */
export const chineseSections: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8, 兆: 1e12 };

/** One piece of a written number: an Arabic numeral, a digit, a unit, or a word in between. */
export type NumeralToken =
  | { readonly kind: 'arabic'; readonly value: number; readonly whole: boolean }
  | { readonly kind: 'digit'; readonly value: number }
  | { readonly kind: 'unit' | 'section'; readonly value: number }
  | { readonly kind: 'half' | 'hedge' };

/** What the tokens amount to; `hedged` where 余, 多 or 几 stands among them. */
export interface NumeralValue {
  readonly value: number;
  readonly hedged: boolean;
}

/**
 * Value of a whole number without its decimal part; undefined where the tokens make no number.
 * 一万三 is 13,000 and 两千四百五 is 2,450: a last digit without unit takes a tenth of the unit before.
 */
export function evaluateNumeral(tokens: readonly NumeralToken[]): NumeralValue | undefined {
  if (tokens.length > 0 && tokens.every((t) => t.kind === 'digit')) {
    const value = Number(tokens.map((t) => (t.kind === 'digit' ? t.value : '')).join(''));
    return { value, hedged: false };
  }
  const parts: { value: number; unit: number }[] = [];
  let section = 0;
  let open: number | undefined;
  let lastUnit = 0;
  let hedged = false;
  let filled = false;
  for (const [i, token] of tokens.entries()) {
    const before = tokens[i - 1];
    switch (token.kind) {
      case 'hedge':
        hedged = true;
        break;
      case 'half':
        if (tokens[i + 1]?.kind !== 'unit') return undefined;
        open = 0.5;
        break;
      case 'arabic':
        if (open !== undefined && open !== 0) return undefined;
        open = token.value;
        filled = true;
        break;
      case 'digit':
        // Two digits in a row without a unit: 二三十 is a range, not a number.
        if (open !== undefined && open !== 0) return undefined;
        open = token.value;
        if (token.value === 0) lastUnit = 0;
        filled = true;
        break;
      case 'unit': {
        const decreasing = lastUnit === 0 || token.value < lastUnit;
        if (!decreasing) return undefined;
        section += decimalProduct(
          open === undefined || (open === 0 && before?.kind !== 'arabic') ? 1 : open,
          token.value,
        );
        open = undefined;
        lastUnit = token.value;
        filled = true;
        break;
      }
      case 'section': {
        let sum = section + (open ?? 0);
        while (parts.length > 0) {
          const top = parts[parts.length - 1];
          if (top === undefined || top.unit > token.value) break;
          if (top.unit === token.value && sum !== 0) return undefined;
          sum += top.value;
          parts.pop();
        }
        if (sum === 0 && !(filled && before?.kind === 'arabic')) return undefined;
        parts.push({ value: decimalProduct(sum, token.value), unit: token.value });
        section = 0;
        open = undefined;
        lastUnit = token.value;
        break;
      }
    }
  }
  if (!filled) return undefined;
  const last = tokens[tokens.length - 1];
  const beforeLast = tokens[tokens.length - 2];
  const shorthand =
    (last?.kind === 'digit' || (last?.kind === 'arabic' && last.whole && last.value < 10)) &&
    (beforeLast?.kind === 'unit' || beforeLast?.kind === 'section') &&
    tokens.length > 1;
  const tail = (open ?? 0) * (shorthand && lastUnit > 0 ? lastUnit / 10 : 1);
  return { value: parts.reduce((sum, p) => sum + p.value, 0) + section + tail, hedged };
}
