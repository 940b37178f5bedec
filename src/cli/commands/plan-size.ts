import { type PlanSizeQuestion, planSize, planSizeSchema } from '../../analysis/index.ts';
import { planSizeDocument, renderTerminal } from '../../report/index.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { reportFailure } from '../fault.ts';
import { type CommandContext, type CommandDefinition, numberOption } from './command.ts';
import { numberWithin, wholeNumber } from './option-parsers.ts';

/** Open ends of a share: 0 and 1 themselves are no drop, no rate and no power. */
const share = numberWithin(1e-6, 1 - 1e-6);

/** `steelyard plan-size`. */
export const planSizeCommand: CommandDefinition = {
  name: 'plan-size',
  summary: 'how many items and runs a comparison of accuracies needs, before the money is spent',
  examples: [
    'steelyard plan-size --drop 0.02 --flip-rate 0.05',
    'steelyard plan-size --margin 0.02 --flip-rate 0.05 --clusters 400 --icc 0.1',
  ],
  declare(command) {
    command
      .option('--drop <share>', 'true drop in accuracy to be found, 0.02 for two points', share)
      .option('--margin <share>', 'largest loss that is acceptable, to be shown', share)
      .requiredOption('--flip-rate <share>', 'share of items on which the two boxes differ', share)
      .option('--noise <share>', 'flip rate of a box against itself', numberWithin(0, 1 - 1e-6))
      .option('--power <share>', 'chance to succeed; default 0.9', share)
      .option('--clusters <n>', 'workbooks or templates the items come from', wholeNumber(1))
      .option('--icc <share>', 'correlation inside a cluster; default 0.2', numberWithin(0, 1))
      .option('--epochs <n>', 'how often each item is asked; default 1', wholeNumber(1));
  },
  run: (context) => Promise.resolve(run(context)),
};

function run(context: CommandContext): ExitCode {
  const { io } = context;
  const drop = numberOption(context, 'drop');
  const margin = numberOption(context, 'margin');
  const size = drop ?? margin;
  if (size === undefined || (drop !== undefined && margin !== undefined)) {
    return reportFailure(
      io,
      exitCode.usage,
      'expected exactly one of --drop and --margin',
      '--drop 0.02 finds a drop of two points; --margin 0.02 shows that the loss is below two points',
    );
  }
  const optional = {
    noiseFlipRate: numberOption(context, 'noise'),
    power: numberOption(context, 'power'),
    clusters: numberOption(context, 'clusters'),
    icc: numberOption(context, 'icc'),
    epochs: numberOption(context, 'epochs'),
  };
  const given = Object.fromEntries(
    Object.entries(optional).filter(([, value]) => value !== undefined),
  );
  const question: PlanSizeQuestion = {
    aim: drop === undefined ? 'margin' : 'drop',
    size,
    flipRate: numberOption(context, 'flipRate') ?? size,
    ...given,
  };
  const plan = planSize(question);
  if (plan.kind === 'absent') return reportFailure(io, exitCode.usage, plan.why);
  if (io.json) io.out(`${JSON.stringify(planSizeSchema.parse(plan.value), null, 2)}\n`);
  else io.out(renderTerminal(planSizeDocument(plan.value, io.lang), io.columns));
  return exitCode.done;
}
