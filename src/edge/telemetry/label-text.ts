/** Labels and the position after their closing brace. */
export interface LabelText {
  readonly labels: Readonly<Record<string, string>>;
  readonly end: number;
}

const MAX_LABELS = 64;
const labelName = /[A-Za-z_][A-Za-z0-9_]*/y;

/**
 * Reads `name="value",...}` from `start`, which lies after the opening brace; `\\`, `\"` and `\n` are
 * unescaped, any other escape stands for itself. Undefined where the text is not that, where a name
 * comes twice, or where there are more than 64 labels. Linear in the length of the line.
 */
export function readLabels(line: string, start: number): LabelText | undefined {
  const labels: Record<string, string> = Object.create(null) as Record<string, string>;
  let count = 0;
  let at = start;
  for (;;) {
    at = blanks(line, at);
    if (line[at] === '}') return { labels: { ...labels }, end: at + 1 };
    labelName.lastIndex = at;
    const name = labelName.exec(line)?.[0];
    if (name === undefined || name in labels || ++count > MAX_LABELS) return undefined;
    at = blanks(line, at + name.length);
    if (line[at] !== '=') return undefined;
    at = blanks(line, at + 1);
    if (line[at] !== '"') return undefined;
    const value = quoted(line, at + 1);
    if (value === undefined) return undefined;
    labels[name] = value.text;
    at = blanks(line, value.end);
    if (line[at] === ',') at++;
    else if (line[at] !== '}') return undefined;
  }
}

function blanks(line: string, from: number): number {
  let at = from;
  while (line[at] === ' ' || line[at] === '\t') at++;
  return at;
}

/** The text up to the closing quote, and the position after it. */
function quoted(line: string, start: number): { text: string; end: number } | undefined {
  let text = '';
  let from = start;
  for (let at = start; at < line.length; at++) {
    const c = line[at];
    if (c === '"') return { text: text + line.slice(from, at), end: at + 1 };
    if (c !== '\\') continue;
    const escaped = line[at + 1];
    if (escaped === undefined) return undefined;
    const plain =
      escaped === 'n' ? '\n' : escaped === '"' || escaped === '\\' ? escaped : undefined;
    text += line.slice(from, at) + (plain ?? `\\${escaped}`);
    from = at + 2;
    at++;
  }
  return undefined;
}
