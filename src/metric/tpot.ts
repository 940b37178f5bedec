import { absent, mapMeasured, ms } from '../base/index.ts';
import type { Metric } from './metric.ts';
import { span } from './span.ts';

/**
 * Time per output token: (last token - first token) / (output tokens - 1). Absent below two output
 * tokens, and where tokens were only guessed from messages (a message may hold several).
 */
export const tpot: Metric<'ms'> = {
  id: 'tpotMs',
  unit: 'ms',
  better: 'lower',
  of: (record) => {
    const { outputTokens, tokenSource } = record;
    if (outputTokens === undefined) return absent('output tokens unknown');
    if (tokenSource === 'messages') return absent('output tokens only guessed from messages');
    if (outputTokens < 2) return absent('fewer than two output tokens');
    return mapMeasured(span(record, 'firstTokenMs', 'lastTokenMs'), (time) =>
      ms(time / (outputTokens - 1)),
    );
  },
};
