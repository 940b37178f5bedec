import { type OperatingPoint, operatingPoints } from '../../analysis/index.ts';
import type { Problem } from '../../base/index.ts';
import { writeAtomic } from '../../edge/files/index.ts';
import { calibrationDocument, renderTerminal } from '../../report/index.ts';
import { fitCalibration } from '../../sizing/index.ts';
import { exitCode } from '../exit-code.ts';
import { reportFailure, reportProblems } from '../fault.ts';
import { reportDirectory } from '../run/finish-run.ts';
import { type CommandDefinition, textArguments, textOption } from './command.ts';

/** `steelyard calibrate <run-dir>... -o calibration.json`. */
export const calibrateCommand: CommandDefinition = {
  name: 'calibrate',
  summary: 'fit the sizing model to measured runs; says what the data could not identify',
  examples: ['steelyard calibrate reports/demo -o calibration.json'],
  declare(command) {
    command
      .argument('<run-dir...>', 'run directories whose valid cells are learnt from')
      .option('-o, --out <file>', 'where the calibration goes', 'calibration.json');
  },
  run(context) {
    const { io } = context;
    const points: OperatingPoint[] = [];
    const problems: Problem[] = [];
    let unusable = 0;
    for (const directory of textArguments(context, 0)) {
      const finished = reportDirectory(directory);
      if (!finished.ok) {
        problems.push(...finished.problems);
        continue;
      }
      const { run, figures } = finished.value;
      const found = operatingPoints(figures.summary, run.fleet);
      points.push(...found.points);
      unusable += found.unusable.length;
      for (const u of found.unusable) {
        if (!io.quiet) io.err(`left out: ${u.endpoint} ${u.scenario} #${u.loadPoint}: ${u.why}\n`);
      }
    }
    if (problems.length > 0) return Promise.resolve(reportProblems(io, problems));
    const calibration = fitCalibration(points);
    if (calibration.provenance.points === 0) {
      const code = reportFailure(
        io,
        exitCode.notValid,
        `no usable operating point: ${calibration.provenance.refused.length} refused, ${unusable} without the facts that a fit needs`,
        'name gpu, model, count and precision of each box in the fleet file, and mend what made the cells not valid',
      );
      return Promise.resolve(code);
    }
    const out = textOption(context, 'out') ?? 'calibration.json';
    const text = `${JSON.stringify(calibration, null, 2)}\n`;
    writeAtomic(out, text);
    if (io.json) io.out(text);
    else {
      io.out(renderTerminal(calibrationDocument(calibration, io.lang), io.columns));
      io.out(`\n${out}\n`);
    }
    return Promise.resolve(exitCode.done);
  },
};
