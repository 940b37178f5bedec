import { wilson } from '../../stats/index.ts';
import type { CellReconcile } from '../reconcile/index.ts';
import { sendLagLimit } from '../validity/checks.ts';
import type { CellEvidence } from '../validity/evidence.ts';
import { judgeValidity } from '../validity/judge-validity.ts';
import { thresholdsOf } from '../validity/thresholds.ts';
import { accuracyOf } from './accuracy.ts';
import type { CellGathering } from './cell-gathering.ts';
import { busiestLoop } from './client-load.ts';
import type { SummaryContext } from './context.ts';
import { cnyPerHourInUse } from './cost.ts';
import { distribution } from './distribution.ts';
import type { FlowCounts } from './flow.ts';
import type { Cell, Figure, Latency, MeasurementWindow, Proportion } from './schema.ts';
import { windowSeconds } from './window.ts';

/** A run of fewer repeats has no spread between runs: its latency intervals describe this run only. */
const REPEATS_FOR_INFERENCE = 5;

/** The cell's figures, once all its records are in; `own`: what the box's own page says of it. */
export function closeCell(
  gathered: CellGathering,
  context: SummaryContext,
  own: CellReconcile,
): Cell {
  const { key, counts, values } = gathered;
  const loadPoint = context.loadPoints[key.loadPoint] ?? { index: key.loadPoint, kind: 'unknown' };
  const { windows, flow, growth } = closeBlocks(gathered);
  const seconds = windowSeconds(windows);
  const rate = (n: number, what: string): Figure =>
    seconds > 0 && n > 0
      ? n / seconds
      : { absent: seconds > 0 ? `no ${what} inside the windows` : 'no window of any length' };
  const failed = counts.failed;
  const latency = (name: keyof typeof values, fails = failed): Latency =>
    distribution(values[name].values(), fails);
  const ttft = latency('ttftMs');
  const sendLag = latency('sendLagMs', 0);
  const ttftP50 = medianOrMean(ttft);
  const limits = thresholdsOf(context.plan);
  const perChunk = ratio(counts.chunkSum, counts.chunkCounted, 'tokens per chunk unknown');
  const icg = latency('icgMs', 0);
  const goodShare = share(counts.good, counts.taskRunsServed);
  const taskRunsPerS = rate(flow.taskRunsEnded, 'task run that ended');
  const planned = context.planned(key) ?? counts.taskRunsEnded;
  const outputPerS = rate(flow.outputTokens, 'output tokens');
  const graded = gathered.byCategory.size > 0;
  const evidence: CellEvidence = {
    taskRuns: { planned, ended: counts.taskRunsEnded },
    runCut: context.ended !== 'done',
    openLoop: loadPoint.kind !== 'closed' && loadPoint.kind !== 'sessions',
    ...present('loopUtilisation', busiestLoop(context.telemetry, windows)),
    ...present('sendLagP99Ms', 'count' in sendLag ? sendLag.p99 : undefined),
    lateSends: lateSends(values.sendLagMs.values(), sendLagLimit(ttftP50, limits)),
    ...present('ttftP50Ms', ttftP50),
    ...present('coalescedShare', shareOf(counts.zeroGaps, counts.gaps)),
    ...present('tokensPerChunk', typeof perChunk === 'number' ? perChunk : undefined),
    ...present('oneBurstShare', shareOf(counts.oneBurst, counts.longAnswers)),
    dropped: {
      forWantOfSlots: counts.droppedForSlots,
      other: counts.dropped - counts.droppedForSlots,
    },
    prefixCache: context.plan.prefixCache,
    // What answers do not tell of the cache, the box's own counters may.
    ...present(
      'cachedTokenShare',
      shareOf(counts.cachedTokens, counts.cachedOf) ?? own.cachedTokenShare,
    ),
    ...present('askedModel', askedModel(context, key.endpoint)),
    servedModels: [...gathered.servedModels].sort(),
    clockSteps: context.clockSteps,
    ...present('foreignRequestShare', own.foreignRequestShare),
    ...present('failedShare', shareOf(counts.failed, counts.measured)),
    ...present('queueGrowth', growth),
    // Ungraded load is asked to run to its limit.
    ...present('truncatedShare', graded ? shareOf(counts.truncated, counts.completed) : 0),
  };
  const correctGood: Figure = graded
    ? scaled(taskRunsPerS, shareOf(counts.correctGood, counts.taskRunsServed))
    : { absent: 'not graded' };
  const cost = costOf(gathered, context, outputPerS, taskRunsPerS, graded);
  return {
    endpoint: key.endpoint,
    scenario: key.scenario,
    strategy: key.strategy,
    ...(key.serialisation === undefined ? {} : { serialisation: key.serialisation }),
    loadPoint,
    windows,
    validity: judgeValidity(evidence, limits),
    offeredPerS: rate(flow.due, 'request due'),
    achievedPerS: rate(flow.completed, 'request completed'),
    concurrency: rate(flow.inFlightMs / 1000, 'request in flight'),
    requests: {
      measured: counts.measured,
      completed: counts.completed,
      failed: counts.failed,
      dropped: counts.dropped,
      cancelled: counts.cancelled,
      byError: gathered.byError,
    },
    taskRuns: { planned, ended: counts.taskRunsEnded },
    ttftMs: ttft,
    ttfaMs: latency('ttfaMs'),
    tpotMs: latency('tpotMs'),
    icgMs: icg,
    itlMs:
      typeof perChunk === 'number' && Math.abs(perChunk - 1) < 0.01
        ? icg
        : { absent: 'not every chunk holds one token: see icgMs' },
    e2eMs: latency('e2eMs'),
    taskMs: latency('taskMs', counts.taskRunsFailed),
    responseTtftMs: latency('responseTtftMs', failed + counts.dropped),
    responseMs: latency('responseMs', failed + counts.dropped),
    sendLagMs: sendLag,
    tokensPerS: { input: rate(flow.inputTokens, 'prompt tokens'), output: outputPerS },
    tokens: {
      input: ratio(counts.promptTokens, counts.promptCounted, 'prompt tokens unknown'),
      output: ratio(counts.outputTokens, counts.outputCounted, 'output tokens unknown'),
      cached: ratio(
        counts.cachedTokens,
        counts.cachedOf === 0 ? 0 : counts.promptCounted,
        'the server does not tell cached tokens',
      ),
      source: [...gathered.tokenSources].sort().join('+') || 'unknown',
    },
    tokensPerChunk: perChunk,
    coalescedShare: ratio(counts.zeroGaps, counts.gaps, 'no gaps'),
    goodputPerS: scaled(taskRunsPerS, shareOf(counts.good, counts.taskRunsServed)),
    correctGoodputPerS: correctGood,
    goodShare,
    ...(graded ? { accuracy: accuracyOf(gathered.items) } : {}),
    byCategory: Object.fromEntries(
      [...gathered.byCategory]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([c, i]) => [c, accuracyOf(i)]),
    ),
    reconcile: own.reconcile,
    ...(cost === undefined ? {} : { cost }),
    warnings: [
      ...(context.plan.repeats < REPEATS_FOR_INFERENCE ? ['descriptive-latency-intervals'] : []),
      ...('rows' in own.reconcile && own.reconcile.rows.some((r) => r.flagged)
        ? ['server-disagrees']
        : []),
    ],
  };
}

