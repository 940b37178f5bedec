import type { Serialisation } from '../../spec/index.ts';
import { csvSheet } from './csv.ts';
import { htmlSheet } from './html.ts';
import { jsonSheet } from './json.ts';
import { keyValueSheet } from './key-value.ts';
import { markdownSheet } from './markdown.ts';
import type { SheetTable } from './sheet-table.ts';

const serialisers = {
  markdown: markdownSheet,
  csv: csvSheet,
  json: jsonSheet,
  html: htmlSheet,
  'key-value': keyValueSheet,
} as const satisfies Record<Serialisation, (table: SheetTable) => string>;

/** The tables as text for a prompt, one after the other. */
export const serialiseTables = (tables: readonly SheetTable[], as: Serialisation): string =>
  tables.map(serialisers[as]).join('\n\n');

export { type SheetTable, sheetTable, sheetTables } from './sheet-table.ts';
