import type { z } from 'zod';
import { fail, ok, type Problem, type Result } from '../../base/index.ts';

/** Turns one kind of value into one line of a .jsonl file and back. */
export interface LineCodec<V> {
  /** File name inside the run directory, e.g. "records.jsonl". */
  readonly file: string;
  /** One line of JSON with its newline; deterministic for equal values. */
  encode(value: V): string;
  /** `line` is without its newline, `lineNumber` 1-based; a torn or wrong line is one Problem each. */
  decode(line: string, lineNumber: number): Result<V>;
}

/** A codec from a schema; `prepare` may shape the value before it is written (rounding). */
export function lineCodec<V>(
  file: string,
  schema: z.ZodType<V>,
  prepare: (value: V) => unknown = (value) => value,
): LineCodec<V> {
  return {
    file,
    encode: (value) => `${JSON.stringify(prepare(value))}\n`,
    decode: (line, lineNumber) => {
      const json = parseLine(file, line, lineNumber);
      if (!json.ok) return json;
      const parsed = schema.safeParse(json.value);
      if (parsed.success) return ok(parsed.data);
      return {
        ok: false,
        problems: parsed.error.issues.map((issue) =>
          problemOf(file, lineNumber, json.value, issue),
        ),
      };
    },
  };
}

/** A schema's complaint as a Problem, with the value that was seen at its place. */
export function problemOf(
  file: string,
  line: number | undefined,
  value: unknown,
  issue: z.core.$ZodIssue,
): Problem {
  let seen: unknown = value;
  for (const key of issue.path) seen = memberOf(seen, key);
  return {
    file,
    ...(line === undefined ? {} : { line }),
    path: issue.path.map(String).join('.'),
    expected: issue.message,
    seen: seen === undefined ? 'nothing' : shortened(JSON.stringify(seen)),
  };
}

/** The JSON of one line, or the Problem that it is none. */
export function parseLine(file: string, line: string, lineNumber: number): Result<unknown> {
  const json = parseJson(line);
  if (json.ok) return json;
  return fail({
    file,
    line: lineNumber,
    expected: 'one JSON object',
    seen: shortened(line),
    hint: 'the line is torn or was edited; `--resume` repairs a torn last line',
  });
}

/** Parsed JSON as unknown, or that it is none. */
export function parseJson(line: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(line) };
  } catch {
    return { ok: false };
  }
}

const memberOf = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

const shortened = (seen: string): string => (seen.length > 80 ? `${seen.slice(0, 77)}...` : seen);
