import { absent, type Measured, type Ms, measured, ms } from '../base/index.ts';
import type { RequestRecord } from '../record/index.ts';

/** Letters of `messageKinds` that bear a token. */
const bearsToken = (kind: string): boolean => kind === 'c' || kind === 't' || kind === 'k';

/**
 * Inter-chunk gaps (ICG): between consecutive token-bearing messages as seen, in ms; one fewer than
 * such messages. Absent below two of them. A gap of 0 means that both shared one read.
 */
export function interChunkGaps(record: RequestRecord): Measured<readonly Ms[]> {
  if (record.outcome.kind !== 'completed') return absent(record.outcome.kind);
  const { messageKinds: kinds, messageGapsUs: gapsUs } = record;
  if (kinds === undefined || gapsUs === undefined) return absent('no message gaps recorded');
  const gaps: Ms[] = [];
  let sinceTokenUs: number | undefined;
  for (let i = 0; i < kinds.length; i++) {
    const gap = i === 0 ? 0 : (gapsUs[i - 1] ?? 0);
    if (sinceTokenUs !== undefined) sinceTokenUs += gap;
    if (!bearsToken(kinds.charAt(i))) continue;
    if (sinceTokenUs !== undefined) gaps.push(ms(sinceTokenUs / 1000));
    sinceTokenUs = 0;
  }
  return gaps.length === 0 ? absent('fewer than two token-bearing messages') : measured(gaps);
}

/** Number of token-bearing messages; absent where kinds were not recorded. */
export function tokenMessages(record: RequestRecord): Measured<number> {
  if (record.messageKinds === undefined) return absent('no message kinds recorded');
  let n = 0;
  for (const kind of record.messageKinds) if (bearsToken(kind)) n++;
  return measured(n);
}
