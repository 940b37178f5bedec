import { absent, type Ms, measured, ms } from '../../base/index.ts';
import type { RequestRecord } from '../../record/index.ts';
import { span } from '../span.ts';
import type { Lens } from './lens.ts';
import { contents, gapsBetween, messagesOf, untilFirst, untilLast } from './messages.ts';
import { answerTokens, minus, perLaterToken } from './token-counts.ts';
import { firstSendToLastResponse } from './wall.ts';

/**
 * Every token of a message has the message's instant, so tokens - 1 samples are the gaps between
 * messages and a zero for each further token of a message.
 */
function tokenGaps(record: RequestRecord) {
  const count = answerTokens(record);
  if (count.kind === 'absent') return count;
  if (count.value < 2) return absent('fewer than two output tokens');
  const found = messagesOf(record, contents);
  if (found.kind === 'absent') return found;
  const gaps = gapsBetween(record, contents);
  const between: readonly Ms[] = gaps.kind === 'value' ? gaps.value : [];
  const zeros = Math.max(0, count.value - found.value.length);
  const samples = [...between, ...new Array<Ms>(zeros).fill(ms(0))];
  return samples.length === 0 ? absent('fewer than two token times') : measured(samples);
}

const ttft = (record: RequestRecord) => {
  const count = answerTokens(record);
  if (count.kind === 'value' && count.value < 2) return absent('fewer than two output tokens');
  return untilFirst(record, contents);
};

/** `inference-perf`: apis/streaming_parser.py and reportgen/base.py. */
export const inferencePerf: Lens = {
  id: 'inference-perf',
  name: 'inference-perf',
  ttft,
  itl: tokenGaps,
  tpot: (record) =>
    perLaterToken(
      minus(untilLast(record, contents), untilFirst(record, contents)),
      answerTokens(record),
    ),
  e2e: (record) => span(record, 'sentMs', 'endMs'),
  outputTokens: answerTokens,
  wall: firstSendToLastResponse,
  percentile: 'linear',
  differs: {
    ttft: ['reasoning-not-counted', 'tool-calls-not-counted', 'needs-two-tokens'],
    itl: ['zero-inside-a-message', 'reasoning-not-counted', 'own-tokenizer'],
    tpot: ['reasoning-not-counted', 'own-tokenizer'],
    e2e: ['ends-with-response', 'tokenising-in-the-span'],
    throughput: ['whole-wall-time', 'own-tokenizer'],
  },
};
