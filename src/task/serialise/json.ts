import type { SheetTable } from './sheet-table.ts';

/** One object per row, one row per line; plain numbers stay numbers, blanks are null. */
export function jsonSheet(table: SheetTable): string {
  const names = uniqueNames(table.columns);
  const rows = table.rows.map((row) =>
    JSON.stringify(
      Object.fromEntries(
        row.map((cell, c) => [
          names[c] ?? '',
          cell.number ?? (cell.text === '' ? null : cell.text),
        ]),
      ),
    ),
  );
  const head = `{"sheet": ${JSON.stringify(table.name)}, "notes": ${JSON.stringify(table.captions)}, "rows": [`;
  return `${head}\n${rows.join(',\n')}\n]}`;
}

/** Object members need distinct names: unnamed and repeated columns get their number. */
export function uniqueNames(columns: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return columns.map((column, c) => {
    const name = column === '' || seen.has(column) ? `${column}#${c + 1}` : column;
    seen.add(name);
    return name;
  });
}
