import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseNumber } from '../../../src/grade/index.ts';

const digits = '零一二三四五六七八九';

/** Written Chinese by place value, independent of the parser: 10203 -> 一万零二百零三. */
function chinese(n: number): string {
  if (n === 0) return '零';
  const sections: number[] = [];
  for (let rest = n; rest > 0; rest = Math.floor(rest / 10_000)) sections.push(rest % 10_000);
  let text = '';
  for (let s = sections.length - 1; s >= 0; s--) {
    const section = sections[s] ?? 0;
    if (section === 0) continue;
    if (text !== '' && section < 1000) text += '零';
    text += underTenThousand(section) + (['', '万', '亿', '兆'][s] ?? '');
  }
  return text;
}

function underTenThousand(n: number): string {
  const places = [1000, 100, 10, 1];
  const names = ['千', '百', '十', ''];
  let text = '';
  let gap = false;
  for (const [i, place] of places.entries()) {
    const digit = Math.floor(n / place) % 10;
    if (digit === 0) {
      if (text !== '') gap = true;
      continue;
    }
    text += (gap ? '零' : '') + (digits[digit] ?? '') + (names[i] ?? '');
    gap = false;
  }
  return text;
}

const grouped = (n: number, size: number, mark: string): string =>
  String(n).replace(new RegExp(`\\B(?=(\\d{${size}})+$)`, 'g'), mark);
const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));

const formats: Readonly<Record<string, (n: number) => string>> = {
  plain: String,
  thousands: (n) => grouped(n, 3, ','),
  'full width': (n) => fullWidth(grouped(n, 3, ',')),
  'thin spaces': (n) => grouped(n, 3, '\u202f').replaceAll('\u202f', "'"),
  chinese,
  minus: (n) => `-${n}`,
  'minus sign': (n) => `\u2212${n}`,
  'Chinese minus': (n) => `负${chinese(n)}`,
  accounting: (n) => `(${grouped(n, 3, ',')})`,
  'in ten thousands': (n) => `${n / 10_000}万`,
  'with a unit': (n) => `${grouped(n, 3, ',')} 元`,
};
const negative = new Set(['minus', 'minus sign', 'Chinese minus', 'accounting']);

describe('parseNumber', () => {
  test.each(Object.keys(formats))('reads back whole numbers written %s', (name) => {
    const format = formats[name] ?? String;
    fc.assert(
      fc.property(fc.integer({ min: 11, max: 999_999_999_999 }), (n) => {
        const parsed = parseNumber(format(n));
        const expected = negative.has(name) ? -n : n;
        expect('value' in parsed ? parsed.value : parsed.why, format(n)).toBe(expected);
      }),
      { numRuns: 300 },
    );
  });

  test('reads back decimals and percentages', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), fc.nat(6), (n, places) => {
        const value = n / 10 ** places;
        const text = value.toFixed(places);
        expect(parseNumber(text)).toMatchObject({ value: Number(text) });
        expect(parseNumber(`${text}%`)).toMatchObject({ value: Number(text), unit: '%' });
        expect(parseNumber(`增长率为${text}％。`)).toMatchObject({ value: Number(text) });
      }),
      { numRuns: 300 },
    );
  });
});
