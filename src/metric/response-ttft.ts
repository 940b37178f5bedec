import type { Metric } from './metric.ts';
import { span } from './span.ts';

/** First token - due: what a user of a busy fleet feels; free of coordinated omission. */
export const responseTtft: Metric<'ms'> = {
  id: 'responseTtftMs',
  unit: 'ms',
  better: 'lower',
  of: (record) => span(record, 'dueMs', 'firstTokenMs'),
};
