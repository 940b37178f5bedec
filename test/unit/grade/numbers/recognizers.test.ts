import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseNumber } from '../../../../src/grade/index.ts';

interface Spec {
  readonly Input: string;
  readonly Results: readonly { readonly Resolution: { readonly value: string } }[];
}

const read = (name: string): readonly Spec[] =>
  JSON.parse(
    readFileSync(
      new URL(`../../../../fixtures/recognizers-zh/${name}.json`, import.meta.url),
      'utf8',
    ).replace(/^\ufeff/, ''),
  );

const specs = [
  ...read('NumberModel').map((spec) => ({ spec, percent: false })),
  ...read('PercentModel').map((spec) => ({ spec, percent: true })),
];

/** Each deviation is argued in docs/methods/grading.md#deviations. */
const knownDeviations = [
  '包括在金融市场中管理的基金管理业务在内的FILP总额也减少了二％，为四十九兆九千五百九十二億元，是有史以来最大的。',
  '找出酒精量在5-20%之间的产品',
  '股票十天收盘价的百分之七十百分位大于1',
];
const knownFinds = ['苹果折扣一折', '五百分之2.2'];

describe('Chinese number specs of Recognizers-Text', () => {
  const single = specs.filter(({ spec }) => spec.Results.length === 1 && !spec.Input.includes('^'));
  const none = specs.filter(({ spec }) => spec.Results.length === 0);

  test('429 specs have one result, powers left out; the value is right but for the listed ones', () => {
    expect(single).toHaveLength(429);
    const wrong = single.filter(({ spec, percent }) => {
      const parsed = parseNumber(spec.Input);
      const value = Number.parseFloat(spec.Results[0]?.Resolution.value ?? '');
      if (!('value' in parsed)) return true;
      const unitRight = !percent || parsed.unit === '%' || parsed.unit === 'pp';
      // Resolutions are printed with 15 digits.
      return !unitRight || Math.abs(parsed.value - value) > 1e-12 * Math.abs(value);
    });
    expect(wrong.map(({ spec }) => spec.Input)).toEqual(knownDeviations);
    expect(1 - wrong.length / single.length).toBeGreaterThanOrEqual(0.98);
  });

  test('44 specs have no result; none is found but for the listed ones', () => {
    expect(none).toHaveLength(44);
    const found = none.filter(({ spec }) => 'value' in parseNumber(spec.Input));
    expect(found.map(({ spec }) => spec.Input)).toEqual(knownFinds);
    expect(1 - found.length / none.length).toBeGreaterThanOrEqual(0.95);
  });
});
