/** A JSON value; numbers are doubles. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** JSON that was read, and what had to be mended for it. */
export interface ReadJson {
  readonly value: JsonValue;
  readonly repairs: readonly string[];
}

const fullWidth: Readonly<Record<string, string>> = {
  '：': ':',
  '，': ',',
  '｛': '{',
  '｝': '}',
  '［': '[',
  '］': ']',
};
const quotes: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '“': '”',
  '”': '”',
  '‘': '’',
  '＂': '＂',
};

/** Parses JSON; mends only trailing commas, quotes and full-width punctuation, and says which. */
export function readJson(text: string): ReadJson | undefined {
  if (isTooDeep(text)) return undefined;
  const plain = parsed(text);
  if (plain !== undefined) return { value: plain.value, repairs: [] };
  const { mended, repairs } = mend(text);
  const again = repairs.length === 0 ? undefined : parsed(mended);
  return again === undefined ? undefined : { value: again.value, repairs };
}

const deepest = 200;

/** Nesting that no answer has, and that would exhaust the stack of whoever walks the value. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '{' || char === '[') {
      if (++depth > deepest) return true;
    } else if (char === '}' || char === ']') depth--;
  }
  return false;
}

function parsed(text: string): { value: JsonValue } | undefined {
  try {
    // JSON.parse yields nothing but JSON values.
    return { value: JSON.parse(text) as JsonValue };
  } catch {
    return undefined;
  }
}

function mend(text: string): { mended: string; repairs: readonly string[] } {
  const repairs = new Set<string>();
  const out: string[] = [];
  let closing: string | undefined;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (closing !== undefined) {
      if (char === '\\') {
        const next = text[++i] ?? '';
        out.push(next === "'" ? "'" : `\\${next}`);
      } else if (char === closing) {
        out.push('"');
        closing = undefined;
      } else if (char === '"') out.push('\\"');
      else if (char === '\n') {
        repairs.add('raw-newline');
        out.push('\\n');
      } else out.push(char);
      continue;
    }
    const quote = quotes[char];
    if (quote !== undefined) {
      if (char !== '"') repairs.add(char === "'" ? 'single-quotes' : 'full-width-punctuation');
      closing = quote;
      out.push('"');
    } else if (char in fullWidth) {
      repairs.add('full-width-punctuation');
      out.push(fullWidth[char] ?? char);
    } else if (char === '}' || char === ']') {
      dropTrailingComma(out, repairs);
      out.push(char);
    } else out.push(char);
  }
  return { mended: out.join(''), repairs: [...repairs] };
}

function dropTrailingComma(out: string[], repairs: Set<string>): void {
  let last = out.length - 1;
  while (last >= 0 && /\s/.test(out[last] ?? '')) last--;
  if (out[last] !== ',') return;
  out[last] = '';
  repairs.add('trailing-comma');
}
