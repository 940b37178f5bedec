import { availableParallelism } from 'node:os';
import { ok, type Result } from '../base/index.ts';
import type { AnswerKey, MockFleet } from '../spec/index.ts';
import { resolveFleet } from './box/index.ts';
import { type RunningGroup, startGroup } from './serve/box-group.ts';
import type { BoxEndpoint } from './serve/box-server.ts';
import { canSpread, startOnThread } from './serve/box-thread.ts';
import { type FleetTruth, truthOf } from './truth.ts';

export interface FleetOptions {
  /** Answer keys of each box that names some, by box id. */
  readonly keys?: Readonly<Record<string, readonly AnswerKey[]>>;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** First port; box i takes this + i, its admin page this + 100 + i. Absent: any free ports. */
  readonly portBase?: number;
}

/** A fleet that is up. */
export interface RunningFleet {
  readonly endpoints: readonly BoxEndpoint[];
  readonly truth: FleetTruth;
  stop(): Promise<void>;
}

/**
 * Half the cores, for the measuring client needs the others: waiting for an instant takes turns of the
 * loop, so each further loop costs CPU. On two cores one loop is later by less than two are.
 */
const threadsFor = (fleet: MockFleet): number => {
  if (!canSpread()) return 1;
  const wanted = fleet.threads ?? Math.floor(availableParallelism() / 2);
  return Math.max(1, Math.min(wanted, fleet.boxes.length));
};

/**
 * Starts every box of a fleet; problems (unknown GPU, a model that does not fit) before any port opens.
 * Box i runs on thread i modulo their number; all share this loop where that is 1, or from source.
 */
export async function startFleet(
  fleet: MockFleet,
  options: FleetOptions = {},
): Promise<Result<RunningFleet>> {
  const resolved = resolveFleet(fleet);
  if (!resolved.ok) return resolved;
  const settings = resolved.value;
  const { keys = {}, host = '127.0.0.1', portBase } = options;
  const shared = { fleet, settings, keys, host, ...(portBase === undefined ? {} : { portBase }) };
  const threads = threadsFor(fleet);
  const groups = Array.from({ length: threads }, (_, thread) => ({
    ...shared,
    indices: settings.map((_box, index) => index).filter((index) => index % threads === thread),
  }));
  const start = threads === 1 ? startGroup : startOnThread;
  const running: RunningGroup[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(running.map((group) => group.stop()));
  };
  try {
    for (const group of groups) running.push(await start(group));
  } catch (error) {
    await stop();
    throw error;
  }
  const endpoints = settings.flatMap((_, index) => {
    const endpoint = running[index % threads]?.endpoints[Math.floor(index / threads)];
    return endpoint === undefined ? [] : [endpoint];
  });
  return ok({ endpoints, truth: truthOf(fleet, settings), stop });
}
