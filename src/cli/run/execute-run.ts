import { resolve } from 'node:path';
import type { Floor } from '../../analysis/index.ts';
import type { Problem } from '../../base/index.ts';
import {
  createRunDirectory,
  type ResolvedPlan,
  type ResumeState,
  type RunDirectory,
  resumeRunDirectory,
  runIdAt,
} from '../../edge/files/index.ts';
import { sandboxedSqlEngine } from '../../edge/sql/index.ts';
import { type DriveEnd, outlookOf, type ScheduleInput, scheduleOf } from '../../load/index.ts';
import type { Manifest, RequestRecord } from '../../record/index.ts';
import { wordsOf } from '../../report/index.ts';
import type { DirectEndpoint, LoadPoint } from '../../spec/index.ts';
import { generationOf } from '../../task/index.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { reportFailure, reportProblems } from '../fault.ts';
import type { Io } from '../io.ts';
import { askEndpoints, type UsableEndpoint } from './ask-endpoints.ts';
import { cancelSwitch, onInterrupt } from './cancel-switch.ts';
import { wireEndpoints } from './endpoint-wiring.ts';
import { type AnswerToGrade, answerToGrade } from './grade-run.ts';
import { progressView } from './live-progress.ts';
import { loadPointLabel } from './load-point-label.ts';
import { measure, type SearchRun } from './measure.ts';
import { type PreparedScenario, prepareScenarios } from './prepared-scenario.ts';
import { openRunLog, type RunLog } from './run-log.ts';
import { bundleInputs, bundleOf, type ScenarioBundle } from './scenario-bundle.ts';
import { searchRunOf } from './search-run.ts';
import { startManifest } from './start-run.ts';
import { scheduleHashOf, scheduleInputOf } from './suites.ts';
import type { TraceInput } from './trace-input.ts';
import type { TransportName } from './walker.ts';
import { workerCount } from './worker-count.ts';

export interface RunRequest {
  readonly resolved: ResolvedPlan;
  /** Absent: reports/<plan>-<UTC time>. */
  readonly out?: string;
  /** A run directory to go on with. */
  readonly resume?: string;
  readonly skipFailed: boolean;
  /** --yes: the plan's limits on requests and tokens do not stop the run. */
  readonly unlimited: boolean;
  /** The instrument's floor, measured on this machine before the run. */
  readonly floor?: Floor;
  /** Default undici. */
  readonly transport?: TransportName;
  /** --workers, instead of the plan's own. */
  readonly workers?: number;
  /** Present for a load of kind trace. */
  readonly trace?: TraceInput;
  /** Further files to keep under inputs/, name to content (the demo's need.yaml). */
  readonly inputs?: ReadonlyMap<string, Uint8Array>;
}

/** How the measuring part of a run ended; what it recorded lies in `directory`. */
export type Execution =
  | { readonly kind: 'refused'; readonly code: ExitCode }
  | {
      readonly kind: 'measured';
      readonly directory: string;
      readonly end: DriveEnd;
      readonly code: ExitCode;
      /** With `store: hash`: what is left to be graded, since no file holds it. */
      readonly inMemory?: {
        readonly scenarios: readonly PreparedScenario[];
        readonly answers: readonly AnswerToGrade[];
      };
    };

/** Preflight, directory, schedule, load: everything of a run up to its last record. */
export async function executeRun(request: RunRequest, io: Io): Promise<Execution> {
  const { resolved } = request;
  const { plan } = resolved;
  const refuse = (problems: readonly Problem[], code: ExitCode = exitCode.usage): Execution => ({
    kind: 'refused',
    code: reportProblems(io, problems, code),
  });
  const direct = resolved.endpoints.filter((e): e is DirectEndpoint => 'url' in e);
  if (direct.length < resolved.endpoints.length) {
    return refuse(virtualProblems(resolved));
  }
  const wirings = wireEndpoints(resolved.fleet, direct, resolved.fleetFile);
  if (!wirings.ok) return refuse(wirings.problems);
  const bundles = resolved.scenarios.map(bundleOf);
  const engine = sandboxedSqlEngine();
  try {
    const scenarios = await prepareScenarios(bundles, engine, plan);
    if (!scenarios.ok) return refuse(scenarios.problems);
    if (!io.quiet) io.err(`asking ${direct.length} endpoints who they are\n`);
    const asked = await askEndpoints(wirings.value, scenarios.value, plan);
    const failed = asked.identities.filter((i) => i.preflight.kind === 'failed');
    for (const { endpoint, preflight } of failed) {
      if (preflight.kind === 'ok') continue;
      io.err(`error: ${endpoint}: ${preflight.cause}\nhint: ${preflight.cure}\n`);
    }
    if (asked.usable.length === 0 || (failed.length > 0 && !request.skipFailed)) {
      const names = failed.map((f) => f.endpoint).join(', ');
      const code = reportFailure(
        io,
        exitCode.noEndpoint,
        `${failed.length} of ${direct.length} endpoints cannot be used: ${names}`,
        asked.usable.length > 0
          ? '--skip-failed goes on with the others, and the report says so'
          : undefined,
        { failed: failed.map(({ endpoint, preflight }) => ({ endpoint, ...preflight })) },
      );
      return { kind: 'refused', code };
    }
    return await drivePrepared(request, io, bundles, scenarios.value, asked);
  } finally {
    await engine.close();
  }
}

