/** Text of a declared answer without Markdown, LaTeX, quotes around it, and a final full stop. */
export function plainText(marked: string): string {
  let text = withoutLatex(marked).trim();
  text = text.replace(/\*\*|__|`+/g, '').trim();
  text = text.replace(/^[*_>#\s]+|[*_\s]+$/g, '');
  for (let i = 0; i < 3; i++) {
    const before = text;
    text = text.replace(/[。．;；]$|(?<!\.)\.$/, '').trim();
    text = unquoted(text);
    if (text === before) break;
  }
  return text;
}

const pairs: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ["'", "'"],
  ['“', '”'],
  ['‘', '’'],
  ['「', '」'],
  ['『', '』'],
  ['《', '》'],
  ['【', '】'],
];

function unquoted(text: string): string {
  const pair = pairs.find(([open, close]) => text.startsWith(open) && text.endsWith(close));
  if (pair === undefined || text.length < 2) return text;
  const inner = text.slice(1, -1);
  return inner.includes(pair[0]) || inner.includes(pair[1]) ? text : inner.trim();
}

/** LaTeX that models wrap figures in, removed: \text{}, \boxed{}, \, \%, {,}, $...$, \frac{a}{b}. */
export function withoutLatex(text: string): string {
  if (!/[\\$]|\{,\}/.test(text)) return text;
  return text
    .replace(/\\(?:d|t)?frac\s?\{([^{}]{1,40})\}\s?\{([^{}]{1,40})\}/g, '$1/$2')
    .replace(/\\(?:text|mathrm|mathbf|textbf|boxed|mbox)\s?\{([^{}]*)\}/g, '$1')
    .replace(/\{,\}/g, ',')
    .replace(/\\[,;:! ]/g, '')
    .replace(/\\[()[\]]/g, '')
    .replace(/(?<!\\)\$([-+]?[\d.,\s]*\d(?:\\?%|[^$\n\d]{0,20})?)(?<!\\)\$(?!\d)/g, '$1')
    .replace(/^\$([^$\n]{1,200})(?<!\\)\$$/, '$1')
    .replace(/\\([$%&#_{}])/g, '$1');
}
