import type { Sheet, SheetCell, WorkbookContent } from '../../base/index.ts';

/** A cell as it is shown to a model; numbers keep their number beside the text. */
export interface ShownCell {
  readonly text: string;
  /** Present where the cell is a plain number, for serialisations that have numbers. */
  readonly number?: number;
}

/**
 * A sheet as a reader sees it: hidden columns left out, merged cells repeated over their range,
 * titles that span the sheet lifted out as captions, and header rows told from data rows.
 */
export interface SheetTable {
  readonly name: string;
  readonly captions: readonly string[];
  /** The header rows as they stand, all of equal length. */
  readonly headerRows: readonly (readonly string[])[];
  /** One name per column: the distinct texts of its header rows, joined by " / ". */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly ShownCell[])[];
}

/** All visible sheets, or those named in `only`, in the workbook's order. */
export function sheetTables(
  workbook: WorkbookContent,
  only?: readonly string[],
): readonly SheetTable[] {
  return workbook.sheets
    .filter((sheet) => (only === undefined ? !sheet.hidden : only.includes(sheet.name)))
    .map(sheetTable);
}

export function sheetTable(sheet: Sheet): SheetTable {
  const width = sheet.rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  const hidden = new Set(sheet.hiddenColumns);
  const shown = Array.from({ length: width }, (_, c) => c).filter((c) => !hidden.has(c));
  const grid = spreadMerges(sheet, width).map((row) => shown.map((c) => row[c] ?? blank));
  const captions: string[] = [];
  let top = 0;
  for (; top < grid.length; top++) {
    const row = grid[top] ?? [];
    const caption = soleText(row);
    if (caption === undefined) break;
    if (caption !== '') captions.push(caption);
  }
  let body = top;
  while (
    body < grid.length &&
    !isDataRow(grid[body] ?? []) &&
    !(body > top && isSectionRow(grid[body] ?? []))
  )
    body++;
  // Where the first row looks like data, or none does, or the header seems endless, one row is header.
  const first = grid[top] ?? [];
  if (body === top && !first.some(holdsData)) body = top + 1;
  if (body === grid.length || body - top > mostHeaderRows) body = Math.min(top + 1, grid.length);
  const headerRows = grid.slice(top, body).map((row) => row.map((cell) => shownCell(cell).text));
  return {
    name: sheet.name,
    captions,
    headerRows,
    columns: shown.map((_, c) => columnName(headerRows.map((row) => row[c] ?? ''))),
    rows: grid.slice(body).map((row) => row.map(shownCell)),
  };
}

const blank: SheetCell = { kind: 'blank' };
const mostHeaderRows = 4;
const holdsData = (cell: SheetCell): boolean =>
  cell.kind === 'number' || cell.kind === 'date' || cell.kind === 'boolean';

/** Published tables often hold their numbers as text; a lone year may well stand in a header. */
const numberAsText = /^[-−+]?\d[\d,]*(\.\d+)?\s*[%％]?$/;
const year = /^(19|20)\d\d$/;

/** Data in a cell, or numbers as text in half of what follows the first column. */
function isDataRow(row: readonly SheetCell[]): boolean {
  if (row.some(holdsData)) return true;
  const texts = row.slice(1).flatMap((cell) => (cell.kind === 'text' ? [cell.text.trim()] : []));
  const numbers = texts.filter((text) => numberAsText.test(text) && !year.test(text));
  return numbers.length > 0 && numbers.length * 2 >= texts.length;
}

/** "I. Metals" alone in the first column, or merged over the row, heads rows and not columns. */
function isSectionRow(row: readonly SheetCell[]): boolean {
  const [first, ...others] = row.map((cell) => shownCell(cell).text);
  return first !== undefined && first !== '' && others.every((t) => t === '' || t === first);
}

function spreadMerges(sheet: Sheet, width: number): SheetCell[][] {
  const grid = sheet.rows.map((row) => Array.from({ length: width }, (_, c) => row[c] ?? blank));
  for (const merge of sheet.merges) {
    const value = grid[merge.top]?.[merge.left] ?? blank;
    for (let r = merge.top; r <= merge.bottom && r < grid.length; r++) {
      const row = grid[r];
      if (row === undefined) continue;
      for (let c = merge.left; c <= merge.right && c < width; c++) row[c] = value;
    }
  }
  return grid;
}

/** The text of a row that says one thing only: a title merged over the row, or one lone cell. */
function soleText(row: readonly SheetCell[]): string | undefined {
  const texts = row.filter((cell) => cell.kind !== 'blank');
  if (texts.some((cell) => cell.kind !== 'text')) return undefined;
  const distinct = new Set(texts.map((cell) => shownCell(cell).text));
  return distinct.size > 1 ? undefined : ([...distinct][0] ?? '');
}

const columnName = (parts: readonly string[]): string =>
  [...new Set(parts.filter((part) => part !== ''))].join(' / ');

/** Text of a cell: percent formats as shown, dates as ISO, errors by their code, blanks empty. */
export function shownCell(cell: SheetCell): ShownCell {
  switch (cell.kind) {
    case 'blank':
      return { text: '' };
    case 'text':
      return { text: cell.text.trim() };
    case 'boolean':
      return { text: cell.boolean ? 'TRUE' : 'FALSE' };
    case 'date':
      return { text: cell.iso };
    case 'error':
      return { text: cell.code };
    case 'number': {
      // 15 digits hide the noise of binary fractions (0.1 + 0.2) and lose nothing that Excel shows.
      const plain = Number(cell.number.toPrecision(15));
      if (cell.format?.includes('%'))
        return { text: `${Number((cell.number * 100).toPrecision(12))}%` };
      return { text: String(plain), number: plain };
    }
  }
}
