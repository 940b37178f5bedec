/** Where in a file's data: keys and list positions from the top. */
export type DataPath = readonly (string | number)[];

/** Something wrong at a path of the data, before it is known where in the text that is. */
export interface Finding {
  readonly path: DataPath;
  /** Whether the key itself is meant, or its value; default: the value. */
  readonly at?: 'key' | 'value';
  readonly expected: string;
  /** What was seen, already shortened and without secrets (see `shown`). */
  readonly seen?: string;
  readonly hint?: string;
}

/** `endpoints[1].box.gpu`; keys that are no plain words are quoted. */
export function pathText(path: DataPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[\p{L}\p{N}_-]+$/u.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}

/** True where `path` is `prefix` or lies below it. */
export const liesWithin = (path: DataPath, prefix: DataPath): boolean =>
  prefix.length <= path.length && prefix.every((step, i) => step === path[i]);
