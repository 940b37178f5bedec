import { absent, type Measured, type Ms, measured, ms } from '../base/index.ts';
import type { RequestRecord } from '../record/index.ts';

/**
 * Time of a task run: from the first due to the last token of its last request, tools included.
 * `requests` are all records of one task run. Absent where one of them did not complete, where they
 * lie in different segments (the clock does not survive a restart), and on an empty list.
 */
export function taskTime(requests: readonly RequestRecord[]): Measured<Ms> {
  const first = requests[0];
  if (first === undefined) return absent('no request');
  let dueMs: number = first.dueMs;
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const r of requests) {
    if (r.outcome.kind !== 'completed') return absent(r.outcome.kind);
    if (r.segment !== first.segment) return absent('task run spans a restart');
    if (r.lastTokenMs === undefined) return absent('no lastTokenMs');
    dueMs = Math.min(dueMs, r.dueMs);
    lastMs = Math.max(lastMs, r.lastTokenMs);
  }
  return measured(ms(lastMs - dueMs));
}
