import exceljs from 'exceljs';
import { describe, expect, it } from 'vitest';
import { formatProblem, type WorkbookContent } from '../../../../src/base/index.ts';
import {
  defaultWorkbookLimits,
  readWorkbook,
  type WorkbookLimits,
  writeWorkbook,
} from '../../../../src/edge/workbook/index.ts';
import { excelSuite, retailWorkbook } from '../../../../src/task/generate/index.ts';
import { zipOf } from './zip-of.ts';

const content: WorkbookContent = {
  sheets: [
    {
      name: '表 1',
      hidden: false,
      hiddenColumns: [2],
      merges: [{ top: 0, left: 0, bottom: 0, right: 1 }],
      rows: [
        [{ kind: 'text', text: '标题 <&>' }],
        [
          { kind: 'date', iso: '2024-02-29' },
          { kind: 'number', number: 0.125, format: '0.0%' },
          { kind: 'boolean', boolean: true },
          { kind: 'blank' },
          { kind: 'number', number: -3 },
        ],
      ],
    },
    {
      name: 'b',
      hidden: true,
      hiddenColumns: [],
      merges: [],
      rows: [[{ kind: 'text', text: 'x' }]],
    },
  ],
};

const read = async (bytes: Uint8Array, limits?: WorkbookLimits) =>
  readWorkbook(bytes, 'w.xlsx', limits);

/** The one problem of a refused file, as a user sees it. */
async function refusal(bytes: Uint8Array, limits: Partial<WorkbookLimits> = {}): Promise<string> {
  const result = await read(bytes, { ...defaultWorkbookLimits, ...limits });
  if (result.ok) throw new Error('expected a refusal');
  expect(result.problems).toHaveLength(1);
  return result.problems.map(formatProblem).join();
}

describe('workbooks', () => {
  it('come back as they were written', async () => {
    const result = await read(await writeWorkbook(content));
    expect(result.ok && result.value).toEqual(content);
  });

  it('have the same bytes each time', async () => {
    expect(await writeWorkbook(content)).toEqual(await writeWorkbook(content));
  });

  it('give the cached values of formulas, rich text as text, errors by code', async () => {
    const workbook = new exceljs.Workbook();
    const sheet = workbook.addWorksheet('s');
    sheet.addRow([
      { formula: 'SUM(1,2)', result: 3 },
      { richText: [{ text: 'a' }, { text: 'b' }] },
      { error: '#N/A' },
    ]);
    sheet.addRow([new Date(Date.UTC(2024, 0, 5, 6, 7, 8))]);
    const result = await read(new Uint8Array(await workbook.xlsx.writeBuffer()));
    expect(result.ok && result.value.sheets[0]?.rows).toEqual([
      [
        { kind: 'number', number: 3 },
        { kind: 'text', text: 'ab' },
        { kind: 'error', code: '#N/A' },
      ],
      [{ kind: 'date', iso: '2024-01-05T06:07:08' }],
    ]);
  });

  it('written by the generator hold the same cells for another library', async () => {
    const suite = retailWorkbook(excelSuite(5, 'en').facts);
    const other = new exceljs.Workbook();
    const bytes = await writeWorkbook(suite);
    await other.xlsx.load(new Uint8Array(bytes).buffer);
    suite.sheets.forEach((sheet, s) => {
      sheet.rows.forEach((row, r) => {
        row.forEach((cell, c) => {
          const at = other.worksheets[s]?.getCell(r + 1, c + 1);
          // The second reader repeats a merged value over its range; the first cell is the value.
          if (cell.kind === 'blank' || at === undefined || at.master !== at) return;
          const expected =
            cell.kind === 'number'
              ? cell.number
              : cell.kind === 'text'
                ? cell.text
                : cell.kind === 'date'
                  ? new Date(cell.iso)
                  : undefined;
          expect(at.value).toEqual(expected);
        });
      });
    });
  });
});

