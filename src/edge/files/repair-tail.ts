import { appendFileSync, closeSync, fsyncSync, openSync, truncateSync } from 'node:fs';
import { readLines } from './read-lines.ts';

/** A last line that a crash cut off, and where its text is kept now. */
export interface TornLine {
  readonly file: string;
  readonly text: string;
  readonly keptIn: string;
}

/**
 * Cuts a file of lines back to its last newline. The torn text goes into `<name>.torn.jsonl` beside
 * it first, so that a second crash between the two loses nothing. Absent where nothing is torn.
 */
export function repairTail(path: string): TornLine | undefined {
  for (const { kind, text, offset } of readLines(path)) {
    if (kind === 'line') continue;
    const keptIn = path.replace(/\.jsonl$/, '.torn.jsonl');
    appendFileSync(keptIn, `${text}\n`);
    sync(keptIn);
    truncateSync(path, offset);
    sync(path);
    return { file: path, text, keptIn };
  }
  return undefined;
}

function sync(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
