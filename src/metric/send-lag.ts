import { absent, measured, ms } from '../base/index.ts';
import type { Metric } from './metric.ts';

/** Sent - due: the generator's own delay. Exists for failed requests too; absent where nothing was sent. */
export const sendLag: Metric<'ms'> = {
  id: 'sendLagMs',
  unit: 'ms',
  better: 'lower',
  of: ({ sentMs, dueMs }) =>
    sentMs === undefined ? absent('not sent') : measured(ms(sentMs - dueMs)),
};
