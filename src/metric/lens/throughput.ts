import { absent, type Measured, measured, type PerS, perS } from '../../base/index.ts';
import type { RequestRecord } from '../../record/index.ts';
import type { Lens } from './lens.ts';

/** Output tokens per second by a lens, fed record by record. */
export interface LensThroughput {
  add(record: RequestRecord): void;
  /** Absent without time, and where the tokens of a completed request are unknown. */
  value(): Measured<PerS>;
}

/**
 * Sum of output tokens over wall time. The blocks of a run are interleaved with those of other
 * endpoints, so each block counts as one run of the tool: tokens and times of blocks are summed.
 */
export function lensThroughput(lens: Lens): LensThroughput {
  const blocks = new Map<string, { startMs: number; endMs: number }>();
  let tokens = 0;
  let completed = 0;
  let unknown = 0;
  return {
    add: (record) => {
      const isCompleted = record.outcome.kind === 'completed';
      if (!isCompleted && !lens.wall.failedCount) return;
      const start = lens.wall.start(record);
      const end = lens.wall.end(record);
      if (start === undefined || end === undefined) return;
      const at = `${record.segment}/${record.repeat}/${record.block}`;
      const block = blocks.get(at);
      blocks.set(at, {
        startMs: Math.min(block?.startMs ?? start, start),
        endMs: Math.max(block?.endMs ?? end, end),
      });
      if (!isCompleted) return;
      completed++;
      const counted = lens.outputTokens(record);
      if (counted.kind === 'value') tokens += counted.value;
      else unknown++;
    },
    value: () => {
      if (completed === 0) return absent('no request completed');
      if (unknown > 0) {
        return absent(`output tokens unknown for ${unknown} of ${completed} requests`);
      }
      let spanMs = 0;
      for (const { startMs, endMs } of blocks.values()) spanMs += endMs - startMs;
      return spanMs > 0 ? measured(perS((tokens / spanMs) * 1000)) : absent('no time passed');
    },
  };
}

/** Output tokens per second of a set of records, as the lens's tool would print it. */
export function throughputBy(lens: Lens, records: Iterable<RequestRecord>): Measured<PerS> {
  const fold = lensThroughput(lens);
  for (const record of records) fold.add(record);
  return fold.value();
}
