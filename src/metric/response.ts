import type { Metric } from './metric.ts';
import { span } from './span.ts';

/** Last token - due: response time, free of coordinated omission. */
export const response: Metric<'ms'> = {
  id: 'responseMs',
  unit: 'ms',
  better: 'lower',
  of: (record) => span(record, 'dueMs', 'lastTokenMs'),
};
