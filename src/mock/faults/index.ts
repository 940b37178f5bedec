/**
 * Planted faults: which of them strike a request, and how they spoil its answer. A fault never
 * touches the engine: what it computes is what it would have computed.
 */
export { activeFaults, type FaultMoment, withinTime } from './active-faults.ts';
export { FaultyOutlet, type Spoiled } from './faulty-outlet.ts';
export { faultyReply } from './refusal.ts';
