import type { RequestRecord } from '../../record/index.ts';
import type { MeasurementWindow } from './schema.ts';
import type { SteadyStart } from './steady-state.ts';

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
 * drain: their latencies count (they were due inside), the rates do not see them. A block that time
 * ends begins at its steady state (`steady`); what was due before is the ramp, which no figure counts.
 */
export function blockWindow(
  segment: number,
  repeat: number,
  block: number,
  steady?: SteadyStart,
): BlockWindow {
  let startMs = Number.POSITIVE_INFINITY;
  let endMs = Number.NEGATIVE_INFINITY;
  let warmup = 0;
  let ramp = 0;
  const ends: number[] = [];
  return {
    add: (r) => {
      if (r.phase === 'warmup') {
        warmup++;
        return;
      }
      if (steady !== undefined && r.dueMs < steady.startMs) {
        ramp++;
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
            why:
              steady === undefined
                ? 'from the first to the last due time of the measured requests of the block'
                : `${steady.why}; to the last due time of the block`,
            cuts: {
              warmup,
              ...(steady === undefined ? {} : { ramp }),
              drain: ends.filter((e) => e > endMs).length,
            },
          },
  };
}

/** Total length of windows in seconds. */
export const windowSeconds = (windows: readonly MeasurementWindow[]): number =>
  windows.reduce((s, w) => s + (w.endMs - w.startMs) / 1000, 0);
