import { readdirSync, readFileSync } from 'node:fs';
import exceljs from 'exceljs';
import { describe, expect, it } from 'vitest';
import type { SheetCell, WorkbookContent } from '../../../../src/base/index.ts';
import { readWorkbook } from '../../../../src/edge/workbook/index.ts';
import { serialisations } from '../../../../src/spec/index.ts';
import { serialiseTables, sheetTables } from '../../../../src/task/index.ts';

/** 14 workbooks of a statistics bureau; origin and licence in SOURCE.txt beside them. */
const folder = new URL('../../../../fixtures/tableeval-zh-xlsx/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.xlsx'));

async function contentOf(name: string): Promise<WorkbookContent> {
  const result = await readWorkbook(new Uint8Array(readFileSync(new URL(name, folder))), name);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

const plain = (cell: SheetCell | undefined): string | number | boolean | null => {
  switch (cell?.kind) {
    case 'text':
      return cell.text;
    case 'number':
      return cell.number;
    case 'boolean':
      return cell.boolean;
    case 'date':
      return cell.iso;
    case 'error':
      return cell.code;
    default:
      return null;
  }
};

const otherPlain = (cell: exceljs.Cell): string | number | boolean | null => {
  if (cell.master !== cell) return null;
  const { value } = cell;
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'object') {
    if ('richText' in value) return value.richText.map((run) => run.text).join('');
    return String(value);
  }
  return value;
};

it('there are fourteen of them', () => expect(names).toHaveLength(14));

describe.each(names)('%s', (name) => {
  it('is read to the same cells and merges as by a second library', async () => {
    const content = await contentOf(name);
    const other = new exceljs.Workbook();
    await other.xlsx.load(new Uint8Array(readFileSync(new URL(name, folder))).buffer);
    expect(content.sheets.map((sheet) => sheet.name)).toEqual(other.worksheets.map((s) => s.name));
    for (const [s, sheet] of content.sheets.entries()) {
      const second = other.worksheets[s];
      if (second === undefined) throw new Error('sheet missing');
      const differences: unknown[] = [];
      const covered = new Set(
        sheet.merges.flatMap((m) =>
          Array.from({ length: m.bottom - m.top + 1 }, (_, r) =>
            Array.from({ length: m.right - m.left + 1 }, (__, c) => `${m.top + r},${m.left + c}`),
          )
            .flat()
            .slice(1),
        ),
      );
      for (let r = 0; r < Math.max(sheet.rows.length, second.rowCount); r++)
        for (let c = 0; c < second.columnCount; c++) {
          const mine = covered.has(`${r},${c}`) ? null : plain(sheet.rows[r]?.[c]);
          const theirs = otherPlain(second.getCell(r + 1, c + 1));
          if (mine !== theirs) differences.push([r, c, mine, theirs]);
        }
      expect(differences).toEqual([]);
    }
  });

  it('loses no cell in any serialisation', async () => {
    const content = await contentOf(name);
    const texts = content.sheets.flatMap((sheet) =>
      sheet.rows.flat().flatMap((cell) => (cell.kind === 'text' ? [cell.text.trim()] : [])),
    );
    for (const serialisation of serialisations) {
      const shown = serialiseTables(sheetTables(content), serialisation);
      const missing = texts.filter((text) => {
        const flat = text.replace(/\s+/g, ' ');
        return !shown
          .replace(/\\n|\s+/g, ' ')
          .replaceAll('""', '"')
          .includes(flat);
      });
      expect([serialisation, missing]).toEqual([serialisation, []]);
    }
  });
});

/** Columns as a person reads them off the sheets. */
it.each([
  [
    'nbs_140.xlsx',
    [
      '指 标',
      '5月 / 绝对量（亿元）',
      '5月 / 同比增长（%）',
      '1—5月 / 绝对量（亿元）',
      '1—5月 / 同比增长(%)',
    ],
    '社会消费品零售总额',
  ],
  [
    'nbs_159.xlsx',
    [
      '行 业',
      '营业收入 / 金额(亿元)',
      '营业收入 / 同比增长(%)',
      '营业成本 / 金额(亿元)',
      '营业成本 / 同比增长(%)',
      '利润总额 / 金额(亿元)',
      '利润总额 / 同比增长(%)',
    ],
    '总计',
  ],
  [
    'nbs_130.xlsx',
    ['产品名称', '单位', '本期价格（元）', '比上期价格涨跌（元）', '涨跌幅（%）'],
    '一、黑色金属',
  ],
])(
  'the header of %s gives each column its unit and swallows no row',
  async (name, columns, firstLabel) => {
    const [table] = sheetTables(await contentOf(name));
    expect(table?.columns).toEqual(columns);
    expect(table?.rows[0]?.[0]?.text).toBe(firstLabel);
  },
);
