import { Command } from 'commander';
import type { CommandContext } from './commands/command.ts';
import { commands } from './commands/index.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { type CommonOptions, processIo } from './io.ts';
import { packageVersion } from './package.ts';

/** Parses the arguments, runs the one command they name, and gives its exit code. */
export async function buildProgram(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = exitCode.done;
  const program = new Command('steelyard')
    .description('Weighs LLM inference fleets: latency, throughput, graded accuracy, sizing.')
    .version(packageVersion())
    .exitOverride()
    .showHelpAfterError('(steelyard <command> --help shows its options and examples)')
    .showSuggestionAfterError();
  for (const command of commands) {
    const sub = program.command(command.name).description(command.summary).exitOverride();
    command.declare(sub);
    sub
      .option('--json', 'print the result as one JSON document on stdout, and nothing else there')
      .option('--quiet', 'no progress and no notes on stderr')
      .addOption(sub.createOption('--lang <lang>', 'language of texts').choices(['en', 'zh']))
      .option('-v, --verbose', 'more detail in errors and logs')
      .addHelpText('after', `\nExamples:\n${command.examples.map((e) => `  ${e}`).join('\n')}\n`)
      .action(async (...given: unknown[]) => {
        const options = sub.opts<CommonOptions & Record<string, unknown>>();
        const positional = given.slice(0, sub.registeredArguments.length);
        const context: CommandContext = { io: processIo(options), options, positional };
        code = await command.run(context);
      });
  }
  await program.parseAsync([...args], { from: 'user' });
  return code;
}
