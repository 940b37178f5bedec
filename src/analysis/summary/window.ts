import type { RequestRecord } from '../../record/index.ts';
import type { MeasurementWindow } from './schema.ts';

/** The window of one block while its records come in, in any order. */
export interface BlockWindow {
  add(record: RequestRecord): void;
  /** Absent where the block has no measured request yet. */
  close(): MeasurementWindow | undefined;
}

/**
 * A block's window runs from the first to the last due time of its measured requests. Warm-up hands
 * its slots over without a drain, so load is steady at the start; after the last due time nothing new
 * is sent and slots empty, so the end is cut there by due time. Completions after the end are the
 * drain: their latencies count (they were due inside), the rates do not see them.
 */
export function blockWindow(segment: number, repeat: number, block: number): BlockWindow {
  let startMs = Number.POSITIVE_INFINITY;
  let endMs = Number.NEGATIVE_INFINITY;
  let warmup = 0;
  const ends: number[] = [];
  return {
    add: (r) => {
      if (r.phase === 'warmup') {
        warmup++;
        return;
      }
      startMs = Math.min(startMs, r.dueMs);
      endMs = Math.max(endMs, r.dueMs);
      if (r.endMs !== undefined) ends.push(r.endMs);
    },
    close: () =>
      startMs === Number.POSITIVE_INFINITY
        ? undefined
        : {
            segment,
            repeat,
            block,
            startMs,
            endMs,
            why: 'from the first to the last due time of the measured requests of the block',
            cuts: { warmup, drain: ends.filter((e) => e > endMs).length },
          },
  };
}

/** Total length of windows in seconds. */
export const windowSeconds = (windows: readonly MeasurementWindow[]): number =>
  windows.reduce((s, w) => s + (w.endMs - w.startMs) / 1000, 0);
