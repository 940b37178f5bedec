/** A token of SQL text, comments left out; words and quoted names in lower case and without quotes. */
export interface SqlToken {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'mark';
  readonly text: string;
}

const closing: Readonly<Record<string, string>> = { '"': '"', '`': '`', '[': ']', "'": "'" };

/**
 * Cuts SQLite text into tokens the way its own tokenizer does, as far as a gate needs it: comments,
 * strings, quoted names with doubled quotes, words, numbers, single marks. Undefined where a string
 * or quoted name does not end; an unclosed block comment runs to the end, as SQLite allows.
 */
export function scanSql(text: string): readonly SqlToken[] | undefined {
  const tokens: SqlToken[] = [];
  for (let i = 0; i < text.length; ) {
    const c = text.charAt(i);
    if (/[\s\ufeff]/.test(c)) i++;
    else if (text.startsWith('--', i)) {
      const end = text.indexOf('\n', i);
      i = end < 0 ? text.length : end + 1;
    } else if (text.startsWith('/*', i)) {
      const end = text.indexOf('*/', i + 2);
      i = end < 0 ? text.length : end + 2;
    } else if (closing[c] !== undefined) {
      const end = quotedEnd(text, i, closing[c]);
      if (end === undefined) return undefined;
      const inner = text.slice(i + 1, end - 1);
      tokens.push(
        c === "'" ? { kind: 'string', text: inner } : { kind: 'name', text: inner.toLowerCase() },
      );
      i = end;
    } else {
      const word = /^[\p{L}_\u0080-\uffff][\p{L}\p{N}_$\u0080-\uffff]*/u.exec(
        text.slice(i, i + 300),
      )?.[0];
      const number = word === undefined ? /^\d[\w.]*/.exec(text.slice(i, i + 100))?.[0] : undefined;
      if (word !== undefined) tokens.push({ kind: 'word', text: word.toLowerCase() });
      else if (number !== undefined) tokens.push({ kind: 'number', text: number });
      else tokens.push({ kind: 'mark', text: c });
      i += (word ?? number ?? c).length;
    }
  }
  return tokens;
}

/** Index after the closing quote; a doubled quote stands for itself, except in brackets. */
function quotedEnd(text: string, from: number, close: string): number | undefined {
  for (let i = from + 1; i < text.length; i++) {
    if (text.charAt(i) !== close) continue;
    if (close !== ']' && text.charAt(i + 1) === close) i++;
    else return i + 1;
  }
  return undefined;
}
