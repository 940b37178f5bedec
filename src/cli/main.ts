import { CommanderError } from 'commander';
import { exitCode } from './exit-code.ts';
import { buildProgram } from './program.ts';

/** Runs one command line and sets the process's exit code by the contract; never rejects. */
export async function main(args: readonly string[]): Promise<void> {
  // A reader that has seen enough (`| head`) closes the pipe: the end of output, not a failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  // Whoever reads may stop reading (`steelyard ... | head`): what was asked for is done all the same.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  try {
    process.exitCode = await buildProgram(args);
  } catch (error) {
    process.exitCode = codeOf(error, args);
  }
}

function codeOf(error: unknown, args: readonly string[]): number {
  if (error instanceof CommanderError) {
    // --help and --version end through here as well, with code 0; commander has printed already.
    if (error.exitCode === 0) return exitCode.done;
    if (args.includes('--json')) printError(exitCode.usage, error.message.replace(/^error: /, ''));
    return exitCode.usage;
  }
  const verbose = args.includes('-v') || args.includes('--verbose');
  const text = error instanceof Error ? (verbose ? error.stack : error.message) : String(error);
  process.stderr.write(
    `error: a defect of steelyard itself: ${text}\n` +
      'hint: please report it with the command line; -v shows where it happened\n',
  );
  if (args.includes('--json')) printError(exitCode.defect, String(text));
  return exitCode.defect;
}

/** The one document of --json, where the command itself could not write it. */
const printError = (code: number, message: string): void =>
  void process.stdout.write(`${JSON.stringify({ error: { code, message } }, null, 2)}\n`);
