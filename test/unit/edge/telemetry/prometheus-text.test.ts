import { describe, expect, it } from 'vitest';
import { parseMetricsText } from '../../../../src/edge/telemetry/index.ts';

const numberIn = (line: string): number | undefined => parseMetricsText(line).samples[0]?.value;

describe('the text of a metrics page', () => {
  it('gives name, labels and value of each sample, in page order', () => {
    const { samples, wrongLines } = parseMetricsText(
      'a 1\nvllm:b_total{model_name="m",engine="0"} 2.5\n\nc { x = "1" , } -3e2\r\n',
    );
    expect(samples).toEqual([
      { name: 'a', labels: {}, value: 1 },
      { name: 'vllm:b_total', labels: { model_name: 'm', engine: '0' }, value: 2.5 },
      { name: 'c', labels: { x: '1' }, value: -300 },
    ]);
    expect(wrongLines).toBe(0);
  });

  it('unescapes label values: quote, backslash and newline; braces, commas and # stand for themselves', () => {
    const { samples } = parseMetricsText(String.raw`a{p="C:\\x\ny \"q\" {,}=# \d"} 1`);
    expect(samples[0]?.labels).toEqual({ p: 'C:\\x\ny "q" {,}=# \\d' });
  });

  it('reads help, type and unit of each family', () => {
    const { families } = parseMetricsText(
      '# HELP t Two\\nlines \\\\\n# TYPE t histogram\n# UNIT t seconds\n# just a remark\n# TYPE u unknown\n# TYPE v nonsense\n',
    );
    expect(families.get('t')).toEqual({
      help: 'Two\nlines \\',
      type: 'histogram',
      unit: 'seconds',
    });
    expect(families.get('u')).toEqual({ type: 'untyped' });
    expect(families.has('v')).toBe(false);
  });

  it('reads NaN and the infinities as the page says them', () => {
    expect(numberIn('a NaN')).toBeNaN();
    expect(numberIn('a +Inf')).toBe(Infinity);
    expect(numberIn('a -Inf')).toBe(-Infinity);
    expect(numberIn('a 1e400')).toBe(Infinity);
    expect(numberIn('a 1.75e+09')).toBe(1.75e9);
  });

  it('leaves timestamps and exemplars out, and stops at # EOF', () => {
    const page = parseMetricsText(
      'a 1 1700000000000\nb_bucket{le="1"} 7 # {trace_id="a#b"} 0.67 1700000000.5\n# EOF\nafter 1\n',
    );
    expect(page.samples.map((s) => [s.name, s.value])).toEqual([
      ['a', 1],
      ['b_bucket', 7],
    ]);
    expect(page).toMatchObject({ ended: true, cut: false, wrongLines: 0 });
  });

  it.each([
    'no_value',
    '1name 2',
    'a{x="1" 2',
    'a{x=1} 2',
    'a{x="1} 2',
    'a{x="1",x="2"} 2',
    'a{x="1"y="2"} 2',
    'a 0x10',
    'a 1 2 3',
    'a 1 soon',
    '{x="1"} 2',
    '<html><body>502 Bad Gateway</body></html>',
  ])('a wrong line costs that line only: %s', (line) => {
    const page = parseMetricsText(`before 1\n${line}\nafter 2\n`);
    expect(page.samples.map((s) => s.name)).toEqual(['before', 'after']);
    expect(page.wrongLines).toBe(1);
  });

  it('says where a page goes on beyond its limits, and drops the torn line', () => {
    const text = 'a 1\nb 2\nc 3333\n';
    expect(parseMetricsText(text, { maxSamples: 2 })).toMatchObject({ cut: true, wrongLines: 0 });
    const torn = parseMetricsText(text, { maxCharacters: 12 });
    expect(torn.samples.map((s) => s.name)).toEqual(['a', 'b']);
    expect(torn.cut).toBe(true);
    expect(parseMetricsText(text, { maxLineCharacters: 5 })).toMatchObject({ wrongLines: 1 });
    expect(parseMetricsText(text).cut).toBe(false);
  });

  it('keeps a label named __proto__ a label', () => {
    expect(Object.entries(parseMetricsText('a{__proto__="x"} 1').samples[0]?.labels ?? {})).toEqual(
      [['__proto__', 'x']],
    );
  });
});
