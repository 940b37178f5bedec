import type { Sheet, SheetCell, WorkbookContent } from '../../base/index.ts';
import type { Block, ReportDocument, Table, TableCell } from '../document/document.ts';

/** Longest sheet name, and the characters that spreadsheets forbid in one. */
const NAME_LENGTH = 31;
const forbidden = /[\\/?*[\]:]/g;

/**
 * The document's tables as a workbook: one sheet a table, an interval in a column of its own, numbers
 * as numbers where a cell holds nothing else. Texts stay texts: nothing is written as a formula.
 */
export function reportWorkbook(doc: ReportDocument): WorkbookContent {
  const names = new Set<string>();
  const sheets = tablesIn(doc.blocks).map(
    (table): Sheet => ({
      name: uniqueName(table.caption, names),
      hidden: false,
      rows: rowsOf(table),
      merges: [],
      hiddenColumns: [],
    }),
  );
  return { sheets };
}

const tablesIn = (blocks: readonly Block[]): readonly Table[] =>
  blocks.flatMap((b) =>
    b.kind === 'table'
      ? [b]
      : b.kind === 'chart'
        ? [b.data]
        : b.kind === 'details'
          ? tablesIn(b.blocks)
          : [],
  );

function uniqueName(caption: string, taken: Set<string>): string {
  const base = caption.replace(forbidden, ' ').slice(0, NAME_LENGTH).trim() || 'table';
  let name = base;
  for (let n = 2; taken.has(name.toLowerCase()); n++) {
    const suffix = ` ${n}`;
    name = `${base.slice(0, NAME_LENGTH - suffix.length)}${suffix}`;
  }
  taken.add(name.toLowerCase());
  return name;
}

function rowsOf(table: Table): SheetCell[][] {
  const hasSmall = table.columns.map((_, i) =>
    table.rows.some((row) => {
      const c = row[i];
      return c?.kind === 'value' && c.small !== undefined;
    }),
  );
  const head = table.columns.flatMap((c, i) => {
    const title = text(c.unit === undefined ? c.head : `${c.head} (${c.unit})`);
    return hasSmall[i] === true ? [title, text(`${c.head} [..]`)] : [title];
  });
  const body = table.rows.map((row) =>
    row.flatMap((c, i) => (hasSmall[i] === true ? [mainCell(c), smallCell(c)] : [mainCell(c)])),
  );
  const notes = table.notes.map((note) => [text(note)]);
  return [head, ...body, ...notes];
}

const text = (t: string): SheetCell => ({ kind: 'text', text: t });

/** Plain figures become numbers, so that a reader can go on computing; an absent one says why. */
function mainCell(c: TableCell): SheetCell {
  if (c.kind === 'absent') return text(`– (${c.why})`);
  const plain = c.text.replaceAll(',', '');
  return /^-?\d+(\.\d+)?$/.test(plain) ? { kind: 'number', number: Number(plain) } : text(c.text);
}

const smallCell = (c: TableCell): SheetCell =>
  c.kind === 'value' && c.small !== undefined ? text(c.small) : { kind: 'blank' };
