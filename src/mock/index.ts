/**
 * The mock fleet: boxes with planted speed, quality, faults and lies that speak like real inference
 * servers. It is the other party: it shares nothing with the measuring side but base and spec, and
 * nothing of the measuring side may read what it plants. Started by cli; its engine also runs in
 * virtual time, for tests.
 */
export { type BoxSettings, resolveBox, resolveFleet } from './box/index.ts';
export * from './engine/index.ts';
export { type FleetOptions, type RunningFleet, startFleet } from './fleet.ts';
export {
  type HardwareLaw,
  resolveLaw,
  type StepTime,
  type StepWork,
  stepTime,
} from './law/index.ts';
export { type FleetFiles, readFleet } from './read-fleet.ts';
export type { BoxEndpoint } from './serve/box-server.ts';
export type { SendEntry } from './serve/send-log.ts';
export type { BoxTruth, FleetTruth } from './truth.ts';
