import type { ServerFacts } from '../server-facts.ts';

/** The host of a box over node_exporter. */
export const node: ServerFacts = {
  id: 'node',
  prefix: 'node_',
  aliases: [
    { meaning: 'hostLoad', name: 'node_load1' },
    { meaning: 'hostMemoryAvailable', name: 'node_memory_MemAvailable_bytes' },
  ],
};
