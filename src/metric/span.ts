import { absent, type Measured, type Ms, measured, ms } from '../base/index.ts';
import type { RequestRecord } from '../record/index.ts';

/** Names of the instants a span may run between. */
export type Instant =
  | 'dueMs'
  | 'sentMs'
  | 'connectMs'
  | 'headersMs'
  | 'firstMessageMs'
  | 'firstTokenMs'
  | 'firstAnswerMs'
  | 'lastTokenMs'
  | 'finishMs'
  | 'endMs';

/**
 * `to - from` in ms. Absent for a request that did not complete (it ranks above all that did, which
 * is the business of the distribution, not of the metric) and where an instant was not seen.
 */
export function span(record: RequestRecord, from: Instant, to: Instant): Measured<Ms> {
  if (record.outcome.kind !== 'completed') return absent(record.outcome.kind);
  const begin = record[from];
  const end = record[to];
  if (begin === undefined) return absent(`no ${from}`);
  if (end === undefined) return absent(`no ${to}`);
  return measured(ms(end - begin));
}
