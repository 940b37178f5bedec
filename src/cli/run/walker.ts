import { createHash } from 'node:crypto';
import type { Clock, Sink } from '../../base/index.ts';
import { rawTransport, undiciTransport } from '../../edge/openai/index.ts';
import { sampleClient } from '../../edge/telemetry/index.ts';
import {
  type CancelSignal,
  type Drive,
  type DriveEnd,
  type DrivePorts,
  drive,
  type EndpointProgress,
  type Resume,
  type ScheduleInput,
  type Share,
  scheduleOf,
  type Transport,
} from '../../load/index.ts';
import type {
  PromptRecord,
  RequestRecord,
  SegmentEvent,
  TelemetrySample,
} from '../../record/index.ts';
import type { Plan } from '../../spec/index.ts';
import type { UsableEndpoint } from './ask-endpoints.ts';

/** The HTTP clients that a run can measure with. */
export const transportNames = ['undici', 'raw'] as const;
export type TransportName = (typeof transportNames)[number];

/** What an earlier segment or step left behind, as plain data that crosses threads. */
export interface WalkBefore
  extends Pick<Resume, 'lastBlock' | 'nextIndex' | 'requests' | 'tokens'> {
  readonly recordedIds: ReadonlySet<string>;
  readonly elapsedByBlock: ReadonlyMap<number, number>;
}

/** One schedule to be walked. */
export interface WalkOrder {
  readonly schedule: ScheduleInput;
  readonly before?: WalkBefore;
}

/** One or several threads that walk schedules against the endpoints, one after the other. */
export interface Walker {
  walk(order: WalkOrder): Promise<DriveEnd>;
  /** How the walk under way stands; empty before the first. */
  progress(): readonly EndpointProgress[];
  close(): Promise<void>;
}

/** What a walker is told once; plain data. */
export interface WalkerSetup {
  readonly runId: string;
  readonly segment: number;
  readonly plan: Plan;
  readonly transport: TransportName;
  /** The user has agreed to go above the plan's limits. */
  readonly unlimited: boolean;
  readonly share: Share;
}

/** Where what a walker saw goes, and what stops it. */
export interface WalkerPorts {
  readonly records: Sink<RequestRecord>;
  readonly prompts: Sink<PromptRecord>;
  readonly segments: Sink<SegmentEvent>;
  readonly telemetry: Sink<TelemetrySample>;
  readonly drain: CancelSignal;
  readonly cancel: CancelSignal;
}

export interface WalkerWiring extends Pick<DrivePorts, 'prepare' | 'beginBlock'> {
  readonly clock: Clock;
  readonly endpoints: readonly UsableEndpoint[];
}

/** The walker of this thread: transports, driver and the sampler of its own load. */
export function walkerOn(setup: WalkerSetup, ports: WalkerPorts, wiring: WalkerWiring): Walker {
  const { plan, segment, share } = setup;
  const { clock, endpoints } = wiring;
  const transportOf = setup.transport === 'raw' ? rawTransport : undiciTransport;
  const transports = new Map<string, Transport>(
    endpoints.map(({ wiring: w, model }) => [
      w.endpoint.id,
      transportOf(w.settingsFor(model, clock)),
    ]),
  );
  let underWay: Drive | undefined;
  const progress = (): readonly EndpointProgress[] => underWay?.progress() ?? [];
  const stopSampling = sampleClient({
    clock,
    sink: ports.telemetry,
    segment,
    worker: share.worker,
    inFlight: () => progress().reduce((n, b) => n + b.inFlight, 0),
    // The driver watches the clock as well, and writes the event.
    onClockStep: () => undefined,
  });
  return {
    progress,
    walk: async ({ schedule, before }) => {
      underWay = drive(
        scheduleOf(schedule),
        {
          ...ports,
          clock,
          transports,
          prepare: wiring.prepare,
          hash: (text) => createHash('sha256').update(text).digest('hex'),
          ...(wiring.beginBlock === undefined ? {} : { beginBlock: wiring.beginBlock }),
        },
        {
          runId: setup.runId,
          segment,
          share,
          prefixCache: plan.prefixCache,
          timeoutS: plan.timeoutS,
          limits: setup.unlimited
            ? { ...plan.limits, maxRequests: Infinity, maxTokens: Infinity }
            : plan.limits,
          endpointLimits: new Map(
            endpoints.map(({ wiring: { endpoint } }) => [endpoint.id, endpoint.limits ?? {}]),
          ),
          ...(before === undefined ? {} : { resume: resumeOf(before) }),
        },
      );
      return underWay.ended;
    },
    close: async () => {
      stopSampling();
      await Promise.all([...transports.values()].map((t) => t.close()));
    },
  };
}

const resumeOf = ({ recordedIds, elapsedByBlock, ...rest }: WalkBefore): Resume => ({
  ...rest,
  isRecorded: (taskRun) => recordedIds.has(taskRun),
  elapsedMs: (block) => elapsedByBlock.get(block) ?? 0,
});
