import {
  type BoxEndpoint,
  type FleetTruth,
  readFleet,
  type SendEntry,
  startFleet,
} from '../../../src/mock/index.ts';
import { type AnswerKey, mockFleetSchema } from '../../../src/spec/index.ts';

/** A mock fleet on sockets of this process, and what only its own admin pages tell. */
export interface LiveFleet {
  readonly boxes: readonly BoxEndpoint[];
  readonly truth: FleetTruth;
  /** Entries of fleet.yaml for these boxes. */
  readonly endpoints: readonly {
    readonly id: string;
    readonly url: string;
    readonly server: string;
  }[];
  /** The chat requests that a box was sent, oldest first. */
  log(box: string): Promise<readonly SendEntry[]>;
  /** Changes settings of a box from now on. */
  change(box: string, set: object): Promise<void>;
  stop(): Promise<void>;
}

/** Starts boxes as a mock.yaml would describe them; every box reads `keys`. */
export async function liveFleet(
  boxes: readonly object[],
  keys: readonly AnswerKey[] = [],
): Promise<LiveFleet> {
  const fleet = mockFleetSchema.parse({ boxes });
  return started(
    await startFleet(fleet, { keys: Object.fromEntries(fleet.boxes.map((b) => [b.id, keys])) }),
  );
}

/** Starts the fleet of a file. */
export async function liveFleetOf(file: string): Promise<LiveFleet> {
  const files = await readFleet(file);
  if (!files.ok) throw new Error(JSON.stringify(files.problems));
  return started(await startFleet(files.value.fleet, { keys: files.value.keys }));
}

function started(result: Awaited<ReturnType<typeof startFleet>>): LiveFleet {
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const { endpoints: boxes, truth, stop } = result.value;
  const admin = (id: string): string => {
    const box = boxes.find((b) => b.id === id);
    if (box === undefined) throw new RangeError(`no box ${id}`);
    return box.admin;
  };
  return {
    boxes,
    truth,
    endpoints: boxes.map(({ id, url }) => ({ id, url: `${url}/v1`, server: 'vllm' })),
    log: async (box) => chatEntries(await (await fetch(`${admin(box)}/log`)).text()),
    change: async (box, set) => {
      const said = await fetch(admin(box), { method: 'POST', body: JSON.stringify(set) });
      if (!said.ok) throw new Error(`the box refused ${JSON.stringify(set)}: ${await said.text()}`);
    },
    stop,
  };
}

/** The entries of a log page that are chat requests. */
export const chatEntries = (page: string): SendEntry[] =>
  page
    .split('\n')
    .filter((line) => line !== '')
    .map((line): SendEntry => JSON.parse(line))
    .filter((entry) => entry.path.endsWith('/chat/completions'));
