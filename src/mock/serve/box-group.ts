import type { AnswerKey, MockFleet } from '../../spec/index.ts';
import type { BoxSettings } from '../box/index.ts';
import { indexKeys } from '../quality/index.ts';
import { Box } from './box.ts';
import { type BoxEndpoint, BoxServer } from './box-server.ts';

/** Some boxes of a fleet, as plain data: the same on whichever thread they run. */
export interface BoxGroup {
  readonly fleet: MockFleet;
  /** Which boxes, by their place in the fleet. */
  readonly indices: readonly number[];
  /** Of every box, in the order of the fleet. */
  readonly settings: readonly BoxSettings[];
  /** Answer keys by box id. */
  readonly keys: Readonly<Record<string, readonly AnswerKey[]>>;
  readonly host: string;
  /** Box i takes this + i, its admin page this + 100 + i; absent: any free ports. */
  readonly portBase?: number;
}

/** Boxes that are up. */
export interface RunningGroup {
  /** In the order of `indices`. */
  readonly endpoints: readonly BoxEndpoint[];
  stop(): Promise<void>;
}

/** Starts the boxes of a group on this event loop; throws, with all ports closed, where one is taken. */
export async function startGroup(group: BoxGroup): Promise<RunningGroup> {
  const { fleet, portBase, host } = group;
  const servers: BoxServer[] = [];
  const endpoints: BoxEndpoint[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.stop()));
  };
  try {
    for (const index of group.indices) {
      const settings = group.settings[index];
      if (settings === undefined) throw new Error(`the fleet has no box ${index}`);
      const written = fleet.boxes[index];
      const keys = indexKeys(group.keys[settings.id] ?? []);
      const server = new BoxServer(new Box(fleet, index, settings, keys), {
        host,
        port: written?.port ?? (portBase === undefined ? 0 : portBase + index),
        adminPort: portBase === undefined ? 0 : portBase + 100 + index,
      });
      servers.push(server);
      endpoints.push(await server.start(written?.changes ?? []));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoints, stop };
}
