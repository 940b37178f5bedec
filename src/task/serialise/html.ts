import type { SheetTable } from './sheet-table.ts';

/** A table element; neighbouring equal header cells become one cell with `colspan`. */
export function htmlSheet(table: SheetTable): string {
  const caption = [table.name, ...table.captions].map(escaped).join('<br>');
  const head = table.headerRows.map((row) => `<tr>${headerCells(row)}</tr>`);
  const body = table.rows.map(
    (row) => `<tr>${row.map((cell) => `<td>${escaped(cell.text)}</td>`).join('')}</tr>`,
  );
  return [
    '<table>',
    `<caption>${caption}</caption>`,
    '<thead>',
    ...head,
    '</thead>',
    '<tbody>',
    ...body,
    '</tbody>',
    '</table>',
  ].join('\n');
}

function headerCells(row: readonly string[]): string {
  const runs: { text: string; span: number }[] = [];
  for (const text of row) {
    const last = runs.at(-1);
    if (last !== undefined && last.text === text && text !== '') last.span++;
    else runs.push({ text, span: 1 });
  }
  return runs
    .map(({ text, span }) => `<th${span > 1 ? ` colspan="${span}"` : ''}>${escaped(text)}</th>`)
    .join('');
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
