import { exitCode } from '../exit-code.ts';
import { reportProblems } from '../fault.ts';
import { reportDirectory } from '../run/finish-run.ts';
import { writeReportWorkbook } from '../run/write-report-workbook.ts';
import { type CommandDefinition, textArgument } from './command.ts';

/** `steelyard report <run-dir>`. */
export const reportCommand: CommandDefinition = {
  name: 'report',
  summary: 'write the reports of a run again from its records and verdicts',
  examples: ['steelyard report reports/demo', 'steelyard report reports/demo --lang zh'],
  declare(command) {
    command.argument('<run-dir>', 'a run directory');
  },
  async run(context) {
    const { io } = context;
    const finished = reportDirectory(textArgument(context, 0), io.langGiven);
    if (!finished.ok) return reportProblems(io, finished.problems);
    const files = [...finished.value.files, await writeReportWorkbook(finished.value)];
    if (io.json) io.out(`${JSON.stringify({ schema: 'steelyard.report/1', files }, null, 2)}\n`);
    else for (const file of files) io.out(`${file}\n`);
    return exitCode.done;
  },
};
