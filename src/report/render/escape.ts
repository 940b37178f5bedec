/** Control characters and those that turn the direction of writing, as `\\u202e`; tabs and line feeds stay. */
const visible = (text: string): string =>
  text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to be disarmed
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Text for HTML content and quoted attributes; nothing in it reorders what stands beside it. */
export const escapeHtml = (text: string): string =>
  visible(text.replaceAll('\r\n', '\n'))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/**
 * Text for Markdown, also inside a table cell: everything that could open markup, a link, HTML or a
 * new cell is escaped, line breaks become blanks.
 */
export const escapeMarkdown = (text: string): string =>
  visible(text.replace(/\r\n|\r|\n/g, ' '))
    .replace(/[\\`*_[\]{}<>|#!~$&]/g, (c) =>
      c === '<' ? '&lt;' : c === '>' ? '&gt;' : c === '&' ? '&amp;' : `\\${c}`,
    )
    .replace(/https?:\/\//g, (m) => m.replace(':', '&#58;'));

/**
 * Text for a terminal: control characters, escape sequences and bidirectional overrides, which could
 * move the cursor or reorder what is read, are shown as what they are.
 */
export const escapeTerminal = (text: string): string => visible(text).replaceAll('\t', ' ');