const virtualProblems = ({ endpoints, fleetFile }: ResolvedPlan): Problem[] =>
  endpoints
    .filter((e) => !('url' in e))
    .map((e) => ({
      file: fleetFile,
      path: `endpoints.${e.id}`,
      expected: 'an endpoint with a url',
      seen: 'a vote or failover endpoint',
      hint: 'virtual endpoints cannot be driven yet: name their members in the plan',
    }));

async function drivePrepared(
  request: RunRequest,
  io: Io,
  bundles: readonly ScenarioBundle[],
  scenarios: readonly PreparedScenario[],
  asked: Awaited<ReturnType<typeof askEndpoints>>,
): Promise<Execution> {
  const { resolved } = request;
  const { plan } = resolved;
  const drain = cancelSwitch();
  const cancel = cancelSwitch();
  const transport = request.transport ?? 'undici';
  const schedule = scheduleInputOf(
    plan,
    bundles.map((b) => b.scenario),
    asked.usable.map((u) => u.wiring.endpoint.id),
    request.trace?.arrivals,
  );
  const workers = workerCount(
    request.workers ?? plan.workers,
    {
      load: plan.load,
      points: schedule.loadPoints,
      outputTokens: Math.max(...bundles.map((b) => generationOf(b.scenario).maxTokens)),
      ...(request.trace === undefined ? {} : { trace: request.trace.arrivals }),
    },
    asked.identities,
  );
  let log: RunLog | undefined;
  const onDisk = (problem: Problem): void => {
    reportProblems(io, [problem]);
    log?.problem(problem);
    drain.cancel();
  };
  const instrument = { transport, workers, scheduleHash: scheduleHashOf(schedule, plan) };
  const opened = openDirectory(request, instrument, bundles, asked, io, onDisk);
  if (!opened.ok) return { kind: 'refused', code: reportProblems(io, opened.problems) };
  const { directory, resume } = opened.value;
  let { manifest } = opened.value;
  const answers: AnswerToGrade[] = [];
  const search = searchRunOf({
    resolved,
    directory,
    manifest,
    suites: schedule.suites,
    named: (loadPoints) => {
      manifest = { ...manifest, loadPoints };
      directory.writeManifest(manifest);
    },
    tell: (text) => {
      if (!io.quiet) io.err(text);
    },
  });
  log = openRunLog(directory.path, io.verbose, io.err);
  log.started(manifest.runId, asked.identities, resume?.recorded ?? 0);
  const release = onInterrupt(drain, cancel, (text) => {
    io.err(text);
    log?.said(text);
  });
  let end: DriveEnd;
  try {
    end = await watched(io, schedule, asked.usable, search, (watch) =>
      measure({
        runId: manifest.runId,
        plan,
        fleet: resolved.fleet,
        fleetFile: resolved.fleetFile,
        schedule,
        endpoints: asked.usable,
        scenarios,
        directory,
        listeners: plan.store === 'hash' ? [keptIn(answers)] : [],
        transport: manifest.transport,
        workers,
        ...(search === undefined ? {} : { search }),
        ...(resume === undefined ? {} : { resume }),
        unlimited: request.unlimited,
        drain,
        cancel,
        watch,
      }),
    );
  } finally {
    release();
  }
  directory.writeManifest({
    ...manifest,
    ended: end.reason,
    endedAt: new Date().toISOString(),
  });
  log.ended(end);
  const lost = await directory.close();
  for (const problem of lost) log.problem(problem);
  log.close();
  const code =
    lost.length > 0 ? reportProblems(io, lost) : codeOf(end.reason, drain.signal.cancelled);
  return {
    kind: 'measured',
    directory: directory.path,
    end,
    code,
    ...(plan.store === 'hash' ? { inMemory: { scenarios, answers } } : {}),
  };
}

const codeOf = (reason: DriveEnd['reason'], interrupted: boolean): ExitCode =>
  interrupted || reason === 'interrupted'
    ? exitCode.interrupted
    : reason === 'no-endpoint'
      ? exitCode.noEndpoint
      : exitCode.done;

