const longestObject = 65_536;
const mostOpenings = 256;

/** A stretch of text between matching brackets, these included. */
export interface Balanced {
  readonly start: number;
  readonly end: number;
}

/** End (exclusive) of the bracket that opens at `start`, or undefined; brackets in double quotes do not count. */
export function closingOf(
  text: string,
  start: number,
  open: string,
  close: string,
  quoted = true,
): number | undefined {
  let depth = 0;
  let inString = false;
  const last = Math.min(text.length, start + longestObject);
  for (let i = start; i < last; i++) {
    const char = text[i];
    if (inString) {
      if (char === '\\') i++;
      else if (char === '"') inString = false;
    } else if (char === '"' && quoted) inString = true;
    else if (char === open) depth++;
    else if (char === close) {
      depth--;
      if (depth === 0) return i + 1;
    }
  }
  return undefined;
}

/** Outermost balanced `{...}` of a text, in order; of very many openings only the last are tried. */
export function balancedObjects(text: string, skip: readonly Balanced[]): readonly Balanced[] {
  const openings: number[] = [];
  for (let i = text.indexOf('{'); i >= 0; i = text.indexOf('{', i + 1)) openings.push(i);
  const found: Balanced[] = [];
  let end = 0;
  for (const start of openings.slice(-mostOpenings)) {
    if (start < end || skip.some((s) => start >= s.start && start < s.end)) continue;
    const close = closingOf(text, start, '{', '}');
    if (close === undefined) continue;
    found.push({ start, end: close });
    end = close;
  }
  return found;
}
