import type { OpenProcess, PointOf } from './arrival-process.ts';

/**
 * `size` arrivals at one instant, every `everyS`. Warm-up arrivals form bursts of their own before
 * the measured ones, so that each measured burst is whole.
 */
export const bursts: OpenProcess<PointOf<'bursts'>> = {
  loop: 'open',
  whole: true,
  finite: false,
  *dueTimes({ point, warmup }) {
    const everyMs = point.everyS * 1000;
    for (let i = 0; i < warmup; i++) yield Math.floor(i / point.size) * everyMs;
    const first = Math.ceil(warmup / point.size);
    for (let i = 0; ; i++) yield (first + Math.floor(i / point.size)) * everyMs;
  },
};
