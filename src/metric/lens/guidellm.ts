import {
  absent,
  type Measured,
  mapMeasured,
  measured,
  ms,
  type Tokens,
  tokens,
} from '../../base/index.ts';
import type { RequestRecord } from '../../record/index.ts';
import { tokenMessages } from '../inter-chunk-gaps.ts';
import { span } from '../span.ts';
import type { Lens } from './lens.ts';
import { perLaterToken } from './token-counts.ts';
import { firstSendToLastResponse } from './wall.ts';

/** Without usage each token-bearing message counts as one token. */
function outputTokens(record: RequestRecord): Measured<Tokens> {
  if (record.tokenSource === 'usage' && record.outputTokens !== undefined) {
    return measured(record.outputTokens);
  }
  return mapMeasured(tokenMessages(record), tokens);
}

/** `guidellm benchmark`: schemas/request_stats.py, backends/openai, utils/statistics.py. */
export const guidellm: Lens = {
  id: 'guidellm',
  name: 'guidellm',
  ttft: (record) => span(record, 'sentMs', 'firstTokenMs'),
  itl: (record) =>
    mapMeasured(
      perLaterToken(span(record, 'firstTokenMs', 'lastTokenMs'), outputTokens(record)),
      (mean) => [mean],
    ),
  tpot: (record) => {
    const count = outputTokens(record);
    if (count.kind === 'absent') return count;
    if (count.value < 1) return absent('no output token');
    return mapMeasured(span(record, 'sentMs', 'lastTokenMs'), (time) => ms(time / count.value));
  },
  e2e: (record) => span(record, 'sentMs', 'endMs'),
  outputTokens,
  wall: firstSendToLastResponse,
  percentile: 'nearest-rank',
  differs: {
    ttft: [],
    itl: ['request-mean', 'messages-as-tokens'],
    tpot: ['includes-first-token', 'messages-as-tokens'],
    e2e: ['ends-with-response'],
    throughput: ['whole-wall-time', 'messages-as-tokens'],
  },
};
