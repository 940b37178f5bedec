import type { RequestRecord } from '../../record/index.ts';
import type { Lens } from './lens.ts';
import { choices, gapsBetween, untilFirst, untilLast } from './messages.ts';
import { minus, perLaterToken, recordedTokens } from './token-counts.ts';
import { firstSendToLastResponse } from './wall.ts';

const e2e = (record: RequestRecord) => untilLast(record);
const ttft = (record: RequestRecord) => untilFirst(record, choices);

/** `evalscope perf`: plugin/api/default_api.py, utils/benchmark_util.py, utils/db_util.py. */
export const evalscope: Lens = {
  id: 'evalscope',
  name: 'evalscope perf',
  ttft,
  itl: (record) => gapsBetween(record, choices),
  tpot: (record) => perLaterToken(minus(e2e(record), ttft(record)), recordedTokens(record)),
  e2e,
  outputTokens: recordedTokens,
  wall: firstSendToLastResponse,
  percentile: 'nearest-rank',
  differs: {
    ttft: ['role-message-counts'],
    itl: ['every-message-gap'],
    tpot: ['role-message-counts', 'ends-at-usage'],
    e2e: ['ends-at-usage'],
    throughput: ['whole-wall-time'],
  },
};
