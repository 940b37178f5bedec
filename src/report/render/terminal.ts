import CliTable from 'cli-table3';
import stringWidth from 'string-width';
import type { Block, Inline, ReportDocument, Table, TableCell } from '../document/document.ts';
import { escapeTerminal } from './escape.ts';

const toneMark = { good: '[ok]', bad: '[!!]', doubt: '[??]', note: '[--]' } as const;

/** The document as lines of at most `columns` cells; pictures and folded parts are left to the files. */
export function renderTerminal(doc: ReportDocument, columns: number): string {
  // Prose is read best at 100 cells; a table takes what there is.
  const width = Math.min(columns, 100);
  const parts = [
    escapeTerminal(doc.title),
    ...doc.blocks
      .map((b) => (b.kind === 'table' ? table(b, columns) : block(b, width)))
      .filter((t) => t !== ''),
  ];
  return `${parts.join('\n\n')}\n`;
}

function block(b: Block, width: number): string {
  switch (b.kind) {
    case 'heading':
      return b.level === 2 ? `== ${escapeTerminal(b.text)} ==` : `-- ${escapeTerminal(b.text)} --`;
    case 'paragraph':
      return wrap(inline(b.text), width, '');
    case 'callout':
      return wrap(`${toneMark[b.tone]} ${inline(b.text)}`, width, '     ');
    case 'list':
      return b.items.map((item) => wrap(`- ${inline(item)}`, width, '  ')).join('\n');
    case 'table':
      return table(b, width);
    case 'chart':
    case 'details':
      return '';
  }
}

const inline = (parts: readonly Inline[]): string =>
  escapeTerminal(
    parts
      .map((p) =>
        typeof p === 'string' ? p : 'strong' in p ? p.strong : 'code' in p ? p.code : p.small,
      )
      .join(''),
  );

/** Breaks at blanks, and between wide characters, which have none. */
export function wrap(text: string, width: number, indent: string): string {
  const pieces =
    text.match(/[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+\s*|\s+/g) ?? [];
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line.trim() !== '' && stringWidth(line) + stringWidth(piece.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += piece;
  }
  return [...lines, line.trimEnd()].join('\n');
}

const plainBorders = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** Long heads are broken, so that they do not widen a column of short values. */
const HEAD_WIDTH = 12;

function table(t: Table, width: number): string {
  const reasons: string[] = [];
  const grid = new CliTable({
    chars: plainBorders,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
    colAligns: t.columns.map((c) => c.align),
  });
  const heads = t.columns.map((c) => wrap(escapeTerminal(c.head), HEAD_WIDTH, ''));
  grid.push(heads);
  if (t.columns.some((c) => c.unit !== undefined)) {
    grid.push(t.columns.map((c) => escapeTerminal(c.unit ?? '')));
  }
  for (const row of t.rows) grid.push(row.map((c) => tableCell(c, t.notes.length, reasons)));
  const lines = grid
    .toString()
    .split('\n')
    .map((l) => l.trimEnd());
  const unitLines = t.columns.some((c) => c.unit !== undefined) ? 1 : 0;
  const headLines = Math.max(...heads.map((h) => h.split('\n').length)) + unitLines;
  const widest = Math.max(...lines.map((l) => stringWidth(l)));
  if (widest > width) return stacked(t, width);
  lines.splice(headLines, 0, '-'.repeat(Math.min(widest, width)));
  return [escapeTerminal(t.caption), ...lines, ...footnotes(t, reasons, width)].join('\n');
}

/** A table too wide for the screen: a paragraph a row, its first cell before the others by name. */
function stacked(t: Table, width: number): string {
  const reasons: string[] = [];
  const paragraphs = t.rows.map((row) => {
    const [title = '', ...rest] = row.map((c, i) => {
      const column = t.columns[i];
      const unit = column?.unit === undefined ? '' : ` ${escapeTerminal(column.unit)}`;
      const text = tableCell(c, t.notes.length, reasons).replaceAll('\n', ' ');
      return i === 0 || text === '' ? text : `${escapeTerminal(column?.head ?? '')} ${text}${unit}`;
    });
    const body = rest.filter((part) => part !== '').join('; ');
    return `${title}\n${wrap(`  ${body}`, width, '  ')}`;
  });
  return [escapeTerminal(t.caption), ...paragraphs, ...footnotes(t, reasons, width)].join('\n');
}

const footnotes = (t: Table, reasons: readonly string[], width: number): string[] =>
  [...t.notes, ...reasons].map((n, i) => wrap(`[${i + 1}] ${escapeTerminal(n)}`, width, '    '));

function tableCell(c: TableCell, notesBefore: number, reasons: string[]): string {
  if (c.kind === 'absent') {
    let at = reasons.indexOf(c.why);
    if (at < 0) at = reasons.push(c.why) - 1;
    return `– [${notesBefore + at + 1}]`;
  }
  const marks = (c.notes ?? []).map((n) => ` [${n + 1}]`).join('');
  // The interval goes below its value: beside it a table of boxes would not fit the screen.
  const small = c.small === undefined ? '' : `\n${escapeTerminal(c.small)}`;
  return `${escapeTerminal(`${c.text}${marks}`)}${small}`;
}
