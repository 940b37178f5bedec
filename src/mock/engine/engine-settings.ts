import type { HardwareLaw } from '../law/hardware-law.ts';

/** Drafts per decode and the chance that each further one is accepted. */
export interface Speculation {
  readonly tokens: number;
  readonly acceptance: number;
}

/** How the scheduler works; all that decides which tokens leave when, together with the law. */
export interface EngineSettings {
  readonly maxNumSeqs: number;
  readonly maxBatchedTokens: number;
  readonly blockSize: number;
  readonly kvBlocks: number;
  readonly prefixCache: boolean;
  /** Cached blocks are found behind a differing head as well (a lie; never so in an honest engine). */
  readonly cacheAnywhere: boolean;
  readonly chunkedPrefill: boolean;
  readonly speculative: Speculation | undefined;
  readonly law: HardwareLaw;
  /** All step times times this; changed by what is planted (throttling, a smaller model). */
  readonly slowDown: number;
}
