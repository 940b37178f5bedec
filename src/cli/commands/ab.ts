import { join } from 'node:path';
import { type AbResult, abSchema, compareEndpoints, DEFAULT_MARGIN } from '../../analysis/index.ts';
import { writeAtomic } from '../../edge/files/index.ts';
import { abDocument, renderTerminal } from '../../report/index.ts';
import { didYouMean } from '../../spec/index.ts';
import { type ExitCode, exitCode, worstExit } from '../exit-code.ts';
import { reportFailure, reportProblems } from '../fault.ts';
import { comparedRun, endpointDifferences } from '../run/compared-run.ts';
import {
  type CommandContext,
  type CommandDefinition,
  flagOption,
  numberOption,
  textArgument,
  textOption,
} from './command.ts';
import { numberWithin } from './option-parsers.ts';

/** `steelyard ab <run-dir> --a ID --b ID`. */
export const abCommand: CommandDefinition = {
  name: 'ab',
  summary: 'compare two endpoints of a run on the same items: accuracy, flips, speed',
  examples: [
    'steelyard ab reports/demo --a box-a --b box-b',
    'steelyard ab reports/demo --a box-a --b box-b --margin 0.01 --gate',
  ],
  declare(command) {
    command
      .argument('<run-dir>', 'a run directory in which both were driven')
      .requiredOption('--a <id>', 'baseline')
      .requiredOption('--b <id>', 'candidate')
      .option(
        '--margin <share>',
        'largest acceptable loss in accuracy; default: of the plan, else 0.02',
        numberWithin(1e-6, 0.5),
      )
      .option('--sequential', 'also the verdict that holds whenever one looks')
      .option('--gate', 'exit 5 where the loss exceeds the margin, 6 where neither is shown');
  },
  run: (context) => Promise.resolve(ab(context)),
};

function ab(context: CommandContext): ExitCode {
  const { io } = context;
  const directory = textArgument(context, 0);
  const read = comparedRun(directory);
  if (!read.ok) return reportProblems(io, read.problems);
  const { run, units } = read.value;
  const baseline = textOption(context, 'a') ?? '';
  const candidate = textOption(context, 'b') ?? '';
  const driven = [...new Set(units.summary.cells.map((c) => c.endpoint))].sort();
  for (const [flag, id] of [
    ['--a', baseline],
    ['--b', candidate],
  ] as const) {
    if (driven.includes(id)) continue;
    const near = didYouMean(id, driven);
    const hint = near ?? `the run has ${driven.join(', ')}`;
    return reportProblems(io, [{ file: flag, expected: 'an endpoint of the run', seen: id, hint }]);
  }
  if (baseline === candidate) {
    return reportFailure(
      io,
      exitCode.usage,
      '--a and --b name the same endpoint',
      'steelyard aa compares an endpoint with itself',
    );
  }
  const margins = run.plan.margins ?? {};
  const result = compareEndpoints({
    run: units,
    baseline,
    candidate,
    margin: numberOption(context, 'margin') ?? margins['accuracy'] ?? DEFAULT_MARGIN,
    speedMargins: margins,
    keys: endpointDifferences(run, baseline, candidate),
    seed: run.plan.seed,
    sequential: flagOption(context, 'sequential') || run.plan.stopping?.kind === 'e-process',
  });
  const checked = abSchema.parse(result);
  const text = `${JSON.stringify(checked, null, 2)}\n`;
  writeAtomic(join(directory, 'ab.json'), text);
  if (io.json) io.out(text);
  else io.out(renderTerminal(abDocument(checked, io.langGiven ?? run.manifest.lang), io.columns));
  return worstExit([
    checked.notCompared.length > 0 ? exitCode.notValid : exitCode.done,
    flagOption(context, 'gate') ? gateCode(checked) : exitCode.done,
  ]);
}

/** The margin as a gate: its unfavourable limit for 0, its favourable one for 5, else 6. */
function gateCode({ accuracy, margin }: AbResult): ExitCode {
  if ('absent' in accuracy) return exitCode.notProven;
  if (accuracy.nonInferiority.holds) return exitCode.done;
  const decidable = !accuracy.warnings.includes('too-few-clusters');
  return decidable && accuracy.nonInferiority.upperLimit < -margin
    ? exitCode.gateFailed
    : exitCode.notProven;
}