describe('a file that is no workbook', () => {
  const text = (s: string): Uint8Array => new TextEncoder().encode(s);
  it.each([
    ['an empty file', new Uint8Array(0), 'an empty file'],
    ['a csv', text('a,b\n1,2\n'), 'a text file'],
    ['an HTML page', text('<!DOCTYPE html><html></html>'), 'an HTML page'],
    ['an old .xls', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), '.xls'],
    ['a PDF', text('%PDF-1.7\n'), 'a PDF file'],
    ['noise', Uint8Array.from({ length: 400 }, (_, i) => (i * 97) % 256), 'unknown bytes'],
    ['a zip of something else', zipOf({ 'readme.txt': 'x' }), 'without xl/workbook.xml'],
  ])('%s is named for what it is', async (_, bytes, seen) => {
    const message = await refusal(bytes);
    expect(message).toContain('expected an Excel workbook (.xlsx)');
    expect(message).toContain(seen);
  });

  it('that was cut short says so', async () => {
    const whole = await writeWorkbook(content);
    for (const part of [0.2, 0.5, 0.9, 0.99])
      expect(await refusal(whole.slice(0, Math.floor(whole.length * part)))).toMatch(
        /cut short|damaged/,
      );
  });

  it('with one flipped byte is read or refused, never thrown at the caller', async () => {
    const whole = await writeWorkbook(content);
    for (let i = 0; i < whole.length; i += 37) {
      const bytes = Uint8Array.from(whole);
      bytes[i] = (bytes[i] ?? 0) ^ 0x55;
      await expect(read(bytes)).resolves.toHaveProperty('ok');
    }
  });
});

describe('a hostile workbook is refused before it is read', () => {
  const types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>';
  const parts = (extra: Record<string, string | Uint8Array>) =>
    zipOf({ '[Content_Types].xml': types, 'xl/workbook.xml': '<workbook/>', ...extra });

  it('a bomb of one part', async () => {
    const bomb = parts({ 'xl/worksheets/sheet1.xml': new Uint8Array(30e6) });
    expect(bomb.length).toBeLessThan(60_000);
    expect(await refusal(bomb)).toContain('250 times');
  });

  it('endless shared strings, counted while unpacking and not as declared', async () => {
    const strings = `<sst>${'<si><t>y</t></si>'.repeat(200_000)}</sst>`;
    const bytes = parts({ 'xl/sharedStrings.xml': strings });
    expect(await refusal(bytes, { unpackedBytes: 1e6 })).toContain('bytes unpacked');
  });

  it('a declared size that lies does not help', async () => {
    const bytes = zipOf(
      { '[Content_Types].xml': types, 'xl/workbook.xml': '<w/>', 'xl/a.xml': 'x'.repeat(3e6) },
      { declaredSize: 10 },
    );
    expect(await refusal(bytes, { unpackedBytes: 1e6 })).toContain('bytes unpacked');
  });

  it('deep XML', async () => {
    const deep = `${'<a b=">">'.repeat(5000)}${'</a>'.repeat(5000)}`;
    expect(await refusal(parts({ 'xl/styles.xml': deep }))).toContain('200 levels');
  });

  it('a document type, which is how entities multiply', async () => {
    const dtd = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>';
    expect(await refusal(parts({ 'xl/styles.xml': dtd }))).toContain('DOCTYPE');
  });

  it('too many parts, too large a file, a strange packing', async () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`p${i}`, '']));
    expect(await refusal(parts(many), { parts: 50 })).toContain('50 parts');
    expect(await refusal(parts({}), { fileBytes: 100 })).toContain('100 bytes');
    expect(
      await refusal(
        zipOf({ '[Content_Types].xml': types, 'xl/workbook.xml': 'x' }, { method: 12 }),
      ),
    ).toContain('method 12');
  });

  it('an external link is not followed and its cached value is what is read', async () => {
    const workbook = new exceljs.Workbook();
    workbook.addWorksheet('s').addRow([{ formula: "'http://10.0.0.1/[x.xlsx]s'!A1", result: 5 }]);
    const result = await read(new Uint8Array(await workbook.xlsx.writeBuffer()));
    expect(result.ok && result.value.sheets[0]?.rows[0]?.[0]).toEqual({
      kind: 'number',
      number: 5,
    });
  });
});
