import type { SheetTable } from './sheet-table.ts';

/** A pipe table under a heading; line breaks and pipes in cells are made harmless. */
export function markdownSheet(table: SheetTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cellText).join(' | ')} |`;
  return [
    `## ${table.name}`,
    ...table.captions,
    '',
    line(table.columns),
    `|${table.columns.map(() => '---').join('|')}|`,
    ...table.rows.map((row) => line(row.map((cell) => cell.text))),
  ].join('\n');
}

const cellText = (text: string): string => text.replace(/\r?\n/g, ' ').replaceAll('|', '\\|');
