import type { OpenProcess, PointOf } from '../arrival-process.ts';

/**
 * The arrivals of a recorded trace in its order, gaps divided by `speed`. Warm-up arrivals come
 * before it, at the mean gap of the trace, so that the trace itself is measured whole.
 */
export const trace: OpenProcess<PointOf<'trace'>> = {
  loop: 'open',
  whole: true,
  finite: true,
  *dueTimes({ point, warmup, trace: arrivals }) {
    const last = arrivals.at(-1)?.atMs ?? 0;
    const meanGapMs = arrivals.length > 1 ? last / point.speed / (arrivals.length - 1) : 0;
    for (let i = 0; i < warmup; i++) yield i * meanGapMs;
    const startMs = warmup * meanGapMs;
    for (const arrival of arrivals) yield startMs + arrival.atMs / point.speed;
  },
};
