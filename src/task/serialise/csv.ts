import { stringify } from 'csv-stringify/sync';
import type { SheetTable } from './sheet-table.ts';

/** RFC 4180 rows with one joined header row; sheet name and captions precede as comment lines. */
export function csvSheet(table: SheetTable): string {
  const rows = [table.columns, ...table.rows.map((row) => row.map((cell) => cell.text))];
  const notes = [table.name, ...table.captions].map((note) => `# ${note.replace(/\r?\n/g, ' ')}`);
  return [...notes, stringify(rows).trimEnd()].join('\n');
}
