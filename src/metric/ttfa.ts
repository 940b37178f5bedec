import type { Metric } from './metric.ts';
import { span } from './span.ts';

/** Time to first answer: as TTFT, but reasoning does not count. Absent where only reasoning came. */
export const ttfa: Metric<'ms'> = {
  id: 'ttfaMs',
  unit: 'ms',
  better: 'lower',
  of: (record) => span(record, 'sentMs', 'firstAnswerMs'),
};
