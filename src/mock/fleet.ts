import { ok, type Result } from '../base/index.ts';
import type { AnswerKey, MockFleet } from '../spec/index.ts';
import { resolveFleet } from './box/index.ts';
import { indexKeys } from './quality/index.ts';
import { Box } from './serve/box.ts';
import { type BoxEndpoint, BoxServer } from './serve/box-server.ts';
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

/** Starts every box of a fleet; problems (unknown GPU, a model that does not fit) before any port opens. */
export async function startFleet(
  fleet: MockFleet,
  options: FleetOptions = {},
): Promise<Result<RunningFleet>> {
  const resolved = resolveFleet(fleet);
  if (!resolved.ok) return resolved;
  const host = options.host ?? '127.0.0.1';
  const servers: BoxServer[] = [];
  const endpoints: BoxEndpoint[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.stop()));
  };
  try {
    for (const [index, settings] of resolved.value.entries()) {
      const written = fleet.boxes[index];
      const base = options.portBase;
      const box = new Box(fleet, index, settings, indexKeys(options.keys?.[settings.id] ?? []));
      const server = new BoxServer(box, {
        host,
        port: written?.port ?? (base === undefined ? 0 : base + index),
        adminPort: base === undefined ? 0 : base + 100 + index,
      });
      servers.push(server);
      endpoints.push(await server.start(written?.changes ?? []));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return ok({ endpoints, truth: truthOf(fleet, resolved.value), stop });
}
