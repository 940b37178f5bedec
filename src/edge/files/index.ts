/**
 * Files of the user and of a run: spec files in, the run directory out. Appends, syncs, locks,
 * repairs and resumes; knows what lines there are, not what they mean.
 */
export { type AppendSink, appendSink } from './append-sink.ts';
export { type DataFile, dataFiles } from './data-files.ts';
export { type FileLine, type ReadValue, readLines, readValues } from './read-lines.ts';
export type { TornLine } from './repair-tail.ts';
export {
  type ResolvedPlan,
  type ResolvedScenario,
  type ResolveOptions,
  resolvePlan,
} from './resolve-plan.ts';
export { type ResumeState, resumeState } from './resume-state.ts';
export {
  createRunDirectory,
  inputPath,
  type OnDiskFailure,
  type ResumedRun,
  type RunDirectory,
  readManifest,
  resumeRunDirectory,
  runIdAt,
} from './run-directory.ts';
export { lockRunDirectory, type Unlock } from './run-lock.ts';
export { readSpecText, type SpecText } from './spec-text.ts';
export { writeAtomic } from './write-atomic.ts';
