import type { z } from 'zod';
import { fail, ok, type Problem, type Result } from '../../base/index.ts';
import { type Finding, liesWithin } from './finding.ts';
import { schemaFindings } from './schema-findings.ts';
import { secretFindings } from './secrets.ts';
import { readSource, type SpecSource } from './spec-source.ts';

/** What a schema cannot say: a pure look at data that may not be valid yet. Empty when all is well. */
export type Check = (data: unknown) => readonly Finding[];

export interface ParseOptions {
  readonly checks?: readonly Check[];
  /** False for files whose texts are data (tasks and answers) and may look like anything. */
  readonly refuseSecrets?: boolean;
}

/** A value together with the text it came from, for checks against other files. */
export interface Located<T> {
  readonly value: T;
  readonly source: SpecSource;
}

/**
 * The value that a text of YAML 1.2 or JSON holds, or every problem of it at once, each with file,
 * line, column, path, what was seen and expected, and a hint. `fileName` is used for messages only.
 */
export function parseSpec<T>(
  schema: z.ZodType<T>,
  text: string,
  fileName: string,
  options: ParseOptions = {},
): Result<T> {
  const located = parseLocated(schema, text, fileName, options);
  return located.ok ? ok(located.value.value) : located;
}

/** As parseSpec, and keeps where each part stands. */
export function parseLocated<T>(
  schema: z.ZodType<T>,
  text: string,
  fileName: string,
  options: ParseOptions = {},
): Result<Located<T>> {
  const read = readSource(text, fileName);
  if (!read.ok) return read;
  const source = read.value;
  const { data } = source;
  const secrets = options.refuseSecrets === false ? [] : secretFindings(data);
  const outcome = schemaFindings(schema, data);
  const others = [
    ...('findings' in outcome ? outcome.findings : []),
    ...(options.checks ?? []).flatMap((check) => check(data)),
  ].filter(({ path }) => !secrets.some((secret) => liesWithin(path, secret.path)));
  const problems = sorted(withoutRepeats([...secrets, ...others].map(source.problem)));
  if (problems.length > 0) return fail(...problems);
  // Nothing to report and no value cannot be: a schema that fails gives at least one finding.
  if (!('value' in outcome)) throw new TypeError('a failed schema without a finding');
  return ok({ value: outcome.value, source });
}

const sorted = (problems: readonly Problem[]): Problem[] =>
  [...problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));

/** A check may say what the schema has said already. */
function withoutRepeats(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter((problem) => {
    const key = JSON.stringify([problem.path, problem.line, problem.column, problem.expected]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
