import { absent, type Measured, type Ms, measured, ms } from '../../base/index.ts';
import type { RequestRecord } from '../../record/index.ts';

/** One SSE message: its letter of `messageKinds` and when it came, ms on the segment's clock. */
export interface Message {
  readonly kind: string;
  readonly atMs: number;
}

/**
 * Messages of a completed request whose kind is among `kinds` (all, where it is left out), in order of
 * arrival. Absent for a request that did not complete, where gaps were not recorded, and where none fits.
 */
export function messagesOf(record: RequestRecord, kinds?: string): Measured<readonly Message[]> {
  if (record.outcome.kind !== 'completed') return absent(record.outcome.kind);
  const { messageKinds, messageGapsUs, firstMessageMs } = record;
  if (messageKinds === undefined || messageGapsUs === undefined || firstMessageMs === undefined) {
    return absent('no message gaps recorded');
  }
  const found: Message[] = [];
  let sinceFirstUs = 0;
  for (let i = 0; i < messageKinds.length; i++) {
    if (i > 0) sinceFirstUs += messageGapsUs[i - 1] ?? 0;
    const kind = messageKinds.charAt(i);
    if (kinds !== undefined && !kinds.includes(kind)) continue;
    found.push({ kind, atMs: firstMessageMs + sinceFirstUs / 1000 });
  }
  return found.length === 0 ? absent('no message that counts') : measured(found);
}

/** All but the usage message: what has a non-empty `choices`. An empty first event of a filter does not, and cannot be told apart. */
export const choices = 'rectkf';
/** Messages with text of the answer or of the reasoning. */
export const texts = 'ct';
/** Messages with text of the answer. */
export const contents = 'c';

/** From sending to the first message of these kinds. */
export function untilFirst(record: RequestRecord, kinds: string): Measured<Ms> {
  return fromSent(record, messagesOf(record, kinds), (found) => found[0]);
}

/** From sending to the last message of these kinds (all, where it is left out). */
export function untilLast(record: RequestRecord, kinds?: string): Measured<Ms> {
  return fromSent(record, messagesOf(record, kinds), (found) => found[found.length - 1]);
}

/** Gaps between consecutive messages of these kinds; absent below two. */
export function gapsBetween(record: RequestRecord, kinds: string): Measured<readonly Ms[]> {
  const found = messagesOf(record, kinds);
  if (found.kind === 'absent') return found;
  const gaps: Ms[] = [];
  let before: Message | undefined;
  for (const message of found.value) {
    if (before !== undefined) gaps.push(ms(message.atMs - before.atMs));
    before = message;
  }
  return gaps.length === 0 ? absent('fewer than two messages that count') : measured(gaps);
}

function fromSent(
  { sentMs }: RequestRecord,
  found: Measured<readonly Message[]>,
  pick: (found: readonly Message[]) => Message | undefined,
): Measured<Ms> {
  if (found.kind === 'absent') return found;
  const message = pick(found.value);
  if (message === undefined) return absent('no message that counts');
  return sentMs === undefined ? absent('no sentMs') : measured(ms(message.atMs - sentMs));
}
