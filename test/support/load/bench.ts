import type { Sink } from '../../../src/base/index.ts';
import {
  type Drive,
  type DriveOptions,
  type DrivePorts,
  drive,
  type PreparedTask,
  type Resume,
  type Schedule,
  type ScheduledTaskRun,
  type ScheduleInput,
  scheduleOf,
} from '../../../src/load/index.ts';
import type { RequestRecord, SegmentEvent } from '../../../src/record/index.ts';
import { loadPoints, loadSchema } from '../../../src/spec/index.ts';
import type { TaskRun } from '../../../src/task/index.ts';
import { Cancel } from './cancel.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeTransport, type Service } from './fake-transport.ts';

export class Collected<V> implements Sink<V> {
  readonly lines: V[] = [];
  append(line: V): void {
    this.lines.push(line);
  }
  flush(): Promise<void> {
    return Promise.resolve();
  }
}

/** A plan with the defaults of the schema where a test does not care. */
export const planOf = (over: Partial<ScheduleInput['plan']> = {}): ScheduleInput['plan'] => ({
  epochs: 1,
  repeats: 1,
  warmup: { requests: 0 },
  order: 'interleaved',
  block: 50,
  seed: 42,
  ...over,
});

export const pointsOf = (load: unknown) => loadPoints(loadSchema.parse(load));

export const taskNames = (n: number): string[] => Array.from({ length: n }, (_, i) => `t${i}`);

/** A suite of `n` tasks. */
export const suiteOf = (n: number, scenario = 'sales') => ({
  scenario,
  strategy: 'inline',
  serialisation: 'markdown',
  tasks: taskNames(n),
});

/** A machine that sends one prompt per turn. */
export function turns(run: ScheduledTaskRun, n = 1): TaskRun {
  let turn = 0;
  return {
    next() {
      if (turn >= n) return { kind: 'done' };
      const content = `${run.task} turn ${turn++}`;
      return { kind: 'send', prompts: [{ messages: [{ role: 'user', content }] }] };
    },
  };
}

const generation: PreparedTask['generation'] = { maxTokens: 8, temperature: 0, ignoreEos: false };

export interface BenchInput {
  readonly schedule: Schedule;
  readonly law?: (endpoint: string, n: number, clock: FakeClock) => Service;
  readonly machine?: (run: ScheduledTaskRun) => Pick<PreparedTask, 'run' | 'toolBox'>;
  readonly options?: Partial<DriveOptions>;
  readonly clock?: FakeClock;
  readonly beginBlock?: NonNullable<DrivePorts['beginBlock']>;
}

/** A drive in virtual time with all that it wrote. */
export function bench(input: BenchInput) {
  const clock = input.clock ?? new FakeClock();
  const law = input.law ?? (() => ({ ms: 100 }));
  const transports = new Map(
    input.schedule.endpoints.map(
      (e) => [e, new FakeTransport(clock, (n) => law(e, n, clock))] as const,
    ),
  );
  const records = new Collected<RequestRecord>();
  const segments = new Collected<SegmentEvent>();
  const drain = new Cancel();
  const cancel = new Cancel();
  const ports: DrivePorts = {
    clock,
    transports,
    prepare: (run) => ({ generation, ...(input.machine?.(run) ?? { run: turns(run) }) }),
    records,
    prompts: new Collected(),
    segments,
    drain,
    cancel,
    ...(input.beginBlock === undefined ? {} : { beginBlock: input.beginBlock }),
  };
  const options: DriveOptions = {
    runId: 'run',
    segment: 0,
    prefixCache: 'cold',
    timeoutS: 900,
    limits: { maxRequests: 1e9, maxTokens: 1e12, abortOnErrorShare: 1 },
    endpointLimits: new Map(),
    ...input.options,
  };
  const running: Drive = drive(input.schedule, ports, options);
  return {
    clock,
    transports,
    records: records.lines,
    segments: segments.lines,
    drain,
    cancel,
    running,
  };
}

/** What a resume of these records would be told. */
export function resumeOf(records: readonly RequestRecord[]): Resume {
  const done = new Set(records.filter((r) => r.final).map((r) => r.taskRun));
  return {
    isRecorded: (id) => done.has(id),
    elapsedMs: () => 0,
    lastBlock: records.reduce((last, r) => Math.max(last, r.block), -1),
    nextIndex: records.reduce((next, r) => Math.max(next, r.index + 1), 0),
    requests: records.length,
    tokens: 0,
  };
}

/** All identities of a schedule that ends by itself. */
export const identitiesOf = (schedule: Schedule): string[] =>
  [...schedule.blocks()].flatMap((b) => [...b.runs()].map((r) => r.taskRun));

export const scheduleFor = (
  load: unknown,
  plan: Partial<ScheduleInput['plan']> = {},
  over: Partial<ScheduleInput> = {},
): Schedule =>
  scheduleOf({
    plan: planOf(plan),
    loadPoints: pointsOf(load),
    endpoints: ['a', 'b'],
    suites: [suiteOf(40)],
    ...over,
  });
