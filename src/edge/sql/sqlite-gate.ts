import { scanSql } from './scan-sql.ts';

/** Functions that reach outside the database, or exist only to break things. */
const forbidden =
  /^(load_extension|readfile|writefile|edit|fts3_tokenizer|writefile_utf8|fsdir|lsdir|zipfile|sqlar_\w+|pragma_\w+|sqlite_dbpage|dbstat|sqlite_dbdata|sqlite_dbptr|sqlite_log|unknown)$/;
const readingVerbs = new Set(['select', 'with', 'values']);
const writingVerbs = new Set(['insert', 'update', 'delete']);

/**
 * Why SQLite may not run this text, or undefined. One statement that begins with SELECT, WITH or
 * VALUES; no writing verb at its top level (`WITH x AS (...) DELETE`); no function of the list. The
 * database is a copy in memory and query_only, so this gate is the second wall, not the only one.
 */
export function sqliteRefusal(statement: string): string | undefined {
  if (statement.includes('\0')) return 'a NUL character hides what follows';
  const tokens = scanSql(statement);
  if (tokens === undefined) return 'an unclosed string, name or comment';
  const last = tokens.at(-1);
  const body = last?.text === ';' ? tokens.slice(0, -1) : tokens;
  const first = body[0];
  if (first === undefined) return 'empty statement';
  if (body.some((token) => token.text === ';' && token.kind === 'mark'))
    return 'more than one statement';
  if (!readingVerbs.has(first.text))
    return `${first.text.slice(0, 20).toUpperCase()} is not a SELECT`;
  let depth = 0;
  for (const token of body) {
    if (token.kind === 'mark') depth += token.text === '(' ? 1 : token.text === ')' ? -1 : 0;
    if (token.kind === 'word' && depth === 0 && writingVerbs.has(token.text))
      return `${token.text.toUpperCase()} is not a SELECT`;
    if (token.kind !== 'string' && forbidden.test(token.text))
      return `${token.text} is not allowed here`;
  }
  return undefined;
}
