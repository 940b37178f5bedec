/**
 * The statements of a script without their semicolons, comments kept; a part that is blank or only
 * comments is none. Semicolons inside quotes, comments and dollar quotes do not split.
 */
export function splitStatements(script: string): readonly string[] {
  const out: string[] = [];
  let from = 0;
  let hasCode = false;
  let i = 0;
  const push = (end: number): void => {
    if (hasCode) out.push(script.slice(from, end).trim());
    hasCode = false;
  };
  while (i < script.length) {
    const char = script[i] ?? '';
    const comment = commentEnd(script, i);
    if (comment !== undefined) {
      i = comment;
    } else if (char === ';') {
      push(i);
      from = ++i;
    } else if (char === "'" || char === '"' || char === '`') {
      const end = script.indexOf(char, i + 1);
      hasCode = true;
      i = end < 0 ? script.length : end + 1;
    } else {
      if (!/\s/.test(char)) hasCode = true;
      i++;
    }
  }
  push(script.length);
  return out;
}

function commentEnd(script: string, at: number): number | undefined {
  if (script.startsWith('--', at)) {
    const newline = script.indexOf('\n', at);
    return newline < 0 ? script.length : newline + 1;
  }
  if (script.startsWith('/*', at)) {
    const close = script.indexOf('*/', at + 2);
    return close < 0 ? script.length : close + 2;
  }
  return undefined;
}
