import { uniqueNames } from './json.ts';
import type { SheetTable } from './sheet-table.ts';

/** One line per row, each value beside its column's name; blanks are left out. */
export function keyValueSheet(table: SheetTable): string {
  const names = uniqueNames(table.columns);
  const rows = table.rows.map((row) =>
    row
      .flatMap((cell, c) => (cell.text === '' ? [] : [`${names[c] ?? ''}: ${cell.text}`]))
      .join('; ')
      .replace(/\r?\n/g, ' '),
  );
  return [`[${table.name}]`, ...table.captions, ...rows].join('\n');
}
