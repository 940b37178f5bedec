import { formatProblem, type Problem } from '../base/index.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import type { Io } from './io.ts';

/** Prints problems (as JSON on stdout under --json) and gives the exit code for them. */
export function reportProblems(
  io: Io,
  problems: readonly Problem[],
  code: ExitCode = exitCode.usage,
): ExitCode {
  if (io.json) io.out(`${JSON.stringify({ error: { code, problems } }, null, 2)}\n`);
  for (const problem of problems) io.err(`error: ${formatProblem(problem)}\n`);
  return code;
}

/** A plain failure with its cure, on the same channels. */
export function reportFailure(
  io: Io,
  code: ExitCode,
  message: string,
  hint?: string,
  /** Members of the JSON document alone: what stderr has been told already. */
  details: Readonly<Record<string, unknown>> = {},
): ExitCode {
  if (io.json)
    io.out(`${JSON.stringify({ error: { code, message, hint, ...details } }, null, 2)}\n`);
  io.err(`error: ${message}\n`);
  if (hint !== undefined) io.err(`hint: ${hint}\n`);
  return code;
}
