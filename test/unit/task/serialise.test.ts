import { describe, expect, it } from 'vitest';
import type { SheetCell, WorkbookContent } from '../../../src/base/index.ts';
import { serialiseTables, sheetTables } from '../../../src/task/index.ts';

const t = (text: string): SheetCell => ({ kind: 'text', text });
const n = (number: number, format?: string): SheetCell =>
  format === undefined ? { kind: 'number', number } : { kind: 'number', number, format };
const blank: SheetCell = { kind: 'blank' };

/** A title over the sheet, a header of two rows with a merge, a hidden column B, every kind of cell. */
const workbook: WorkbookContent = {
  sheets: [
    {
      name: '销售',
      hidden: false,
      hiddenColumns: [1],
      merges: [
        { top: 0, left: 0, bottom: 0, right: 4 },
        { top: 1, left: 2, bottom: 1, right: 3 },
        { top: 1, left: 0, bottom: 2, right: 0 },
      ],
      rows: [
        [t('2024 年（单位：万元）')],
        [t('月份'), t('编号'), t('华东'), blank, t('占比')],
        [blank, blank, t('线上'), t('线下|店'), blank],
        [t('2024-01'), n(7), n(0.1 + 0.2), blank, n(0.125, '0.0%')],
        [
          { kind: 'date', iso: '2024-02-01' },
          n(8),
          { kind: 'error', code: '#DIV/0!' },
          { kind: 'boolean', boolean: true },
          t('a "b", <c> & d'),
        ],
      ],
    },
    { name: 'secret', hidden: true, hiddenColumns: [], merges: [], rows: [[t('x')]] },
  ],
};
const tables = sheetTables(workbook);

describe('serialisations', () => {
  it('leave out hidden sheets and hidden columns, and lift the title out', () => {
    expect(tables.map((table) => table.name)).toEqual(['销售']);
    expect(tables[0]?.captions).toEqual(['2024 年（单位：万元）']);
    expect(tables[0]?.columns).toEqual(['月份', '华东 / 线上', '华东 / 线下|店', '占比']);
  });

  it('markdown', () => {
    expect(serialiseTables(tables, 'markdown')).toBe(
      [
        '## 销售',
        '2024 年（单位：万元）',
        '',
        '| 月份 | 华东 / 线上 | 华东 / 线下\\|店 | 占比 |',
        '|---|---|---|---|',
        '| 2024-01 | 0.3 |  | 12.5% |',
        '| 2024-02-01 | #DIV/0! | TRUE | a "b", <c> & d |',
      ].join('\n'),
    );
  });

  it('csv', () => {
    expect(serialiseTables(tables, 'csv')).toBe(
      [
        '# 销售',
        '# 2024 年（单位：万元）',
        '月份,华东 / 线上,华东 / 线下|店,占比',
        '2024-01,0.3,,12.5%',
        '2024-02-01,#DIV/0!,TRUE,"a ""b"", <c> & d"',
      ].join('\n'),
    );
  });

  it('json keeps numbers as numbers and blanks as null', () => {
    expect(JSON.parse(serialiseTables(tables, 'json'))).toEqual({
      sheet: '销售',
      notes: ['2024 年（单位：万元）'],
      rows: [
        { 月份: '2024-01', '华东 / 线上': 0.3, '华东 / 线下|店': null, 占比: '12.5%' },
        {
          月份: '2024-02-01',
          '华东 / 线上': '#DIV/0!',
          '华东 / 线下|店': 'TRUE',
          占比: 'a "b", <c> & d',
        },
      ],
    });
  });

  it('html spans merged headers and escapes cells', () => {
    const html = serialiseTables(tables, 'html');
    expect(html).toContain('<tr><th>月份</th><th colspan="2">华东</th><th>占比</th></tr>');
    expect(html).toContain('<td>a "b", &lt;c&gt; &amp; d</td>');
  });

  it('key-value names every value and leaves blanks out', () => {
    expect(serialiseTables(tables, 'key-value').split('\n')[2]).toBe(
      '月份: 2024-01; 华东 / 线上: 0.3; 占比: 12.5%',
    );
  });

  it('only the named sheets are shown where a scenario names them', () => {
    expect(sheetTables(workbook, ['secret']).map((table) => table.name)).toEqual(['secret']);
  });

  it('a sheet without any cell is an empty table', () => {
    const [table] = sheetTables({
      sheets: [{ name: 'e', hidden: false, hiddenColumns: [], merges: [], rows: [] }],
    });
    expect(table).toMatchObject({ columns: [], rows: [], captions: [] });
  });
});
