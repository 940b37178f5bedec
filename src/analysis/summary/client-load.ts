import type { TelemetrySample } from '../../record/index.ts';
import type { MeasurementWindow } from './schema.ts';

type ClientSample = Extract<TelemetrySample, { kind: 'client' }>;

/**
 * Event-loop utilisation of the busiest worker inside the windows, 0..1; each sample speaks for the
 * time since the one before it. Absent where no sample touches a window.
 */
export function busiestLoop(
  telemetry: readonly TelemetrySample[],
  windows: readonly MeasurementWindow[],
): number | undefined {
  const perWorker = new Map<number, { busyMs: number; ms: number; before?: ClientSample }>();
  for (const sample of telemetry) {
    if (sample.kind !== 'client') continue;
    const seen = perWorker.get(sample.worker) ?? { busyMs: 0, ms: 0 };
    const { before } = seen;
    const fromMs = before?.segment === sample.segment ? before.atMs : 0;
    for (const w of windows) {
      if (w.segment !== sample.segment) continue;
      const shared = Math.min(sample.atMs, w.endMs) - Math.max(fromMs, w.startMs);
      if (shared <= 0) continue;
      seen.ms += shared;
      seen.busyMs += shared * sample.loopUtilisation;
    }
    perWorker.set(sample.worker, { ...seen, before: sample });
  }
  const shares = [...perWorker.values()].filter((w) => w.ms > 0).map((w) => w.busyMs / w.ms);
  return shares.length === 0 ? undefined : Math.max(...shares);
}
