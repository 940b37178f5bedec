import { historyOf, historySchema } from '../../analysis/index.ts';
import { historyDocument, renderTerminal } from '../../report/index.ts';
import {
  baselineHistory,
  DEFAULT_BASELINES,
  listBaselines,
  saveBaseline,
} from '../baseline/baseline-store.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { reportFailure, reportProblems } from '../fault.ts';
import { comparedRun } from '../run/compared-run.ts';
import {
  type CommandContext,
  type CommandDefinition,
  textArgument,
  textOption,
} from './command.ts';

/** `steelyard baseline save <name> <run-dir> | list | show <name>`. */
export const baselineCommand: CommandDefinition = {
  name: 'baseline',
  summary: 'save runs as named baselines, list them, show the history of one',
  examples: [
    'steelyard baseline save release reports/before',
    'steelyard baseline list',
    'steelyard baseline show release',
    'steelyard check reports/after --baseline release',
  ],
  declare(command) {
    command
      .argument('<action>', 'save, list or show')
      .argument('[name]', 'name of the baseline')
      .argument('[run-dir]', 'save: the run directory')
      .option('--dir <folder>', `where baselines lie; default ${DEFAULT_BASELINES}`);
  },
  run: (context) => Promise.resolve(run(context)),
};

function run(context: CommandContext): ExitCode {
  const { io } = context;
  const [action, name, directory] = [0, 1, 2].map((i) => textArgument(context, i));
  const folder = textOption(context, 'dir') ?? DEFAULT_BASELINES;
  switch (action) {
    case 'save':
      return name === '' || directory === ''
        ? missing(context, 'steelyard baseline save <name> <run-dir>')
        : save(context, name ?? '', directory ?? '', folder);
    case 'list':
      return list(context, folder);
    case 'show':
      return name === ''
        ? missing(context, 'steelyard baseline show <name>')
        : show(context, name ?? '', folder);
    default:
      return reportFailure(
        io,
        exitCode.usage,
        `expected save, list or show, saw ${action}`,
        'steelyard baseline --help shows examples',
      );
  }
}

const missing = ({ io }: CommandContext, line: string): ExitCode =>
  reportFailure(io, exitCode.usage, 'an argument is missing', line);

function save({ io }: CommandContext, name: string, directory: string, folder: string): ExitCode {
  const saved = saveBaseline(name, directory, folder);
  if (!saved.ok) return reportProblems(io, saved.problems);
  if (io.json) io.out(`${JSON.stringify(saved.value, null, 2)}\n`);
  else io.out(`${saved.value.name}: ${saved.value.runId}\n`);
  return exitCode.done;
}

function list({ io }: CommandContext, folder: string): ExitCode {
  const baselines = listBaselines(folder);
  if (io.json) {
    io.out(`${JSON.stringify({ schema: 'steelyard.baselines/1', baselines }, null, 2)}\n`);
  } else {
    for (const { name, runs } of baselines) {
      io.out(`${name}: ${runs.length} (${runs.at(-1)?.runId})\n`);
    }
    if (baselines.length === 0 && !io.quiet) io.err(`no baseline is saved in ${folder}\n`);
  }
  return exitCode.done;
}

function show({ io }: CommandContext, name: string, folder: string): ExitCode {
  const history = baselineHistory(name, folder);
  if (!history.ok) return reportProblems(io, history.problems);
  const runs = [];
  for (const { entry, directory } of history.value) {
    const read = comparedRun(directory);
    if (!read.ok) return reportProblems(io, read.problems);
    const { runId, startedAt } = entry;
    runs.push({ runId, startedAt, summary: read.value.units.summary });
  }
  const result = historySchema.parse(historyOf(name, runs));
  if (io.json) io.out(`${JSON.stringify(result, null, 2)}\n`);
  else io.out(renderTerminal(historyDocument(result, io.lang), io.columns));
  return exitCode.done;
}
