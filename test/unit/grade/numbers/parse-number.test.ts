import { describe, expect, test } from 'vitest';
import { parseNumber } from '../../../../src/grade/index.ts';

describe('parseNumber', () => {
  test.each([
    ['12.5%', { value: 12.5, unit: '%' }],
    ['1.2万元', { value: 12_000, unit: '元' }],
    ['１２．５％', { value: 12.5, unit: '%' }],
    ['¥1,200', { value: 1200, unit: '元' }],
    ['1200元', { value: 1200, unit: '元' }],
    ['US$1.5bn', { value: 1.5e9, unit: 'USD' }],
    ['$ 1,452.4', { value: 1452.4, unit: 'USD' }],
    ['-$5', { value: -5, unit: 'USD' }],
    ['$5m', { value: 5e6, unit: 'USD' }],
    ['3 million', { value: 3e6 }],
    ['12k', { value: 12_000 }],
    ['4.78万亿', { value: 4.78e12 }],
    ['3.5千元', { value: 3500, unit: '元' }],
    ['三千五百', { value: 3500 }],
    ['壹佰贰拾叁', { value: 123 }],
    ['一万三', { value: 13_000 }],
    ['负六点六', { value: -6.6 }],
    ['−3.24', { value: -3.24 }],
    ['(1,234)', { value: -1234 }],
    ['（5）', { value: -5 }],
    ['$(1,234)', { value: -1234, unit: 'USD' }],
    ['1,2345,6789', { value: 123_456_789 }],
    ['12,34,567', { value: 1_234_567 }],
    ["1'234'567", { value: 1_234_567 }],
    ['1 234 567', { value: 1_234_567 }],
    ['2.5e3', { value: 2500 }],
    ['百分之十二点五', { value: 12.5, unit: '%' }],
    ['3‰', { value: 0.3, unit: '%' }],
    ['三成', { value: 30, unit: '%' }],
    ['八五折', { value: 85, unit: '%' }],
    ['2.3个百分点', { value: 2.3, unit: 'pp', points: true }],
    ['2.3 percentage points', { value: 2.3, unit: 'pp', points: true }],
    ['25 bps', { value: 0.25, unit: 'pp', points: true }],
    ['five hundred and twelve', { value: 512 }],
    ['twenty-one percent', { value: 21, unit: '%' }],
    ['two point five million', { value: 2.5e6 }],
    ['3/4', { value: 0.75 }],
    ['1 1/2', { value: 1.5 }],
    ['五分之一', { value: 0.2 }],
  ])('reads %s', (text, expected) => {
    expect(parseNumber(text)).toEqual(expected);
  });

  test('keeps hedges as flags', () => {
    expect(parseNumber('约 1,200 元')).toEqual({ value: 1200, unit: '元', hedge: 'about' });
    expect(parseNumber('500余万')).toEqual({ value: 5_000_000, hedge: 'over' });
    expect(parseNumber('不到三成')).toEqual({ value: 30, unit: '%', hedge: 'under' });
  });

  test('words of a fall give the sign, words of a level do not', () => {
    expect(parseNumber('同比下降5%')).toEqual({ value: -5, unit: '%', fallWord: '下降' });
    expect(parseNumber('sales fell by 3.2%')).toMatchObject({ value: -3.2 });
    expect(parseNumber('a 5% decrease')).toMatchObject({ value: -5 });
    expect(parseNumber('下降至5%')).toEqual({ value: 5, unit: '%' });
    expect(parseNumber('fell to 5%')).toEqual({ value: 5, unit: '%' });
    expect(parseNumber('上升了5%')).toEqual({ value: 5, unit: '%' });
    expect(parseNumber('下降-5%')).toMatchObject({ value: -5 });
  });

  test.each([
    ['20~30', 'range'],
    ['5-10%', 'range'],
    ['3到5万元', 'range'],
    ['3, 5', 'several-numbers'],
    ['1,5', 'several-numbers'],
    ['二三十个百分点', 'no-number'],
    ['2024-11-03', 'no-number'],
    ['版本 1.2.3', 'no-number'],
    ['Q3 of FY2024', 'no-number'],
    ['https://a.example/12%20', 'no-number'],
    ['四川', 'no-number'],
    ['', 'no-number'],
  ])('gives no number for %s, and says why', (text, code) => {
    expect(parseNumber(text)).toMatchObject({
      kind: 'absent',
      why: expect.stringMatching(new RegExp(`^${code}`)),
    });
  });

  test("leaves out the question's own numbers", () => {
    const question = '2024 年销售额超过 500 万元的门店有几家？';
    expect(parseNumber('超过 500 万元的门店有 12 家', { question })).toMatchObject({ value: 12 });
  });
});
