import { absent, mapMeasured } from '../../base/index.ts';
import type { RequestRecord } from '../../record/index.ts';
import type { Lens } from './lens.ts';
import { texts, untilFirst, untilLast } from './messages.ts';
import { minus, perLaterToken, recordedTokens } from './token-counts.ts';
import { firstSendToLastResponse } from './wall.ts';

const e2e = (record: RequestRecord) => untilLast(record, texts);
const ttft = (record: RequestRecord) => untilFirst(record, texts);

/** `aiperf profile`: docs/metrics-reference.md and metrics/types. */
export const aiperf: Lens = {
  id: 'aiperf',
  name: 'aiperf',
  ttft,
  itl: (record) =>
    mapMeasured(perLaterToken(minus(e2e(record), ttft(record)), recordedTokens(record)), (mean) => [
      mean,
    ]),
  tpot: () => absent('not reported under this name'),
  e2e,
  outputTokens: recordedTokens,
  wall: firstSendToLastResponse,
  percentile: 'linear',
  differs: {
    ttft: ['tool-calls-not-counted'],
    itl: ['request-mean', 'own-tokenizer'],
    tpot: ['named-itl'],
    e2e: ['tool-calls-not-counted'],
    throughput: ['whole-wall-time', 'own-tokenizer'],
  },
};
