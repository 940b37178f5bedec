/** What the engine has done since it started; fed by the simulation, read by metrics pages and tests. */
export interface EngineCounters {
  steps: number;
  promptTokens: number;
  /** Prompt tokens computed, with those computed again after a preemption. */
  computedPromptTokens: number;
  generatedTokens: number;
  preemptions: number;
  prefixQueries: number;
  prefixHits: number;
  drafts: number;
  draftTokens: number;
  acceptedTokens: number;
  finished: number;
  aborted: number;
  /** Time in steps, and the parts of it that kept tensor cores, memory and links busy, ms. */
  busyMs: number;
  computeMs: number;
  memoryMs: number;
  communicationMs: number;
}

export const noCounters = (): EngineCounters => ({
  steps: 0,
  promptTokens: 0,
  computedPromptTokens: 0,
  generatedTokens: 0,
  preemptions: 0,
  prefixQueries: 0,
  prefixHits: 0,
  drafts: 0,
  draftTokens: 0,
  acceptedTokens: 0,
  finished: 0,
  aborted: 0,
  busyMs: 0,
  computeMs: 0,
  memoryMs: 0,
  communicationMs: 0,
});
