import { describe, expect, it } from 'vitest';
import type { Check } from '../../../../src/analysis/index.ts';
import {
  checkAnnotations,
  checkDocument,
  checkJunit,
  renderMarkdown,
  renderTerminal,
} from '../../../../src/report/index.ts';

const term = (id: string, result: Check['terms'][number]['result']): Check['terms'][number] => ({
  id,
  kind: 'pass',
  metric: 'ttftMs',
  statistic: 'p95',
  endpoint: 'box-a',
  scenario: 's',
  load: 'closed concurrency=4',
  rule: { kind: 'margin', value: 0.05 },
  result,
  reason: {
    code: result === 'PASS' ? 'limit-held' : 'few-repeats',
    values: { repeats: 3, least: 5 },
  },
  value: 123,
  ...(result === 'NOT PROVEN' ? { need: { total: 5, still: 2, unit: 'repeats' as const } } : {}),
  warnings: [],
});

const check: Check = {
  schema: 'steelyard.check/1',
  kind: 'baseline',
  runId: 'after',
  against: 'before',
  result: 'FAIL',
  refused: [],
  terms: [
    term('held', 'PASS'),
    term('broken "<&\u0001', 'FAIL'),
    term('open', 'NOT PROVEN'),
    { ...term('extra', 'FAIL'), kind: 'scored' },
  ],
  keys: [{ key: 'seed', baseline: '1', candidate: '2' }],
  notCompared: [],
  unmatched: [],
  multiplicity: 'Holm',
};

describe('a gate as JUnit', () => {
  const xml = checkJunit(check, 'en');

  it('counts failures, errors for what is not proven, and skips for what only scores', () => {
    expect(xml).toContain('tests="4" failures="1" errors="1" skipped="1"');
    expect(xml).toContain('type="not-proven"');
    expect(xml).toContain('2 more repeats needed (5 in all)');
  });

  it('escapes what a name may hold', () => {
    expect(xml).toContain('broken &quot;&lt;&amp;\ufffd');
    expect(xml).not.toContain('\u0001');
  });

  it('tells a refused comparison as an error', () => {
    const refused: Check = {
      ...check,
      result: 'NOT PROVEN',
      terms: [],
      refused: [{ code: 'suite-differs', values: { scenario: 's' } }],
    };
    expect(checkJunit(refused, 'en')).toContain('tests="1" failures="0" errors="1"');
  });
});

describe('a gate as annotations', () => {
  it('writes one command a line, whatever the text holds', () => {
    const hostile: Check = { ...check, terms: [term('x\n::error::y', 'FAIL')] };
    const text = checkAnnotations(hostile, 'en');
    expect(text.trim().split('\n')).toHaveLength(1);
    expect(text).toMatch(/^::error title=FAIL%3A x%0A%3A%3Aerror%3A%3Ay::/);
  });

  it('warns of what is not proven, and is silent about what holds', () => {
    const lines = checkAnnotations(check, 'en').trim().split('\n');
    expect(lines.map((l) => l.split(' ')[0])).toEqual(['::error', '::warning', '::notice']);
  });
});

describe('a gate as a document', () => {
  it('says the same in both languages, on the terminal and in Markdown', () => {
    const en = renderTerminal(checkDocument(check, 'en'), 100);
    expect(en).toContain('FAIL. Terms broken: 1, not proven: 1, held: 1.');
    const zh = renderMarkdown(checkDocument(check, 'zh'));
    expect(zh).toContain('不通过：1 项被打破，1 项未证明，1 项成立。');
    expect(zh).toContain('seed');
  });
});
