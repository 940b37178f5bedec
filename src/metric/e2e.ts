import type { Metric } from './metric.ts';
import { span } from './span.ts';

/** End to end: last token - sent. */
export const e2e: Metric<'ms'> = {
  id: 'e2eMs',
  unit: 'ms',
  better: 'lower',
  of: (record) => span(record, 'sentMs', 'lastTokenMs'),
};
