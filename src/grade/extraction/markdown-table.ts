/** A Markdown table: header and rows of trimmed cells. */
export interface MarkdownTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const rule = /^\s{0,8}\|?\s*:?-{1,200}:?\s*(?:\|\s*:?-{1,200}:?\s*){0,100}\|?\s*$/;

/** The Markdown tables of a text, in order. */
export function markdownTables(text: string): readonly MarkdownTable[] {
  const lines = text.split('\n');
  const tables: MarkdownTable[] = [];
  for (let i = 1; i < lines.length; i++) {
    const head = lines[i - 1] ?? '';
    const line = lines[i] ?? '';
    if (!head.includes('|') || !line.includes('-') || line.length > 5000 || !rule.test(line))
      continue;
    const rows: string[][] = [];
    for (i++; i < lines.length && (lines[i] ?? '').includes('|'); i++)
      rows.push(cellsOf(lines[i] ?? ''));
    tables.push({ columns: cellsOf(head), rows });
  }
  return tables;
}

const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.replaceAll('\\|', '|').trim());
