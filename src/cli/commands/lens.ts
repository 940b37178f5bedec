import { compareLenses, lensTableSchema } from '../../analysis/index.ts';
import { type LensId, lenses } from '../../metric/index.ts';
import { lensDocument, renderTerminal, wordsOf } from '../../report/index.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { reportFailure, reportProblems } from '../fault.ts';
import { loadPointLabel } from '../run/load-point-label.ts';
import { readRun, WrongLine } from '../run/read-run.ts';
import { type CommandContext, type CommandDefinition, textArgument } from './command.ts';
import { commaList } from './option-parsers.ts';

const ids = Object.keys(lenses) as LensId[];

/** `steelyard lens <run-dir> --as vllm,guidellm,...`. */
export const lensCommand: CommandDefinition = {
  name: 'lens',
  summary: 'the same records under the metric definitions of other tools, beside ours',
  examples: ['steelyard lens reports/demo', 'steelyard lens reports/demo --as vllm,guidellm'],
  declare(command) {
    command
      .argument('<run-dir>', 'a run directory')
      .option(
        '--as <tools>',
        `which definitions, separated by commas: ${ids.join(', ')}`,
        commaList,
      );
  },
  run: (context) => Promise.resolve(lens(context)),
};

function lens(context: CommandContext): ExitCode {
  const { io } = context;
  const asked = context.options['as'];
  const names = Array.isArray(asked) ? asked.map(String) : ids;
  const unknown = names.filter((name) => !isLensId(name));
  if (unknown.length > 0) {
    return reportFailure(
      io,
      exitCode.usage,
      `no definitions of ${unknown.join(', ')}`,
      `there are ${ids.join(', ')}`,
    );
  }
  const run = readRun(textArgument(context, 0));
  if (!run.ok) return reportProblems(io, run.problems);
  const { manifest, loadPoints, records } = run.value;
  try {
    const table = compareLenses(manifest.runId, records(), [...new Set(names.filter(isLensId))]);
    if (io.json) {
      io.out(`${JSON.stringify(lensTableSchema.parse(table), null, 2)}\n`);
      return exitCode.done;
    }
    const lang = io.langGiven ?? manifest.lang;
    const words = wordsOf(lang);
    const label = (index: number): string => {
      const point = loadPoints[index];
      return point === undefined ? String(index) : loadPointLabel(point, words);
    };
    io.out(renderTerminal(lensDocument(table, lang, label), io.columns));
    return exitCode.done;
  } catch (error) {
    if (error instanceof WrongLine) return reportProblems(io, error.problems);
    throw error;
  }
}

const isLensId = (name: string): name is LensId => Object.hasOwn(lenses, name);
