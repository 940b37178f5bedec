import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { type EventLoopUtilization, PerformanceObserver, performance } from 'node:perf_hooks';
import type { Clock, Sink } from '../../base/index.ts';
import type { TelemetrySample } from '../../record/index.ts';

export interface ClientSamplerOptions {
  readonly clock: Clock;
  readonly sink: Sink<TelemetrySample>;
  readonly segment: number;
  readonly worker: number;
  /** Requests in flight at the moment of asking. */
  readonly inFlight: () => number;
  /** Told of a step of the wall clock against the monotonic one, ms. */
  readonly onClockStep: (byMs: number) => void;
  /** Default 250 ms. */
  readonly everyMs?: number;
}

/** A step of the wall clock below this is what NTP slewing and rounding may look like. */
const CLOCK_STEP_MS = 100;

/**
 * Samples what this process can know of its own limits: event-loop utilisation, collector pauses,
 * CPU, memory, and the host's load and steal. Returns the function that takes a last sample and stops.
 */
export function sampleClient(options: ClientSamplerOptions): () => void {
  const { clock, sink, segment, worker, inFlight, everyMs = 250 } = options;
  let loop: EventLoopUtilization = performance.eventLoopUtilization();
  let cpu = process.cpuUsage();
  let gcMs = 0;
  let gcMaxMs = 0;
  let host = hostTimes();
  let offset = clock.wall() - clock.now();
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      gcMs += duration;
      gcMaxMs = Math.max(gcMaxMs, duration);
    }
  });
  observer.observe({ entryTypes: ['gc'] });

  const sample = (): void => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, loop);
    loop = now;
    const { user, system } = process.cpuUsage(cpu);
    cpu = process.cpuUsage();
    const before = host;
    host = hostTimes();
    const steal = stealShare(before, host);
    const nextOffset = clock.wall() - clock.now();
    if (Math.abs(nextOffset - offset) > CLOCK_STEP_MS) options.onClockStep(nextOffset - offset);
    offset = nextOffset;
    sink.append({
      kind: 'client',
      segment,
      atMs: clock.now(),
      worker,
      loopUtilisation: utilization,
      gcMs,
      gcMaxMs,
      cpuS: (user + system) / 1e6,
      rssBytes: process.memoryUsage.rss(),
      inFlight: inFlight(),
      ...hostLoad(),
      ...(steal === undefined ? {} : { hostStealShare: steal }),
    });
    gcMs = 0;
    gcMaxMs = 0;
  };
  const timer = setInterval(sample, everyMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    observer.disconnect();
    sample();
  };
}

/** Absent on systems that always say 0. */
function hostLoad(): { hostLoad?: number } {
  const load = loadavg()[0];
  return load === undefined || process.platform === 'win32' ? {} : { hostLoad: load };
}

interface HostTimes {
  readonly total: number;
  readonly steal: number;
}

/** Sum of CPU time and of stolen time since boot, in ticks; absent off Linux. */
function hostTimes(): HostTimes | undefined {
  try {
    const line = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0] ?? '';
    const ticks = line.trim().split(/\s+/).slice(1, 9).map(Number);
    const steal = ticks[7];
    return steal === undefined ? undefined : { total: ticks.reduce((a, b) => a + b, 0), steal };
  } catch {
    return undefined;
  }
}

function stealShare(
  before: HostTimes | undefined,
  after: HostTimes | undefined,
): number | undefined {
  if (before === undefined || after === undefined || after.total <= before.total) return undefined;
  return (after.steal - before.steal) / (after.total - before.total);
}
