import { renderTerminal, runDigest } from '../../report/index.ts';
import { exitCode } from '../exit-code.ts';
import { reportFailure, reportProblems } from '../fault.ts';
import { reportDirectory } from '../run/finish-run.ts';
import { type CommandDefinition, textArgument } from './command.ts';

/** `steelyard bakeoff <run-dir>`. */
export const bakeoffCommand: CommandDefinition = {
  name: 'bakeoff',
  summary: 'rank the endpoints of a run, with intervals; says what is not separable',
  examples: ['steelyard bakeoff reports/demo', 'steelyard bakeoff reports/demo --lang zh'],
  declare(command) {
    command.argument('<run-dir>', 'a run directory with at least two endpoints');
  },
  run(context) {
    const { io } = context;
    const finished = reportDirectory(textArgument(context, 0), io.langGiven);
    if (!finished.ok) return Promise.resolve(reportProblems(io, finished.problems));
    const { bakeoff } = finished.value.figures;
    if (bakeoff === undefined) {
      return Promise.resolve(
        reportFailure(
          io,
          exitCode.usage,
          'a bake-off needs at least two endpoints in one run',
          'name them all in one plan: they are then asked the same tasks in turn',
        ),
      );
    }
    if (io.json) io.out(`${JSON.stringify(bakeoff, null, 2)}\n`);
    else io.out(renderTerminal(runDigest(finished.value.report), io.columns));
    return Promise.resolve(bakeoff.notCompared.length > 0 ? exitCode.notValid : exitCode.done);
  },
};
