import { absent, type Measured, type Tokens } from '../../base/index.ts';
import type { RequestRecord } from '../../record/index.ts';
import type { Lens } from './lens.ts';
import { choices, gapsBetween, untilFirst, untilLast } from './messages.ts';
import { answerTokens, minus, perLaterToken, recordedTokens } from './token-counts.ts';
import { wholeRun } from './wall.ts';

/**
 * Usage counts only where it came in a message without choices; else the tool tokenizes `content`,
 * and reasoning is lost.
 */
function outputTokens(record: RequestRecord): Measured<Tokens> {
  if (record.tokenSource === 'usage') {
    return record.messageKinds?.includes('u') === true
      ? recordedTokens(record)
      : absent('usage came along with choices, where this tool does not look');
  }
  return answerTokens(record);
}

const e2e = (record: RequestRecord) => untilLast(record, choices);
const ttft = (record: RequestRecord) => untilFirst(record, choices);

/** `vllm bench serve`: lib/endpoint_request_func.py and serve.py. */
export const vllm: Lens = {
  id: 'vllm',
  name: 'vllm bench serve',
  ttft,
  itl: (record) => gapsBetween(record, choices),
  tpot: (record) => perLaterToken(minus(e2e(record), ttft(record)), outputTokens(record)),
  e2e,
  outputTokens,
  wall: wholeRun,
  percentile: 'linear',
  differs: {
    ttft: ['role-message-counts'],
    itl: ['every-message-gap'],
    tpot: ['role-message-counts', 'ends-at-last-choice', 'usage-apart-from-choices'],
    e2e: ['ends-at-last-choice'],
    throughput: ['whole-wall-time', 'usage-apart-from-choices'],
  },
};
