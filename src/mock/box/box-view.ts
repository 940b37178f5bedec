import type { EngineCounters } from '../engine/index.ts';
import type { BoxSettings } from './box-settings.ts';
import type { BoxStats } from './box-stats.ts';

/** What a dialect may look at when it answers: settings and the engine's state at this moment. */
export interface BoxView {
  readonly settings: BoxSettings;
  readonly counters: EngineCounters;
  readonly stats: BoxStats;
  readonly running: number;
  readonly waiting: number;
  readonly kvBlocksInUse: number;
  /** Seconds since 1970 at which the server started, by its own clock. */
  readonly startedS: number;
  /** Seconds since 1970, by the box's own clock. */
  readonly nowS: number;
  /** Seconds since the box started. */
  readonly elapsedS: number;
}
