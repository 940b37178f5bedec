import { type Cell, type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import type { Sheet, SheetCell, WorkbookContent } from '../../base/index.ts';

/** The instant that every written workbook carries, so that equal content has equal bytes. */
const frozen = new Date(Date.UTC(2025, 0, 1));

/** An .xlsx of the content; equal content gives equal bytes on every machine and at every time. */
export async function writeWorkbook(content: WorkbookContent): Promise<Uint8Array> {
  const out = await writeXlsx({
    properties: { creator: 'steelyard', created: frozen, modified: frozen },
    sheets: content.sheets.map(writeSheet),
  });
  return out instanceof Uint8Array ? out : new Uint8Array(out);
}

function writeSheet(sheet: Sheet): WriteSheet {
  const cells = new Map<string, Partial<Cell>>();
  const rows = sheet.rows.map((row, r) =>
    row.map((cell, c) => {
      const format = formatOf(cell);
      if (format !== undefined) cells.set(`${r},${c}`, { style: { numFmt: format } });
      return plainValue(cell);
    }),
  );
  const width = sheet.rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  const hidden = new Set(sheet.hiddenColumns);
  return {
    name: sheet.name,
    rows,
    cells,
    hidden: sheet.hidden,
    merges: sheet.merges.map((m) => ({
      startRow: m.top,
      startCol: m.left,
      endRow: m.bottom,
      endCol: m.right,
    })),
    columns: Array.from({ length: width }, (_, c) => (hidden.has(c) ? { hidden: true } : {})),
  };
}

function formatOf(cell: SheetCell): string | undefined {
  if (cell.kind === 'number') return cell.format;
  if (cell.kind === 'date') return cell.iso.length > 10 ? 'yyyy-mm-dd hh:mm:ss' : 'yyyy-mm-dd';
  return undefined;
}

function plainValue(cell: SheetCell): CellValue {
  switch (cell.kind) {
    case 'blank':
      return null;
    case 'text':
      return cell.text;
    case 'number':
      return cell.number;
    case 'boolean':
      return cell.boolean;
    case 'date':
      return new Date(cell.iso.length > 10 ? `${cell.iso}Z` : cell.iso);
    case 'error':
      return cell.code;
  }
}
