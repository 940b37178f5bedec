/** Text for HTML content and quoted attributes. */
export const escapeHtml = (text: string): string =>
  text
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
  text
    .replace(/[\\`*_[\]{}<>|#!~$&]/g, (c) =>
      c === '<' ? '&lt;' : c === '>' ? '&gt;' : c === '&' ? '&amp;' : `\\${c}`,
    )
    .replace(/\r\n|\r|\n/g, ' ')
    .replace(/https?:\/\//g, (m) => m.replace(':', '&#58;'));

/**
 * Text for a terminal: control characters, escape sequences and bidirectional overrides, which could
 * move the cursor or reorder what is read, are shown as what they are.
 */
export const escapeTerminal = (text: string): string =>
  text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to be disarmed
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (c) => (c === '\t' ? ' ' : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
