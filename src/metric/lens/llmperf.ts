import { absent, type Measured, type Ms, mapMeasured, ms } from '../../base/index.ts';
import type { RequestRecord } from '../../record/index.ts';
import { span } from '../span.ts';
import type { Lens } from './lens.ts';
import { choices, contents, messagesOf, untilFirst, untilLast } from './messages.ts';
import { answerTokens } from './token-counts.ts';
import { wholeRun } from './wall.ts';

/**
 * The sum of all intervals up to the last content, the first one (TTFT) included, over the number of
 * data lines, role and finish included. The usage message does not count: this tool does not ask for it.
 */
function meanInterval(record: RequestRecord): Measured<readonly Ms[]> {
  const lines = messagesOf(record, choices);
  if (lines.kind === 'absent') return lines;
  return mapMeasured(untilLast(record, contents), (time) => [ms(time / lines.value.length)]);
}

/** `llmperf`: openai_chat_completions_client.py and token_benchmark_ray.py. */
export const llmperf: Lens = {
  id: 'llmperf',
  name: 'llmperf',
  ttft: (record) => untilFirst(record, contents),
  itl: meanInterval,
  tpot: () => absent('not reported by this tool'),
  e2e: (record) => span(record, 'sentMs', 'endMs'),
  outputTokens: answerTokens,
  wall: wholeRun,
  percentile: 'linear',
  differs: {
    ttft: ['reasoning-not-counted', 'tool-calls-not-counted'],
    itl: ['includes-first-token', 'divides-by-messages', 'request-mean'],
    tpot: ['not-reported'],
    e2e: ['ends-with-response'],
    throughput: ['whole-wall-time', 'own-tokenizer'],
  },
};
