import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { renderTerminal, type Table } from '../../../src/report/index.ts';

const table = (columns: number, text: string): Table => ({
  kind: 'table',
  caption: '表',
  columns: Array.from({ length: columns }, (_, i) => ({ head: `列${i}`, align: 'right' as const })),
  rows: [
    Array.from({ length: columns }, () => ({ kind: 'value' as const, text, small: '[1, 2]' })),
    Array.from({ length: columns }, () => ({ kind: 'absent' as const, why: '样本不足' })),
  ],
  notes: [],
});
const shown = (t: Table, columns = 100) =>
  renderTerminal({ lang: 'zh', title: 't', blocks: [t] }, columns);

describe('a table on a terminal', () => {
  it.each([3, 12])('stays within 100 cells with %d columns, Chinese counted double', (columns) => {
    for (const line of shown(table(columns, '首选方案 12.3')).split('\n')) {
      expect(stringWidth(line)).toBeLessThanOrEqual(100);
    }
  });

  it('names every value of a table that is too wide for columns', () => {
    const text = shown(table(12, '首选方案 12.3'));
    for (let i = 1; i < 12; i++) expect(text).toContain(`列${i}`);
    expect(text.match(/首选方案\s+12\.3/g)).toHaveLength(12);
  });

  it('gives each reason of an absence once, as a footnote', () => {
    expect(shown(table(3, 'x')).match(/样本不足/g)).toHaveLength(1);
  });
});
