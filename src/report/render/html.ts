import type {
  Block,
  Column,
  Inline,
  ReportDocument,
  Table,
  TableCell,
} from '../document/document.ts';
import { chartSvg } from './chart-svg.ts';
import { escapeHtml } from './escape.ts';
import { reportScript, reportStyle } from './page-assets.ts';

/** Words of the page itself, not of its content. */
export interface PageWords {
  readonly data: string;
  readonly better: { readonly lower: string; readonly higher: string };
  readonly contents: string;
}

/**
 * One self-contained page: no network request, readable without JavaScript and in print. `scriptHash`
 * is the base64 SHA-256 of `reportScript`, for the page's own content security policy.
 */
export function renderHtml(doc: ReportDocument, words: PageWords, scriptHash: string): string {
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${scriptHash}'; img-src data:`;
  const headings = doc.blocks.flatMap((b) =>
    b.kind === 'heading' && b.level === 2 && b.id !== undefined ? [{ id: b.id, text: b.text }] : [],
  );
  const contents = headings
    .map((h) => `<a href="#${escapeHtml(h.id)}">${escapeHtml(h.text)}</a>`)
    .join('');
  const page = (b: Block): string => block(b, words);
  return `<!doctype html>
<html lang="${doc.lang === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<title>${escapeHtml(doc.title)}</title>
<style>${reportStyle}</style>
</head>
<body>
<header><h1>${escapeHtml(doc.title)}</h1><nav aria-label="${escapeHtml(words.contents)}">${contents}</nav></header>
<main>
${doc.blocks.map(page).join('\n')}
</main>
<script>${reportScript}</script>
</body>
</html>
`;
}

function block(b: Block, words: PageWords): string {
  switch (b.kind) {
    case 'heading': {
      const id = b.id === undefined ? '' : ` id="${escapeHtml(b.id)}"`;
      return `<h${b.level}${id}>${escapeHtml(b.text)}</h${b.level}>`;
    }
    case 'paragraph':
      return `<p>${inline(b.text)}</p>`;
    case 'callout':
      return `<p class="callout ${b.tone}">${inline(b.text)}</p>`;
    case 'list':
      return `<ul>${b.items.map((item) => `<li>${inline(item)}</li>`).join('')}</ul>`;
    case 'table':
      return table(b, words);
    case 'chart':
      return (
        `<figure id="${escapeHtml(b.id)}"><figcaption><strong id="${escapeHtml(b.id)}-title">${escapeHtml(b.title)}</strong>` +
        `<br><small>${escapeHtml(b.subtitle)}</small></figcaption>${chartSvg(b)}` +
        `<details><summary>${escapeHtml(words.data)}</summary>${table(b.data, words)}</details></figure>`
      );
    case 'details':
      return `<details><summary>${escapeHtml(b.summary)}</summary>${b.blocks.map((x) => block(x, words)).join('\n')}</details>`;
  }
}

const inline = (parts: readonly Inline[]): string =>
  parts
    .map((p) => {
      if (typeof p === 'string') return escapeHtml(p);
      if ('strong' in p) return `<strong>${escapeHtml(p.strong)}</strong>`;
      if ('code' in p) return `<code>${escapeHtml(p.code)}</code>`;
      return `<small>${escapeHtml(p.small)}</small>`;
    })
    .join('');

function table(t: Table, words: PageWords): string {
  const reasons: string[] = [];
  const body = t.rows
    .map(
      (row) =>
        `<tr>${row.map((c, i) => tableCell(c, t.columns[i], t.notes.length, reasons)).join('')}</tr>`,
    )
    .join('\n');
  const notes = [...t.notes, ...reasons].map((n) => `<li>${escapeHtml(n)}</li>`).join('');
  return (
    `<div class="wide"><table><caption>${escapeHtml(t.caption)}</caption><thead><tr>${t.columns.map((c) => head(c, words)).join('')}</tr></thead>` +
    `<tbody>${body}</tbody></table></div>${notes === '' ? '' : `<ol class="notes">${notes}</ol>`}`
  );
}

function head(c: Column, words: PageWords): string {
  const unit = c.unit === undefined ? '' : ` <small>${escapeHtml(c.unit)}</small>`;
  const better =
    c.better === undefined
      ? ''
      : ` <abbr title="${escapeHtml(words.better[c.better])}">${c.better === 'lower' ? '↓' : '↑'}</abbr>`;
  return `<th scope="col" class="${c.align}">${escapeHtml(c.head)}${unit}${better}</th>`;
}

function tableCell(
  c: TableCell,
  column: Column | undefined,
  notesBefore: number,
  reasons: string[],
): string {
  const align = column?.align ?? 'left';
  if (c.kind === 'absent') {
    let at = reasons.indexOf(c.why);
    if (at < 0) at = reasons.push(c.why) - 1;
    return `<td class="${align}" title="${escapeHtml(c.why)}">–<sup>${notesBefore + at + 1}</sup></td>`;
  }
  const text = c.strong === true ? `<strong>${escapeHtml(c.text)}</strong>` : escapeHtml(c.text);
  const small = c.small === undefined ? '' : ` <small>${escapeHtml(c.small)}</small>`;
  const marks = (c.notes ?? []).map((n) => `<sup>${n + 1}</sup>`).join('');
  return `<td class="${align}">${text}${small}${marks}</td>`;
}
