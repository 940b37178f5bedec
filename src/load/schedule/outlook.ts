import type { Schedule } from './schedule.ts';

/** How much a schedule will send, for a dry run and for progress. */
export interface Outlook {
  readonly blocks: number;
  /** Task runs, warm-up included; absent where only time ends a block of it. */
  readonly taskRuns?: number;
  /** The same by endpoint; an endpoint is absent where only time ends a block of it. */
  readonly byEndpoint: ReadonlyMap<string, number>;
  /** Measured seconds, endpoints one after the other, where the plan has a duration; absent else. */
  readonly measuredS?: number;
}

/** Walks the blocks of a schedule once, without making their task runs. */
export function outlookOf(schedule: Schedule): Outlook {
  const byEndpoint = new Map<string, number>();
  const open = new Set<string>();
  let blocks = 0;
  let taskRuns = 0;
  let measuredMs = 0;
  for (const { endpoint, warmup, measured, durationMs } of schedule.blocks()) {
    blocks++;
    measuredMs += durationMs ?? 0;
    if (measured === undefined) {
      open.add(endpoint);
      continue;
    }
    taskRuns += warmup + measured;
    byEndpoint.set(endpoint, (byEndpoint.get(endpoint) ?? 0) + warmup + measured);
  }
  for (const endpoint of open) byEndpoint.delete(endpoint);
  return {
    blocks,
    byEndpoint,
    ...(open.size === 0 ? { taskRuns } : {}),
    ...(measuredMs === 0 ? {} : { measuredS: measuredMs / 1000 }),
  };
}
