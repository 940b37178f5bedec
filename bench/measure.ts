import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Program } from './build.ts';
import { foreignCores, machineCpu } from './busy.ts';
import type { ClientReport } from './clients/client-child.ts';

/** How many streams at which rate, for how long. */
export interface Shape {
  readonly streams: number;
  readonly ratePerS: number;
  readonly seconds: number;
  readonly phase: 'apart' | 'together';
}

/** One client over one shape, once. */
export interface Taken extends ClientReport {
  readonly eventsPerCpuS: number;
  /** Cores that other processes used meanwhile; absent where the system does not tell. */
  readonly foreign: number | undefined;
  /** Worst lateness of the source itself. */
  readonly sourceLateUs: number;
  readonly sourceBlocked: number;
}

const canPin = spawnSync('taskset', ['-V']).status === 0;

/** Source on the first core, client on the second, where the system can pin. */
const pinned = (core: number, { command, args }: Program): [string, string[]] =>
  canPin ? ['taskset', ['-c', String(core), command, ...args]] : [command, [...args]];

export async function take(source: Program, client: Program, shape: Shape): Promise<Taken> {
  const before = machineCpu();
  const ownBefore = process.cpuUsage();
  const events = Math.round(shape.ratePerS * shape.seconds);
  const [command, args] = pinned(0, source);
  const feed = spawn(
    command,
    [...args, ...[shape.streams, shape.ratePerS, events].map(String), shape.phase],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines = jsonLines(feed);
  const port = numberIn(await lines(), 'port');
  const [runner, runnerArgs] = pinned(1, client);
  const child = spawn(runner, [...runnerArgs, String(port), String(shape.streams)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const reported = once(child, 'message');
  const exited = once(child, 'exit');
  const died = exited.then(([code]) => {
    throw new Error(`${client.name} ended with ${code} before it reported`);
  });
  try {
    const start = await Promise.race([lines(), died]);
    child.send(numberIn(start, 'startNs'));
    const [message] = await Promise.race([reported, died]);
    const report = message as ClientReport;
    const end = await lines();
    await exited;
    const after = machineCpu();
    const own = process.cpuUsage(ownBefore);
    const ownMs = report.totalCpuMs + numberIn(end, 'cpuMs') + (own.user + own.system) / 1000;
    return {
      ...report,
      eventsPerCpuS: report.events / (report.cpuMs / 1000),
      foreign: before && after ? foreignCores(before, after, ownMs) : undefined,
      sourceLateUs: numberIn(end, 'worstLateUs'),
      sourceBlocked: numberIn(end, 'blocked'),
    };
  } finally {
    died.catch(() => undefined);
    feed.kill();
    child.kill();
  }
}

/** Reads a process's lines one after the other as JSON. */
function jsonLines(child: ChildProcess): () => Promise<Record<string, unknown>> {
  if (child.stdout === null) throw new Error('no output to read');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async () => JSON.parse((await lines.next()).value ?? '{}');
}

function numberIn(line: Record<string, unknown>, name: string): number {
  const value = line[name];
  if (typeof value !== 'number') throw new Error(`the source did not say ${name}`);
  return value;
}