/** Closed windows in time order, the flow inside them, and how the requests in flight grew. */
function closeBlocks({ blocks }: CellGathering) {
  const windows: MeasurementWindow[] = [];
  const flow = {
    due: 0,
    completed: 0,
    ended: 0,
    taskRunsEnded: 0,
    inputTokens: 0,
    outputTokens: 0,
    inFlightMs: 0,
  };
  let early = 0;
  let late = 0;
  for (const block of blocks.values()) {
    const window = block.window.close();
    if (window === undefined) continue;
    windows.push(window);
    add(flow, block.flow.within(window));
    const quarter = (window.endMs - window.startMs) / 4;
    const from = (k: number) => ({
      ...window,
      startMs: window.startMs + k * quarter,
      endMs: window.startMs + (k + 1) * quarter,
    });
    early += block.flow.within(from(1)).inFlightMs;
    late += block.flow.within(from(3)).inFlightMs;
  }
  windows.sort((a, b) => a.segment - b.segment || a.startMs - b.startMs);
  return { windows, flow, growth: early > 0 ? late / early : undefined };
}

function add(into: Record<keyof FlowCounts, number>, more: FlowCounts): void {
  into.due += more.due;
  into.completed += more.completed;
  into.ended += more.ended;
  into.taskRunsEnded += more.taskRunsEnded;
  into.inputTokens += more.inputTokens;
  into.outputTokens += more.outputTokens;
  into.inFlightMs += more.inFlightMs;
}

/** Model the endpoint was asked for, by the fleet or by what preflight found. */
function askedModel(context: SummaryContext, endpoint: string): string | undefined {
  const named = context.fleet.endpoints.find((e) => e.id === endpoint);
  if (named !== undefined && 'url' in named && named.model !== undefined) return named.model;
  return context.identities.find((i) => i.endpoint === endpoint)?.servedModel;
}

function costOf(
  { key, counts }: CellGathering,
  context: SummaryContext,
  outputPerS: Figure,
  taskRunsPerS: Figure,
  graded: boolean,
): Cell['cost'] {
  const price = context.fleet.endpoints.find((e) => e.id === key.endpoint)?.box?.price;
  if (price === undefined) return undefined;
  const perHour = cnyPerHourInUse(price);
  const correctPerS = scaled(taskRunsPerS, shareOf(counts.correct, counts.taskRunsServed));
  const per = (rate: Figure, units: number, why: string): Figure =>
    typeof rate === 'number' && rate > 0 ? (perHour / (rate * 3600)) * units : { absent: why };
  return {
    cnyPerMillionOutputTokens: per(outputPerS, 1e6, 'no output tokens inside the windows'),
    cnyPerCorrectTask: graded ? per(correctPerS, 1, 'no correct answer') : { absent: 'not graded' },
  };
}

function share(k: number, n: number): Proportion {
  if (n === 0) return { absent: 'no task run was served' };
  const { center, lo, hi, method } = wilson(k, n);
  return { value: center, ci95: [lo ?? 0, hi ?? 1], n, method };
}

const shareOf = (k: number, n: number): number | undefined => (n === 0 ? undefined : k / n);

const ratio = (sum: number, n: number, why: string): Figure =>
  n === 0 ? { absent: why } : sum / n;

const scaled = (rate: Figure, by: number | undefined): Figure =>
  typeof rate !== 'number'
    ? rate
    : by === undefined
      ? { absent: 'no task run was served' }
      : rate * by;

const present = <K extends string, V>(name: K, value: V | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { readonly [key in K]?: V };

/** The median, or the mean where the sample is too small for one. */
const medianOrMean = (latency: Latency): number | undefined =>
  'count' in latency ? (latency.p50 ?? latency.mean) : undefined;

function lateSends(lagsMs: Float64Array, limitMs: number): { late: number; sent: number } {
  let late = 0;
  for (const lag of lagsMs) if (lag > limitMs) late++;
  return { late, sent: lagsMs.length };
}
