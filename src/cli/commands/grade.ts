import { exitCode } from '../exit-code.ts';
import { reportProblems } from '../fault.ts';
import { gradeDirectory, isGradable, reportDirectory } from '../run/finish-run.ts';
import { writeReportWorkbook } from '../run/write-report-workbook.ts';
import { type CommandDefinition, textArgument } from './command.ts';

/** `steelyard grade <run-dir>`. */
export const gradeCommand: CommandDefinition = {
  name: 'grade',
  summary: 'grade a run again from its records; asks no endpoint',
  examples: ['steelyard grade reports/demo', 'steelyard grade reports/demo --json'],
  declare(command) {
    command.argument('<run-dir>', 'a run directory');
  },
  async run(context) {
    const { io } = context;
    const directory = textArgument(context, 0);
    const gradable = isGradable(directory);
    if (!gradable.ok) return reportProblems(io, gradable.problems);
    if (!gradable.value) {
      return reportProblems(io, [
        {
          file: directory,
          expected: 'a run whose answers were kept',
          seen: 'store: hash',
          hint: 'with store: hash answers are graded once, during the run: nothing is left to grade again',
        },
      ]);
    }
    const graded = await gradeDirectory(directory);
    if (!graded.ok) return reportProblems(io, graded.problems);
    const finished = reportDirectory(directory, io.langGiven);
    if (!finished.ok) return reportProblems(io, finished.problems);
    await writeReportWorkbook(finished.value);
    const { summary } = finished.value.figures;
    if (io.json) io.out(`${JSON.stringify(summary, null, 2)}\n`);
    else {
      const kinds = ['correct', 'incorrect', 'ungraded', 'excluded'] as const;
      const counts = kinds.map((k) => `${graded.value.filter((v) => v.kind === k).length} ${k}`);
      io.out(`${graded.value.length} task runs graded: ${counts.join(', ')}\n`);
    }
    return exitCode.done;
  },
};
