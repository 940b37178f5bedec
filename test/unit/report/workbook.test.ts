import { describe, expect, it } from 'vitest';
import type { Table } from '../../../src/report/index.ts';
import { reportWorkbook } from '../../../src/report/index.ts';

const table = (caption: string, rows: Table['rows']): Table => ({
  kind: 'table',
  caption,
  columns: [
    { head: 'Box', align: 'left' },
    { head: 'TTFT', unit: 'ms', align: 'right' },
  ],
  rows,
  notes: ['a footnote'],
});
const sheetsOf = (...tables: Table[]) =>
  reportWorkbook({ lang: 'en', title: 't', blocks: tables }).sheets;

describe('tables of a report as a workbook', () => {
  it('writes plain figures as numbers and gives an interval its own column', () => {
    const [sheet] = sheetsOf(
      table('Boxes', [
        [
          { kind: 'value', text: 'a' },
          { kind: 'value', text: '1,234', small: '[1, 2]' },
        ],
        [
          { kind: 'value', text: 'b' },
          { kind: 'absent', why: 'too few' },
        ],
      ]),
    );
    expect(sheet?.rows).toEqual([
      ['Box', 'TTFT (ms)', 'TTFT [..]'].map((text) => ({ kind: 'text', text })),
      [
        { kind: 'text', text: 'a' },
        { kind: 'number', number: 1234 },
        { kind: 'text', text: '[1, 2]' },
      ],
      [{ kind: 'text', text: 'b' }, { kind: 'text', text: '– (too few)' }, { kind: 'blank' }],
      [{ kind: 'text', text: 'a footnote' }],
    ]);
  });

  it('keeps a hostile text a text', () => {
    const [sheet] = sheetsOf(
      table('x', [
        [
          { kind: 'value', text: '=cmd|calc' },
          { kind: 'value', text: '-1+2' },
        ],
      ]),
    );
    expect(sheet?.rows[1]).toEqual([
      { kind: 'text', text: '=cmd|calc' },
      { kind: 'text', text: '-1+2' },
    ]);
  });

  it('names sheets within the limits of spreadsheets, each once', () => {
    const names = sheetsOf(
      table('A/B: [all] cells?', []),
      table('a b   all  cells', []),
      table('', []),
    ).map((s) => s.name);
    expect(new Set(names.map((n) => n.toLowerCase())).size).toBe(3);
    for (const name of names) {
      expect(name.length).toBeLessThanOrEqual(31);
      expect(name).not.toMatch(/[\\/?*[\]:]/);
    }
  });
});
