import type { OpenProcess, PointOf } from './arrival-process.ts';

/**
 * A staircase: each stage holds its rate with equal gaps for its duration. The k-th arrival falls
 * where the integral of the rate reaches k, so that a gap may span two stages. Warm-up arrivals come
 * before the first stage, at its rate.
 */
export const ramp: OpenProcess<PointOf<'ramp'>> = {
  loop: 'open',
  whole: true,
  finite: true,
  *dueTimes({ point, warmup }) {
    const firstRate = point.stages[0]?.ratePerS ?? 1;
    for (let i = 0; i < warmup; i++) yield (i * 1000) / firstRate;
    let stageStart = (warmup * 1000) / firstRate;
    let integral = 0;
    let next = 0;
    for (const { durationS, ratePerS } of point.stages) {
      const until = integral + durationS * ratePerS;
      // Half a millionth of an arrival absorbs the rounding of 0.1 * 30 and its like.
      for (; next < until - 5e-7; next++) {
        yield stageStart + Math.max(0, ((next - integral) * 1000) / ratePerS);
      }
      integral = until;
      stageStart += durationS * 1000;
    }
  },
};
