import type { Problem } from '../../base/index.ts';
import type { LineCodec } from './line-codec.ts';

/** What a whole .jsonl text holds: its values, what is wrong with it, and a last line that was cut off. */
export interface DecodedLines<V> {
  readonly values: readonly V[];
  readonly problems: readonly Problem[];
  /** Text after the last newline: a line whose writing a crash interrupted. Never decoded, even where it parses. */
  readonly torn?: string;
}

/** Decodes a text that is already in memory; files are read line by line in edge. */
export function decodeLines<V>(codec: LineCodec<V>, content: string): DecodedLines<V> {
  const values: V[] = [];
  const problems: Problem[] = [];
  let from = 0;
  for (let line = 1; ; line++) {
    const end = content.indexOf('\n', from);
    if (end < 0) break;
    if (end > from) {
      const decoded = codec.decode(content.slice(from, end), line);
      if (decoded.ok) values.push(decoded.value);
      else problems.push(...decoded.problems);
    }
    from = end + 1;
  }
  const torn = content.slice(from);
  return torn === '' ? { values, problems } : { values, problems, torn };
}
