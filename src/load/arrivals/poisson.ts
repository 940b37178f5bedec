import type { RandomStream } from '../../base/index.ts';
import type { OpenProcess, PointOf } from './arrival-process.ts';

/** Exponential gaps with mean 1000 / ratePerS ms. */
export const poisson: OpenProcess<PointOf<'constant' | 'poisson'>> = {
  loop: 'open',
  whole: false,
  finite: false,
  dueTimes: ({ point, stream }) => poissonTimes(point.ratePerS, stream),
};

/** Arrival times in ms of a Poisson process, from the first gap on, without end. */
export function* poissonTimes(ratePerS: number, stream: RandomStream): Generator<number> {
  for (let at = 0; ; ) {
    at += (stream.exponential() * 1000) / ratePerS;
    yield at;
  }
}
