/**
 * The planted hardware law: what a step of a mock box costs, in figures resolved from the catalogue.
 * Richer than what sizing fits, and shares no code with it.
 */
export type { HardwareLaw } from './hardware-law.ts';
export { type ResolvedLaw, resolveLaw } from './resolve-law.ts';
export { type StepTime, type StepWork, stepTime } from './step-time.ts';
