import { absent, mapMeasured } from '../../base/index.ts';
import type { RequestRecord } from '../../record/index.ts';
import type { Lens } from './lens.ts';
import { contents, messagesOf, untilFirst, untilLast } from './messages.ts';
import { answerTokens, minus, perLaterToken } from './token-counts.ts';

const e2e = (record: RequestRecord) => untilLast(record, contents);
const ttft = (record: RequestRecord) => untilFirst(record, contents);

/** `genai-perf profile`: llm_profile_data_parser.py; empty responses are dropped before anything is computed. */
export const genaiPerf: Lens = {
  id: 'genai-perf',
  name: 'genai-perf',
  ttft,
  itl: (record) =>
    mapMeasured(perLaterToken(minus(e2e(record), ttft(record)), answerTokens(record)), (mean) => [
      mean,
    ]),
  tpot: () => absent('not reported under this name'),
  e2e,
  outputTokens: answerTokens,
  wall: {
    start: (r) => r.sentMs,
    end: (r) => {
      const found = messagesOf(r, contents);
      return found.kind === 'value' ? found.value[found.value.length - 1]?.atMs : undefined;
    },
    failedCount: false,
  },
  percentile: 'linear',
  differs: {
    ttft: ['reasoning-not-counted', 'tool-calls-not-counted'],
    itl: ['request-mean', 'reasoning-not-counted', 'own-tokenizer'],
    tpot: ['named-itl'],
    e2e: ['tool-calls-not-counted'],
    throughput: ['whole-wall-time', 'own-tokenizer'],
  },
};
