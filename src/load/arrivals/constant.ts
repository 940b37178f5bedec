import type { OpenProcess, PointOf } from './arrival-process.ts';

/** Equal gaps of 1000 / ratePerS ms, the first arrival at 0. Multiplied, not added up, so that nothing drifts. */
export const constant: OpenProcess<PointOf<'constant' | 'poisson'>> = {
  loop: 'open',
  whole: false,
  finite: false,
  *dueTimes({ point }) {
    for (let i = 0; ; i++) yield (i * 1000) / point.ratePerS;
  },
};
