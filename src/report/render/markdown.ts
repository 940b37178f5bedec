import type { Block, Inline, ReportDocument, Table, TableCell } from '../document/document.ts';
import { escapeMarkdown } from './escape.ts';

const toneMark = { good: '✔', bad: '✘', doubt: '?', note: 'ℹ' } as const;

/** The document as GitHub-flavoured Markdown; pictures become the tables of their data. */
export function renderMarkdown(doc: ReportDocument): string {
  return `# ${escapeMarkdown(doc.title)}\n\n${doc.blocks.map(block).join('\n\n')}\n`;
}

function block(b: Block): string {
  switch (b.kind) {
    case 'heading':
      return `${'#'.repeat(b.level)} ${escapeMarkdown(b.text)}`;
    case 'paragraph':
      return inline(b.text);
    case 'callout':
      return `> ${toneMark[b.tone]} ${inline(b.text)}`;
    case 'list':
      return b.items.map((item) => `- ${inline(item)}`).join('\n');
    case 'table':
      return table(b);
    case 'chart':
      return `**${escapeMarkdown(b.title)}**\n\n${escapeMarkdown(b.subtitle)}\n\n${table(b.data)}`;
    case 'details':
      return `<details><summary>${escapeMarkdown(b.summary)}</summary>\n\n${b.blocks.map(block).join('\n\n')}\n\n</details>`;
  }
}

const inline = (parts: readonly Inline[]): string =>
  parts
    .map((p) => {
      if (typeof p === 'string') return escapeMarkdown(p);
      if ('strong' in p) return `**${escapeMarkdown(p.strong)}**`;
      if ('code' in p) return codeSpan(p.code);
      return escapeMarkdown(p.small);
    })
    .join('');

/** A code span whose fence is longer than any run of backticks inside. */
function codeSpan(text: string): string {
  const flat = text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
  const runs = flat.match(/`+/g) ?? [];
  const fence = '`'.repeat(runs.reduce((longest, r) => Math.max(longest, r.length), 0) + 1);
  return fence.length === 1 ? `\`${flat}\`` : `${fence} ${flat} ${fence}`;
}

function table(t: Table): string {
  const heads = t.columns.map((c) =>
    escapeMarkdown(c.unit === undefined ? c.head : `${c.head} (${c.unit})`),
  );
  const rule = t.columns.map((c) => (c.align === 'right' ? '--:' : ':--'));
  const reasons: string[] = [];
  const rows = t.rows.map((row) => row.map((c) => tableCell(c, t.notes.length, reasons)));
  const lines = [heads, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const notes = [...t.notes, ...reasons].map((n, i) => `<sup>${i + 1}</sup> ${escapeMarkdown(n)}`);
  return [
    `**${escapeMarkdown(t.caption)}**`,
    '',
    ...lines,
    ...(notes.length === 0 ? [] : ['', notes.join('<br>')]),
  ].join('\n');
}

/** A cell's text; the reason of an absence joins the footnotes, each reason once. */
function tableCell(c: TableCell, notesBefore: number, reasons: string[]): string {
  if (c.kind === 'absent') {
    let at = reasons.indexOf(c.why);
    if (at < 0) at = reasons.push(c.why) - 1;
    return `–<sup>${notesBefore + at + 1}</sup>`;
  }
  const text = c.strong === true ? `**${escapeMarkdown(c.text)}**` : escapeMarkdown(c.text);
  const small = c.small === undefined ? '' : ` <sub>${escapeMarkdown(c.small)}</sub>`;
  const marks = (c.notes ?? []).map((n) => `<sup>${n + 1}</sup>`).join('');
  return `${text}${small}${marks}`;
}