interface Opened {
  readonly directory: RunDirectory;
  readonly manifest: Manifest;
  readonly resume?: ResumeState;
}

interface Instrument {
  readonly transport: TransportName;
  readonly workers: number;
  readonly scheduleHash: string;
}

function openDirectory(
  request: RunRequest,
  instrument: Instrument,
  bundles: readonly ScenarioBundle[],
  asked: Awaited<ReturnType<typeof askEndpoints>>,
  io: Io,
  onDisk: (problem: Problem) => void,
): { ok: true; value: Opened } | { ok: false; problems: readonly Problem[] } {
  if (request.resume !== undefined) {
    const resumed = resumeRunDirectory(request.resume, onDisk);
    if (!resumed.ok) return resumed;
    const { directory, manifest, state } = resumed.value;
    if (manifest.hashes.schedule !== instrument.scheduleHash) {
      void directory.close();
      return {
        ok: false,
        problems: [
          {
            file: request.resume,
            path: 'hashes.schedule',
            expected: 'the schedule that this plan makes',
            seen: manifest.hashes.schedule.slice(0, 16),
            hint: 'plan, scenarios or endpoints have changed since: start a new run',
          },
        ],
      };
    }
    if (!io.quiet)
      io.err(`going on with ${request.resume}: ${state.recorded} task runs are there\n`);
    return { ok: true, value: { directory, manifest, resume: state } };
  }
  const startedAtMs = Date.now();
  const runId = runIdAt(request.resolved.plan.name, startedAtMs);
  const created = createRunDirectory(resolve(request.out ?? `reports/${runId}`), onDisk);
  if (!created.ok) return created;
  const directory = created.value;
  const inputs: Record<string, string> = {};
  const keep = (name: string, content: Uint8Array): void => {
    inputs[name] = directory.keepInput(name, content);
  };
  for (const [name, content] of request.inputs ?? []) keep(name, content);
  if (request.trace !== undefined) keep(request.trace.name, request.trace.content);
  for (const bundle of bundles) {
    for (const [name, content] of bundleInputs(bundle)) {
      // With store: hash nothing of the data is kept; questions and golden answers are not data.
      if (request.resolved.plan.store === 'full' || name.endsWith('/scenario.yaml')) {
        keep(name, content);
      }
    }
  }
  const manifest = startManifest({
    runId,
    resolved: request.resolved,
    bundles,
    ...instrument,
    inputs,
    identities: asked.identities,
    skipped: asked.identities.filter((i) => i.preflight.kind === 'failed').map((i) => i.endpoint),
    lang: io.lang,
    startedAtMs,
    ...(request.floor === undefined ? {} : { floor: request.floor }),
  });
  directory.writeManifest(manifest);
  return { ok: true, value: { directory, manifest } };
}

/** Keeps final answers: with `store: hash` they are graded from memory. */
const keptIn =
  (answers: AnswerToGrade[]) =>
  (record: RequestRecord): void => {
    const answer = answerToGrade(record);
    if (answer !== undefined) answers.push(answer);
  };

async function watched(
  io: Io,
  schedule: ScheduleInput,
  usable: readonly UsableEndpoint[],
  search: SearchRun | undefined,
  run: (watch: Parameters<typeof measure>[0]['watch']) => Promise<DriveEnd>,
): Promise<DriveEnd> {
  const began = performance.now();
  const words = wordsOf(io.lang);
  const loadPoints: readonly LoadPoint[] = search?.watch.loadPoints ?? schedule.loadPoints;
  const { taskRuns } = outlookOf(scheduleOf(schedule));
  let health = '';
  const view = progressView(io, {
    plannedPerEndpoint: Math.round((taskRuns ?? 0) / Math.max(1, schedule.endpoints.length)),
    loadPoint: (index) => {
      const point = loadPoints[index];
      return point === undefined ? `#${index}` : loadPointLabel(point, words);
    },
    elapsedMs: () => performance.now() - began,
    health: () => health,
  });
  let last: Parameters<Parameters<typeof measure>[0]['watch']>[0] = [];
  const end = await run((boxes, { clockSteps }) => {
    last = boxes;
    health = clockSteps === 0 ? '' : `host clock stepped ${clockSteps}x`;
    view.update(boxes);
  });
  view.close(last.length > 0 ? last : usable.map((u) => emptyBox(u.wiring.endpoint.id)));
  return end;
}

const emptyBox = (endpoint: string) => ({
  endpoint,
  inFlight: 0,
  sent: 0,
  ended: 0,
  completed: 0,
  failed: 0,
  dropped: 0,
  dead: false,
});
