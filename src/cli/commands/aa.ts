import { join } from 'node:path';
import { aaSchema, selfComparison } from '../../analysis/index.ts';
import { writeAtomic } from '../../edge/files/index.ts';
import { aaDocument, renderTerminal } from '../../report/index.ts';
import { exitCode } from '../exit-code.ts';
import { reportProblems } from '../fault.ts';
import { comparedRun } from '../run/compared-run.ts';
import { type CommandDefinition, textArgument } from './command.ts';

/** `steelyard aa <run-dir>`. */
export const aaCommand: CommandDefinition = {
  name: 'aa',
  summary: 'compare each endpoint of a run with itself: the noise floor of every comparison',
  examples: ['steelyard aa reports/demo', 'steelyard aa reports/demo --json'],
  declare(command) {
    command.argument('<run-dir>', 'a run directory, best with epochs or repeats');
  },
  run(context) {
    const { io } = context;
    const directory = textArgument(context, 0);
    const read = comparedRun(directory);
    if (!read.ok) return Promise.resolve(reportProblems(io, read.problems));
    const { run, units } = read.value;
    const result = aaSchema.parse(selfComparison(units, run.plan.seed));
    const json = `${JSON.stringify(result, null, 2)}\n`;
    writeAtomic(join(directory, 'aa.json'), json);
    const document = aaDocument(result, io.langGiven ?? run.manifest.lang);
    io.out(io.json ? json : renderTerminal(document, io.columns));
    return Promise.resolve(result.notCompared.length > 0 ? exitCode.notValid : exitCode.done);
  },
};
