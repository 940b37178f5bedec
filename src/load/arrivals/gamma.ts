import type { RandomStream } from '../../base/index.ts';
import type { OpenProcess, PointOf } from './arrival-process.ts';

/**
 * Gamma gaps of shape `burstiness` and mean 1000 / ratePerS ms: the squared coefficient of variation
 * is 1 / burstiness, so that 1 is Poisson and below 1 is burstier.
 */
export const gamma: OpenProcess<PointOf<'gamma'>> = {
  loop: 'open',
  whole: false,
  finite: false,
  *dueTimes({ point, stream }) {
    const scaleMs = 1000 / (point.ratePerS * point.burstiness);
    for (let at = 0; ; ) {
      at += gammaDraw(point.burstiness, stream) * scaleMs;
      yield at;
    }
  },
};

/**
 * One draw of Gamma(shape, 1): Marsaglia and Tsang, "A simple method for generating gamma variables"
 * (ACM TOMS 26, 2000); below shape 1 by their boost, Gamma(shape + 1) times U^(1/shape).
 */
export function gammaDraw(shape: number, stream: RandomStream): number {
  if (shape < 1) {
    const boost = (1 - stream.uniform()) ** (1 / shape);
    return gammaDraw(shape + 1, stream) * boost;
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = stream.normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    const u = 1 - stream.uniform();
    if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
