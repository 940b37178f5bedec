import { cpus, loadavg, totalmem } from 'node:os';
import { type Floor, floorSchema, floorWarnings } from '../../analysis/index.ts';
import type { Clock } from '../../base/index.ts';
import { systemClock } from '../../edge/clock.ts';
import { packageVersion } from '../package.ts';
import { drivePhase, type PhasePlan } from './drive-phase.ts';
import { startSource } from './start-source.ts';

/** The load that a run is planned to have. */
export interface FloorRequest {
  readonly streams: number;
  /** Events per second of each stream. */
  readonly ratePerS: number;
  /** For both phases together. */
  readonly seconds: number;
}

/** Measures the instrument idle and under the planned load, against a source in another process. */
export async function measureFloor(request: FloorRequest): Promise<Floor> {
  const host = hostFacts();
  const beforeNs = process.hrtime.bigint();
  const source = await startSource();
  const afterNs = process.hrtime.bigint();
  try {
    const clock = systemClock();
    const common = source.readyNs >= beforeNs && source.readyNs <= afterNs;
    const offsetMs = common ? hrtimeOffsetMs(clock) : undefined;
    const idle = await drivePhase(idlePlan(request), clock, source.url, offsetMs);
    const loaded = await drivePhase(loadedPlan(request), clock, source.url, offsetMs);
    const floor = {
      schema: 'steelyard.floor/1' as const,
      measuredAt: new Date().toISOString(),
      versions: { steelyard: packageVersion(), node: process.version },
      transport: 'undici' as const,
      host,
      clock: {
        common,
        why: common
          ? "the source's reading lies between two of ours: both read the system's monotonic clock"
          : "the source's reading lies outside of two of ours: its clock has another origin",
      },
      idle,
      loaded,
    };
    return floorSchema.parse({ ...floor, warnings: floorWarnings(floor) });
  } finally {
    await source.stop();
  }
}

/** Add to a reading of hrtime, ms, to have it on `clock`; the tightest of several pairs of readings. */
function hrtimeOffsetMs(clock: Clock): number {
  let best = { widthNs: Number.POSITIVE_INFINITY, offsetMs: 0 };
  for (let i = 0; i < 50; i++) {
    const before = process.hrtime.bigint();
    const now = clock.now();
    const after = process.hrtime.bigint();
    const widthNs = Number(after - before);
    if (widthNs < best.widthNs) {
      best = { widthNs, offsetMs: now - Number(before + (after - before) / 2n) / 1e6 };
    }
  }
  return best.offsetMs;
}

const warmUpMs = ({ seconds }: FloorRequest): number => Math.min(500, seconds * 100);

/** One short answer at a time, 100 a second, each over before the next begins. */
const idlePlan = (request: FloorRequest): PhasePlan => ({
  streams: 1,
  ratePerS: 500,
  events: 3,
  periodMs: 10,
  warmUpMs: warmUpMs(request),
  measuredMs: request.seconds * 500 - warmUpMs(request),
});

/** As many answers in parallel as planned, each of about half a second, one following the other. */
function loadedPlan(request: FloorRequest): PhasePlan {
  const { streams, ratePerS, seconds } = request;
  const answerS = Math.min(0.5, seconds / 8);
  const events = Math.max(2, Math.round(ratePerS * answerS));
  return {
    streams,
    ratePerS,
    events,
    periodMs: (events / ratePerS) * 1000,
    warmUpMs: warmUpMs(request),
    measuredMs: seconds * 500 - warmUpMs(request),
  };
}

/** This machine, as floors name it. */
export function hostFacts(): Floor['host'] {
  const model = cpus()[0]?.model;
  const load = process.platform === 'win32' ? undefined : loadavg()[0];
  return {
    platform: `${process.platform}-${process.arch}`,
    cpus: cpus().length,
    ...(model === undefined ? {} : { cpuModel: model }),
    memoryBytes: totalmem(),
    ...(load === undefined ? {} : { load }),
  };
}
