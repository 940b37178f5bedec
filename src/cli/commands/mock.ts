import { writeFile } from 'node:fs/promises';
import { canonicalJson, fail, ok, type Result } from '../../base/index.ts';
import { type BoxEndpoint, readFleet, startFleet } from '../../mock/index.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { reportProblems } from '../fault.ts';
import type { Io } from '../io.ts';
import {
  type CommandContext,
  type CommandDefinition,
  numberOption,
  textArgument,
  textOption,
} from './command.ts';
import { wholeNumber } from './option-parsers.ts';

/** What `steelyard mock` was asked to do. */
export interface MockRequest {
  readonly file: string;
  /** Where the sealed truth goes; absent: nowhere. */
  readonly truth?: string;
  /** Where the boxes' own logs go when the fleet is stopped; absent: nowhere. */
  readonly log?: string;
  readonly portBase?: number;
  readonly host?: string;
}

/**
 * Starts a mock fleet, prints its one ready line on stdout, and serves until `stopped` resolves.
 * Nothing else ever goes to stdout.
 */
export async function runMock(
  request: MockRequest,
  io: Io,
  stopped: Promise<unknown>,
): Promise<ExitCode> {
  const files = await readFleet(request.file);
  if (!files.ok) return reportProblems(io, files.problems);
  const fleet = await startFleet(files.value.fleet, {
    keys: files.value.keys,
    ...(request.portBase === undefined ? {} : { portBase: request.portBase }),
    ...(request.host === undefined ? {} : { host: request.host }),
  });
  if (!fleet.ok) {
    const problems = fleet.problems.map((problem) => ({ ...problem, file: request.file }));
    return reportProblems(io, problems);
  }
  const sealed =
    request.truth === undefined
      ? ok(undefined)
      : await written('--truth', request.truth, `${canonicalJson(fleet.value.truth)}\n`);
  if (!sealed.ok) {
    await fleet.value.stop();
    return reportProblems(io, sealed.problems);
  }
  io.out(`${JSON.stringify({ ready: true, endpoints: fleet.value.endpoints })}\n`);
  await stopped;
  const logged = await keepLog(request.log, fleet.value.endpoints);
  await fleet.value.stop();
  return logged.ok ? exitCode.done : reportProblems(io, logged.problems);
}

/** Writes what every box says that it sent when, one request a line. */
async function keepLog(
  file: string | undefined,
  endpoints: readonly BoxEndpoint[],
): Promise<Result<void>> {
  if (file === undefined) return ok(undefined);
  const pages = endpoints.map(async ({ id, admin }) => {
    const page = await (await fetch(`${admin}/log`)).text();
    return page.replaceAll(/^\{/gm, `{"box":${JSON.stringify(id)},`);
  });
  return written('--log', file, (await Promise.all(pages)).join(''));
}

/** Writes a file of judges, readable by its owner only. */
async function written(option: string, file: string, text: string): Promise<Result<void>> {
  try {
    await writeFile(file, text, { mode: 0o600 });
    return ok(undefined);
  } catch (error) {
    const seen = error instanceof Error ? error.message : String(error);
    return fail({ file: option, expected: 'a file that can be written', seen });
  }
}

/** Resolves at the first SIGINT or SIGTERM. */
const interrupted = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });

/** `steelyard mock <mock.yaml>`. */
export const mockCommand: CommandDefinition = {
  name: 'mock',
  summary: 'start a mock fleet with planted speed, quality, faults and lies',
  examples: [
    'steelyard mock fixtures/mock/demo.yaml',
    'steelyard mock fixtures/mock/demo.yaml --port-base 18000 --truth truth.json',
  ],
  declare(command) {
    command
      .argument('<mock.yaml>', 'the fleet to start')
      .option('--truth <file>', 'write what is planted, for judges and tests')
      .option('--log <file>', 'write at the end when each box sent what, for judges and tests')
      .option('--port-base <n>', 'port of the first box; default: free ports', wholeNumber(1))
      .option('--host <address>', 'address to listen on; default 127.0.0.1');
  },
  run(context: CommandContext) {
    const truth = textOption(context, 'truth');
    const log = textOption(context, 'log');
    const portBase = numberOption(context, 'portBase');
    const host = textOption(context, 'host');
    const request: MockRequest = {
      file: textArgument(context, 0),
      ...(truth === undefined ? {} : { truth }),
      ...(log === undefined ? {} : { log }),
      ...(portBase === undefined ? {} : { portBase }),
      ...(host === undefined ? {} : { host }),
    };
    return runMock(request, context.io, interrupted());
  },
};
