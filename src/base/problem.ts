/** One thing wrong with what a person gave us; all problems of a file are reported at once. */
export interface Problem {
  /** File name as the user gave it, or the flag ("--seed"). */
  readonly file: string;
  /** 1-based. */
  readonly line?: number;
  readonly column?: number;
  /** Path inside the file, e.g. "endpoints[1].box.gpu". */
  readonly path?: string;
  /** What was seen, shortened and without secrets. */
  readonly seen?: string;
  readonly expected: string;
  readonly hint?: string;
}

/** Success with a value, or every problem found. */
export type Result<V> =
  | { readonly ok: true; readonly value: V }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export const ok = <V>(value: V): Result<V> => ({ ok: true, value });
export const fail = (...problems: readonly Problem[]): Result<never> => ({ ok: false, problems });

/** `file:line:column path: expected X, saw Y (hint)` on one line. */
export function formatProblem(p: Problem): string {
  const place = [p.file, p.line, p.column].filter((part) => part !== undefined).join(':');
  const path = p.path === undefined || p.path === '' ? '' : ` ${p.path}`;
  const seen = p.seen === undefined ? '' : `, saw ${p.seen}`;
  const hint = p.hint === undefined ? '' : ` (${p.hint})`;
  return `${place}${path}: expected ${p.expected}${seen}${hint}`;
}
