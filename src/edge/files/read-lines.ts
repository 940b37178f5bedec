import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import type { Problem } from '../../base/index.ts';
import type { LineCodec } from '../../record/index.ts';

const NEWLINE = 0x0a;
const READ_BYTES = 256 * 1024;

/** A piece of a file: a whole line, or what stands after the last newline. */
export interface FileLine {
  readonly kind: 'line' | 'torn';
  readonly text: string;
  /** 1-based. */
  readonly number: number;
  /** Byte offset of its beginning. */
  readonly offset: number;
}

/**
 * The lines of a file one by one, in memory that does not grow with the file; nothing where there is
 * no file. Bytes are split before they are decoded, so that no character is cut.
 */
export function* readLines(path: string): Generator<FileLine> {
  if (!existsSync(path)) return;
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(READ_BYTES);
    let rest: Buffer = Buffer.alloc(0);
    let offset = 0;
    let number = 1;
    for (;;) {
      const length = readSync(file, buffer, 0, READ_BYTES, null);
      if (length === 0) break;
      const read = buffer.subarray(0, length);
      // Only the new bytes are searched: a line longer than many reads stays linear.
      let end = read.indexOf(NEWLINE);
      let from = 0;
      for (; end >= 0; end = read.indexOf(NEWLINE, from)) {
        const head = read.subarray(from, end);
        const bytes = rest.length === 0 ? head : Buffer.concat([rest, head]);
        yield { kind: 'line', text: bytes.toString('utf8'), number, offset };
        offset += bytes.length + 1;
        number++;
        rest = Buffer.alloc(0);
        from = end + 1;
      }
      if (from < length) rest = Buffer.concat([rest, read.subarray(from)]);
    }
    if (rest.length > 0) yield { kind: 'torn', text: rest.toString('utf8'), number, offset };
  } finally {
    closeSync(file);
  }
}

/** What a reader of one kind of lines meets: a value, or a line that is none. */
export type ReadValue<V> =
  | { readonly kind: 'value'; readonly value: V }
  | { readonly kind: 'torn'; readonly text: string; readonly problem: Problem }
  | { readonly kind: 'wrong'; readonly problems: readonly Problem[] };

/** The values of a file of lines in order; a torn last line and wrong lines are told, never skipped silently. */
export function* readValues<V>(path: string, codec: LineCodec<V>): Generator<ReadValue<V>> {
  for (const { kind, text, number } of readLines(path)) {
    if (kind === 'torn') {
      const expected = 'a newline at the end of the last line';
      const hint = 'a crash cut it off; `--resume` repairs the file and sends its request again';
      yield { kind, text, problem: { file: path, line: number, expected, hint } };
      continue;
    }
    if (text === '') continue;
    const decoded = codec.decode(text, number);
    if (decoded.ok) yield { kind: 'value', value: decoded.value };
    else {
      yield { kind: 'wrong', problems: decoded.problems.map((p) => ({ ...p, file: path })) };
    }
  }
}
