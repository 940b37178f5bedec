/**
 * The engine of a mock box: continuous batching with a token budget, chunked prefill, KV blocks,
 * preemption, prefix cache and speculation, as a deterministic simulation without clock or socket.
 * Not a server: dialects turn its events into bytes. Also used by itself in virtual time.
 */
export { BlockPool } from './block-pool.ts';
export { Engine, type EngineListener } from './engine.ts';
export type { EngineCounters } from './engine-counters.ts';
export type { EngineSettings, Speculation } from './engine-settings.ts';
export type { EngineJob, Sequence } from './sequence.ts';
export {
  type Arrival,
  type SimulatedBox,
  type SimulatedRequest,
  type Simulation,
  simulate,
  simulateClosedLoop,
} from './simulate.ts';
