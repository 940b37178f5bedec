import type { MockDialect, MockLaw } from '../../spec/index.ts';
import { mockServers, precisions } from '../../spec/index.ts';

/** What a preset name says: `8xh20-141g/vllm-0.10.0/deepseek-v3-fp8`. */
export interface Preset {
  readonly law: MockLaw;
  readonly dialect: MockDialect;
}

/**
 * Reads a preset name; absent where server or precision is not known. GPU and model are looked up
 * when the law is resolved.
 */
export function parsePreset(name: string): Preset | undefined {
  const [hardware = '', engine = '', weights = ''] = name.split('/');
  const times = hardware.indexOf('x');
  const dash = engine.indexOf('-');
  const last = weights.lastIndexOf('-');
  const server = mockServers.find((known) => known === engine.slice(0, dash));
  const precision = precisions.find((known) => known === weights.slice(last + 1));
  if (server === undefined || precision === undefined) return undefined;
  return {
    law: {
      count: Number(hardware.slice(0, times)),
      gpu: hardware.slice(times + 1),
      model: weights.slice(0, last),
      precision,
      kvPrecision: precision === 'fp8' ? 'fp8' : 'bf16',
    },
    dialect: { server, version: engine.slice(dash + 1) },
  };
}
