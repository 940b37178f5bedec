import type { Metric } from './metric.ts';
import { span } from './span.ts';

/** Time to first token: first non-empty content, reasoning or tool-call delta - sent. Absent where no token came. */
export const ttft: Metric<'ms'> = {
  id: 'ttftMs',
  unit: 'ms',
  better: 'lower',
  of: (record) => span(record, 'sentMs', 'firstTokenMs'),
};
