import { readFileSync } from 'node:fs';

/** CPU of the whole machine since boot, ms, summed over its cores; absent where /proc is not there. */
export interface MachineCpu {
  readonly busyMs: number;
  readonly atMs: number;
}

/** Linux counts in ticks of 10 ms. */
const tickMs = 10;

export function machineCpu(): MachineCpu | undefined {
  try {
    const line = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0] ?? '';
    // user nice system idle iowait irq softirq steal; what is neither idle nor iowait is busy.
    const [user = 0, nice = 0, system = 0, , , irq = 0, soft = 0, steal = 0] = line
      .trim()
      .split(/\s+/)
      .slice(1)
      .map(Number);
    const busyMs = (user + nice + system + irq + soft + steal) * tickMs;
    return { busyMs, atMs: performance.now() };
  } catch {
    return undefined;
  }
}

/** Cores that others used between two samples: 0.3 is three tenths of one core. */
export function foreignCores(from: MachineCpu, to: MachineCpu, ownMs: number): number {
  return Math.max(0, (to.busyMs - from.busyMs - ownMs) / (to.atMs - from.atMs));
}
