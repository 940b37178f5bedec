import { createHash } from 'node:crypto';
import { systemClock } from '../../edge/clock.ts';
import type { ResumeState, RunDirectory } from '../../edge/files/index.ts';
import { undiciTransport } from '../../edge/openai/index.ts';
import { sampleClient } from '../../edge/telemetry/index.ts';
import {
  type DriveEnd,
  drive,
  type EndpointProgress,
  type Schedule,
  type Transport,
} from '../../load/index.ts';
import { type RequestRecord, withoutContent } from '../../record/index.ts';
import type { Plan } from '../../spec/index.ts';
import type { CancelSwitch } from './cancel-switch.ts';
import type { EndpointWiring } from './endpoint-wiring.ts';
import { type PreparedScenario, preparePort } from './prepared-scenario.ts';

export interface MeasureInput {
  readonly runId: string;
  readonly plan: Plan;
  readonly schedule: Schedule;
  readonly endpoints: readonly { readonly wiring: EndpointWiring; readonly model: string }[];
  readonly scenarios: readonly PreparedScenario[];
  readonly directory: RunDirectory;
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

/** Walks the schedule against the endpoints, one segment of the run; everything it saw is on disk after. */
export async function measure(input: MeasureInput): Promise<DriveEnd> {
  const { plan, directory, resume } = input;
  const clock = systemClock();
  const segment = resume?.nextSegment ?? 0;
  directory.segments.append({
    kind: resume === undefined ? 'start' : 'resume',
    segment,
    wallMs: clock.wall() - clock.now(),
  });
  const transports = new Map<string, Transport>(
    input.endpoints.map(({ wiring, model }) => [
      wiring.endpoint.id,
      undiciTransport(wiring.settingsFor(model, clock)),
    ]),
  );
  const full = plan.store === 'full';
  const under = drive(
    input.schedule,
    {
      clock,
      transports,
      prepare: preparePort(input.scenarios),
      records: full ? directory.records : withoutContents(directory),
      prompts: full
        ? directory.prompts
        : {
            append: ({ promptHash }) => directory.prompts.append({ promptHash }),
            flush: () => directory.prompts.flush(),
          },
      segments: directory.segments,
      drain: input.drain.signal,
      cancel: input.cancel.signal,
      hash: (text) => createHash('sha256').update(text).digest('hex'),
    },
    {
      runId: input.runId,
      segment,
      prefixCache: plan.prefixCache,
      timeoutS: plan.timeoutS,
      limits: input.unlimited
        ? { ...plan.limits, maxRequests: Infinity, maxTokens: Infinity }
        : plan.limits,
      endpointLimits: new Map(
        input.endpoints.map(({ wiring: { endpoint } }) => [endpoint.id, endpoint.limits ?? {}]),
      ),
      ...(resume === undefined ? {} : { resume }),
    },
  );
  let clockSteps = 0;
  const stopSampling = sampleClient({
    clock,
    sink: directory.telemetry,
    segment,
    worker: 0,
    inFlight: () => under.progress().reduce((n, b) => n + b.inFlight, 0),
    onClockStep: (byMs) => {
      clockSteps++;
      directory.segments.append({ kind: 'clock-step', segment, atMs: clock.now(), byMs });
    },
  });
  const watching = setInterval(() => input.watch(under.progress(), { clockSteps }), WATCH_EVERY_MS);
  try {
    const end = await under.ended;
    directory.segments.append({ kind: 'end', segment, atMs: end.atMs, reason: end.reason });
    return end;
  } finally {
    clearInterval(watching);
    stopSampling();
    input.watch(under.progress(), { clockSteps });
    await Promise.all([...transports.values()].map((t) => t.close()));
  }
}

/** With `store: hash` answers leave the process only as hashes; grading has then to happen before. */
function withoutContents(directory: RunDirectory): RunDirectory['records'] {
  const { records } = directory;
  return {
    get unwritten() {
      return records.unwritten;
    },
    append: (record: RequestRecord) => records.append(withoutContent(record)),
    flush: () => records.flush(),
    close: () => records.close(),
  };
}
