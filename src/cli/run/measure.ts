import { hrtime } from 'node:process';
import type { Clock, Sink } from '../../base/index.ts';
import { systemClock } from '../../edge/clock.ts';
import type { ResumeState, RunDirectory } from '../../edge/files/index.ts';
import type { DriveEnd, EndpointProgress, ScheduleInput, Suite } from '../../load/index.ts';
import type { RequestRecord, TelemetrySample } from '../../record/index.ts';
import type { Fleet, LoadPoint, Plan } from '../../spec/index.ts';
import type { UsableEndpoint } from './ask-endpoints.ts';
import type { CancelSwitch } from './cancel-switch.ts';
import { type PreparedScenario, preparePort } from './prepared-scenario.ts';
import { promptsSink, recordSink } from './record-sink.ts';
import type { SearchWatch } from './search-watch.ts';
import { type FinishedStep, walkSearch } from './walk-search.ts';
import { type TransportName, type WalkBefore, type Walker, walkerOn } from './walker.ts';
import { watchTelemetry } from './watch-telemetry.ts';
import { workerCrew } from './worker-crew.ts';

/** What a run with `load: search` needs beside a schedule. */
export interface SearchRun {
  readonly watch: SearchWatch;
  readonly suites: readonly Suite[];
  readonly finished: readonly FinishedStep[];
  named(loadPoints: readonly LoadPoint[]): void;
  tell(text: string): void;
}

export interface MeasureInput {
  readonly runId: string;
  readonly plan: Plan;
  readonly fleet: Fleet;
  readonly fleetFile: string;
  readonly schedule: ScheduleInput;
  /** Present for a load of kind search, which makes its schedules on the way. */
  readonly search?: SearchRun;
  readonly endpoints: readonly UsableEndpoint[];
  readonly scenarios: readonly PreparedScenario[];
  readonly directory: RunDirectory;
  /** Told of each record, contents included, before it is written. */
  readonly listeners: readonly ((record: RequestRecord) => void)[];
  readonly transport: TransportName;
  readonly workers: number;
  readonly resume?: ResumeState;
  /** The user has agreed to go above the plan's limits. */
  readonly unlimited: boolean;
  readonly drain: CancelSwitch;
  readonly cancel: CancelSwitch;
  /** Called about five times a second. */
  readonly watch: (boxes: readonly EndpointProgress[], sample: Health) => void;
}

/** The instrument's own state, for the progress line. */
export interface Health {
  readonly clockSteps: number;
}

const WATCH_EVERY_MS = 200;

/** Drives the load against the endpoints, one segment of the run; everything it saw is on disk after. */
export async function measure(input: MeasureInput): Promise<DriveEnd> {
  const { directory, resume } = input;
  const zeroNs = hrtime.bigint();
  const clock = systemClock(zeroNs);
  const segment = resume?.nextSegment ?? 0;
  directory.segments.append({
    kind: resume === undefined ? 'start' : 'resume',
    segment,
    wallMs: clock.wall() - clock.now(),
  });
  let clockSteps = 0;
  const walker = await walkerFor(input, { clock, zeroNs, segment }, () => clockSteps++);
  const stopPages = await watchTelemetry(input.endpoints, clock, {
    sink: directory.telemetry,
    segment,
  });
  const watching = setInterval(
    () => input.watch(walker.progress(), { clockSteps }),
    WATCH_EVERY_MS,
  );
  try {
    const end = await walked(input, walker, clock, segment);
    directory.segments.append({ kind: 'end', segment, atMs: end.atMs, reason: end.reason });
    return end;
  } finally {
    clearInterval(watching);
    await stopPages();
    input.watch(walker.progress(), { clockSteps });
    await walker.close();
  }
}

function walked(
  input: MeasureInput,
  walker: Walker,
  clock: Clock,
  segment: number,
): Promise<DriveEnd> {
  const { plan, search, resume, endpoints } = input;
  const before: WalkBefore | undefined = resume && {
    recordedIds: resume.recordedIds,
    elapsedByBlock: resume.elapsedByBlock,
    lastBlock: resume.lastBlock,
    nextIndex: resume.nextIndex,
    requests: resume.requests,
    tokens: resume.tokens,
  };
  const had = before === undefined ? {} : { before };
  if (search === undefined || plan.load.kind !== 'search') {
    return walker.walk({ schedule: input.schedule, ...had });
  }
  return walkSearch({
    ...search,
    ...had,
    plan,
    load: plan.load,
    endpoints: endpoints.map((e) => e.wiring.endpoint.id),
    walker,
    clock,
    segment,
    segments: input.directory.segments,
    drain: input.drain.signal,
  });
}

interface SegmentStart {
  readonly clock: Clock;
  readonly zeroNs: bigint;
  readonly segment: number;
}

/** The walker of this thread, or of as many as the run has workers. */
async function walkerFor(
  input: MeasureInput,
  { clock, zeroNs, segment }: SegmentStart,
  onClockStep: () => void,
): Promise<Walker> {
  const { runId, plan, transport, unlimited, directory, search, workers } = input;
  const setup = { runId, segment, plan, transport, unlimited };
  const telemetry: Sink<TelemetrySample> = directory.telemetry;
  const ports = {
    records: recordSink(directory, plan.store, [
      ...input.listeners,
      ...(search === undefined ? [] : [search.watch.add]),
    ]),
    prompts: promptsSink(directory, plan.store),
    segments: {
      append: (event: Parameters<typeof directory.segments.append>[0]) => {
        if (event.kind === 'clock-step') onClockStep();
        directory.segments.append(event);
      },
      flush: () => directory.segments.flush(),
    },
    telemetry: search === undefined ? telemetry : search.watch.telemetry(telemetry),
    drain: input.drain.signal,
    cancel: input.cancel.signal,
  };
  if (workers === 1) {
    return walkerOn({ ...setup, share: { worker: 0, workers } }, ports, {
      clock,
      endpoints: input.endpoints,
      prepare: preparePort(input.scenarios),
    });
  }
  return workerCrew(
    workers,
    (worker) => ({
      setup: { ...setup, share: { worker, workers } },
      fleet: input.fleet,
      fleetFile: input.fleetFile,
      models: new Map(input.endpoints.map(({ wiring, model }) => [wiring.endpoint.id, model])),
      bundles: input.scenarios.map((s) => s.bundle),
      zeroNs,
    }),
    clock,
    ports,
  );
}
