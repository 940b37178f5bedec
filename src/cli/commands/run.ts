import { type ExitCode, exitCode, worstExit } from '../exit-code.ts';
import { reportFailure, reportProblems } from '../fault.ts';
import { readFloor } from '../floor/read-floor.ts';
import type { Io } from '../io.ts';
import { dryRun } from '../run/dry-run.ts';
import { executeRun } from '../run/execute-run.ts';
import { finishExecution } from '../run/finish-execution.ts';
import { resolveForRun } from '../run/resolve-for-run.ts';
import { traceOf } from '../run/trace-input.ts';
import { transportNames } from '../run/walker.ts';
import {
  type CommandContext,
  type CommandDefinition,
  flagOption,
  numberOption,
  textArgument,
  textOption,
} from './command.ts';
import { commaList, wholeNumber } from './option-parsers.ts';

/** `steelyard run <plan.yaml>`. */
export const runCommand: CommandDefinition = {
  name: 'run',
  summary: 'drive the load, grade the answers, write a run directory with its reports',
  examples: [
    'steelyard run plan.yaml',
    'steelyard run plan.yaml --dry-run',
    'steelyard run plan.yaml --only box-a,box-b --out reports/round-2',
    'steelyard run plan.yaml --resume reports/poc-round-1-20261122T201107Z',
  ],
  declare(command) {
    command
      .argument('<plan.yaml>', 'the plan to carry out')
      .option('--out <dir>', 'run directory; default reports/<plan name>-<UTC time>')
      .option('--resume <dir>', 'go on with an interrupted run')
      .option('--seed <n>', "instead of the plan's seed", wholeNumber(0))
      .option('--only <ids>', 'only these endpoints, separated by commas', commaList)
      .option('--workers <n>', "worker threads, instead of the plan's", wholeNumber(1))
      .addOption(
        command
          .createOption('--transport <client>', 'the HTTP client to measure with')
          .choices(transportNames)
          .default('undici'),
      )
      .option(
        '--floor <file>',
        "the instrument's floor (steelyard floor --out), printed beside the figures",
      )
      .option('--dry-run', 'print the schedule and what it would cost; send nothing')
      .option('--gate', 'exit with 5 where an objective of the plan is not met, 6 where not proven')
      .option('--skip-failed', 'go on without endpoints that fail preflight')
      .option('--yes', "no question before a run above the plan's limits");
  },
  run: runRun,
};

async function runRun(context: CommandContext): Promise<ExitCode> {
  const { io } = context;
  const only = context.options['only'];
  const seed = numberOption(context, 'seed');
  const resume = textOption(context, 'resume');
  const out = textOption(context, 'out');
  if (resume !== undefined && out !== undefined) {
    return reportFailure(io, exitCode.usage, '--out and --resume exclude each other');
  }
  const floorFile = textOption(context, 'floor');
  if (resume !== undefined && floorFile !== undefined) {
    return reportFailure(
      io,
      exitCode.usage,
      '--resume and --floor exclude each other',
      'a run keeps the floor it was started with',
    );
  }
  const floor = floorFile === undefined ? undefined : readFloor(floorFile);
  if (floor?.ok === false) return reportProblems(io, floor.problems);
  const resolved = await resolveForRun(textArgument(context, 0), {
    ...(seed === undefined ? {} : { seed }),
    ...(Array.isArray(only) ? { only: only.map(String) } : {}),
  });
  if (!resolved.ok) return reportProblems(io, resolved.problems);
  const trace = traceOf(resolved.value);
  if (!trace.ok) return reportProblems(io, trace.problems);
  const replayed = trace.value === undefined ? {} : { trace: trace.value };
  const workers = numberOption(context, 'workers');
  const transport = transportNames.find((name) => name === textOption(context, 'transport'));
  const guard = await dryRun(resolved.value, io, {
    ...replayed,
    print: flagOption(context, 'dryRun'),
    yes: flagOption(context, 'yes') || resume !== undefined,
  });
  if (guard.kind === 'stop') return guard.code;
  return measured(context, io, {
    resolved: resolved.value,
    skipFailed: flagOption(context, 'skipFailed'),
    unlimited: flagOption(context, 'yes'),
    ...replayed,
    ...(workers === undefined ? {} : { workers }),
    ...(transport === undefined ? {} : { transport }),
    ...(floor === undefined ? {} : { floor: floor.value }),
    ...(out === undefined ? {} : { out }),
    ...(resume === undefined ? {} : { resume }),
  });
}

async function measured(
  context: CommandContext,
  io: Io,
  request: Parameters<typeof executeRun>[0],
): Promise<ExitCode> {
  const execution = await executeRun(request, io);
  if (execution.kind === 'refused') return execution.code;
  const finished = await finishExecution(execution, io, { gate: flagOption(context, 'gate') });
  return worstExit([execution.code, finished]);
}
