import type { OpenProcess, PointOf } from './arrival-process.ts';
import { poissonTimes } from './poisson.ts';

/** Conversations begin as a Poisson process; the turns of one follow after its think time (the driver's part). */
export const sessions: OpenProcess<PointOf<'sessions'>> = {
  loop: 'open',
  whole: true,
  finite: false,
  dueTimes: ({ point, stream }) => poissonTimes(point.ratePerS, stream),
};
