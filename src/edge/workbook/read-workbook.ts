import { type Cell, type CellValue, type Sheet as RawSheet, readXlsx } from 'hucre/xlsx';
import {
  fail,
  ok,
  type Result,
  type Sheet,
  type SheetCell,
  type WorkbookContent,
} from '../../base/index.ts';
import { type ArchiveRefusal, auditArchive, notAWorkbook } from './audit-archive.ts';
import { defaultWorkbookLimits, type WorkbookLimits } from './workbook-limits.ts';

/**
 * Reads an .xlsx: every sheet with merges, hidden columns and hidden state; formulas by their cached
 * values; dates as ISO text; errors by their code. Nothing outside the file is followed (external
 * links, images, macros). A file that is no workbook, or beyond the limits, is a Problem.
 */
export async function readWorkbook(
  bytes: Uint8Array,
  file: string,
  limits: WorkbookLimits = defaultWorkbookLimits,
): Promise<Result<WorkbookContent>> {
  const problem = (refusal: ArchiveRefusal) => fail({ file, ...refusal });
  const refusal = await auditArchive(bytes, limits);
  if (refusal !== undefined) return problem(refusal);
  try {
    const workbook = await readXlsx(bytes, { readStyles: true });
    const oversized = workbook.sheets.find(
      (s) => s.rows.length * (s.rows[0]?.length ?? 0) > limits.cellsPerSheet,
    );
    if (oversized !== undefined)
      return problem({
        expected: `at most ${limits.cellsPerSheet} cells a sheet`,
        seen: `sheet ${oversized.name}`,
      });
    if (workbook.sheets.length === 0) return problem(notAWorkbook('a workbook without sheets'));
    return ok({ sheets: workbook.sheets.map(sheetOf) });
  } catch (error) {
    // The reader throws for what is malformed; whatever it says, the file is at fault.
    const said = error instanceof Error ? error.message : String(error);
    return problem(notAWorkbook(`a damaged workbook: ${said.slice(0, 200)}`));
  }
}

function sheetOf(raw: RawSheet): Sheet {
  return {
    name: raw.name,
    hidden: raw.hidden === true || raw.veryHidden === true,
    rows: raw.rows.map((row, r) =>
      trimmed(row.map((value, c) => cellOf(value, raw.cells?.get(`${r},${c}`)))),
    ),
    merges: (raw.merges ?? []).map((m) => ({
      top: m.startRow,
      left: m.startCol,
      bottom: m.endRow,
      right: m.endCol,
    })),
    hiddenColumns: (raw.columns ?? []).flatMap((column, c) => (column.hidden === true ? [c] : [])),
  };
}

const errorCode = /^#(NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|GETTING_DATA|SPILL!|CALC!)$/;

function cellOf(value: CellValue, cell: Cell | undefined): SheetCell {
  const shown = cell?.type === 'formula' ? (cell.formulaResult ?? value) : value;
  if (shown === null || shown === undefined || shown === '') return { kind: 'blank' };
  if (shown instanceof Date) {
    if (Number.isNaN(shown.getTime())) return { kind: 'error', code: '#VALUE!' };
    return { kind: 'date', iso: isoOf(shown) };
  }
  switch (typeof shown) {
    case 'number': {
      const format = cell?.style?.numFmt;
      return format === undefined || format === 'General'
        ? { kind: 'number', number: shown }
        : { kind: 'number', number: shown, format };
    }
    case 'boolean':
      return { kind: 'boolean', boolean: shown };
    default:
      return cell?.type === 'error' || errorCode.test(shown)
        ? { kind: 'error', code: shown }
        : { kind: 'text', text: shown };
  }
}

/** Dates are UTC midnights; a time of day is kept to the second. */
function isoOf(date: Date): string {
  const iso = date.toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19);
}

/** Trailing blanks tell nothing: short rows end early. */
function trimmed(row: readonly SheetCell[]): readonly SheetCell[] {
  let end = row.length;
  while (end > 0 && row[end - 1]?.kind === 'blank') end--;
  return row.slice(0, end);
}
