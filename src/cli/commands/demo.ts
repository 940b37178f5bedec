import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recommend } from '../../sizing/index.ts';
import { parseNeed } from '../../spec/index.ts';
import { demoFleet, demoNeed, demoPlan } from '../demo/demo-files.ts';
import { startMockProcess } from '../demo/mock-process.ts';
import { type ExitCode, exitCode, worstExit } from '../exit-code.ts';
import { reportFailure, reportProblems } from '../fault.ts';
import type { Io } from '../io.ts';
import { packageRoot } from '../package.ts';
import { executeRun } from '../run/execute-run.ts';
import { finishExecution } from '../run/finish-execution.ts';
import { NEED_INPUT } from '../run/learnt.ts';
import { resolveForRun } from '../run/resolve-for-run.ts';
import { type CommandDefinition, numberOption, textOption } from './command.ts';
import { wholeNumber } from './option-parsers.ts';

/** `steelyard demo`. */
export const demoCommand: CommandDefinition = {
  name: 'demo',
  summary: 'the main job on the embedded mock fleet, from nothing to the reports',
  examples: ['steelyard demo', 'steelyard demo --lang zh --out reports/demo'],
  declare(command) {
    command
      .option('--out <dir>', 'run directory; default reports/demo-<UTC time>')
      .option('--seed <n>', 'seed of the schedule', wholeNumber(0))
      .option('--fleet <mock.yaml>', 'another mock fleet with the same boxes')
      .option('--truth <file>', 'where the mock writes what it planted, for judges and tests')
      .option('--log <file>', 'where the mock writes when it sent what, for judges and tests');
  },
  async run(context) {
    const { io } = context;
    const folder = mkdtempSync(join(tmpdir(), 'steelyard-demo-'));
    const fleet = textOption(context, 'fleet') ?? join(packageRoot(), 'fixtures/mock/demo.yaml');
    const given = (name: 'truth' | 'log'): readonly string[] => {
      const file = textOption(context, name);
      return file === undefined ? [] : [`--${name}`, file];
    };
    const out = textOption(context, 'out');
    try {
      return await weigh(io, folder, {
        mock: [fleet, ...given('truth'), ...given('log')],
        seed: numberOption(context, 'seed') ?? 42,
        ...(out === undefined ? {} : { out }),
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function weigh(
  io: Io,
  folder: string,
  options: { readonly mock: readonly string[]; readonly seed: number; readonly out?: string },
): Promise<ExitCode> {
  if (!io.quiet) io.err('starting a mock fleet of three boxes\n');
  let mock: Awaited<ReturnType<typeof startMockProcess>>;
  try {
    mock = await startMockProcess(join(packageRoot(), 'bin/steelyard.js'), options.mock);
  } catch (error) {
    return reportFailure(
      io,
      exitCode.usage,
      error instanceof Error ? error.message : String(error),
    );
  }
  try {
    writeFileSync(join(folder, 'fleet.yaml'), demoFleet(mock.endpoints));
    writeFileSync(join(folder, 'plan.yaml'), demoPlan(options.seed));
    const resolved = await resolveForRun(join(folder, 'plan.yaml'), {});
    if (!resolved.ok) return reportProblems(io, resolved.problems);
    const before = firstChoice();
    if (!io.quiet && before !== undefined) {
      io.err(`before measuring, the sizing model would buy: ${before}\n`);
    }
    const execution = await executeRun(
      {
        resolved: resolved.value,
        skipFailed: false,
        unlimited: false,
        inputs: new Map([[NEED_INPUT, new TextEncoder().encode(demoNeed)]]),
        ...(options.out === undefined ? {} : { out: options.out }),
      },
      io,
    );
    if (execution.kind === 'refused') return execution.code;
    const finished = await finishExecution(execution, io, { gate: false });
    return worstExit([execution.code, finished]);
  } finally {
    await mock.stop();
  }
}

function firstChoice(): string | undefined {
  const need = parseNeed(demoNeed, NEED_INPUT);
  return need.ok ? recommend(need.value).plans[0]?.id : undefined;
}
