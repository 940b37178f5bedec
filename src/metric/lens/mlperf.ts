import { absent } from '../../base/index.ts';
import { span } from '../span.ts';
import type { Lens } from './lens.ts';
import { perLaterToken, recordedTokens } from './token-counts.ts';

/** MLPerf LoadGen: loadgen.cc, logging.cc and results.cc; a query begins at its scheduled time. */
export const mlperf: Lens = {
  id: 'mlperf',
  name: 'MLPerf LoadGen',
  ttft: (record) => span(record, 'dueMs', 'firstTokenMs'),
  itl: () => absent('not reported by this tool'),
  tpot: (record) => perLaterToken(span(record, 'firstTokenMs', 'endMs'), recordedTokens(record)),
  e2e: (record) => span(record, 'dueMs', 'endMs'),
  outputTokens: recordedTokens,
  wall: { start: (r) => r.dueMs, end: (r) => r.endMs, failedCount: false },
  percentile: 'floor-index',
  differs: {
    ttft: ['from-scheduled-time'],
    itl: ['not-reported'],
    tpot: ['ends-with-response'],
    e2e: ['from-scheduled-time', 'ends-with-response'],
    throughput: ['whole-wall-time'],
  },
};
