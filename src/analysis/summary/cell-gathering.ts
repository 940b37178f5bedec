import {
  e2e,
  interChunkGaps,
  response,
  responseTtft,
  sendLag,
  taskTime,
  tokensPerChunk,
  tpot,
  ttfa,
  ttft,
} from '../../metric/index.ts';
import type { RequestRecord } from '../../record/index.ts';
import type { CellKey } from './cell-key.ts';
import type { SummaryContext } from './context.ts';
import { type BlockFlow, blockFlow } from './flow.ts';
import { type Growing, growing } from './growing.ts';
import { type ItemScores, itemScores } from './item-scores.ts';
import type { Objective } from './objective.ts';
import type { LatencyId } from './schema.ts';
import { blockId } from './steady-state.ts';
import { type BlockWindow, blockWindow } from './window.ts';

const metrics = { ttft, ttfa, tpot, e2e, responseTtft, response, sendLag };

/** Everything a cell's figures are made of, gathered record by record. */
export interface CellGathering {
  readonly key: CellKey;
  readonly values: Readonly<Record<Exclude<LatencyId, 'itlMs'>, Growing>>;
  readonly blocks: ReadonlyMap<string, { window: BlockWindow; flow: BlockFlow }>;
  readonly counts: CellCounts;
  readonly byError: Readonly<Record<string, number>>;
  readonly items: ItemScores;
  readonly byCategory: ReadonlyMap<string, ItemScores>;
  readonly servedModels: ReadonlySet<string>;
  readonly tokenSources: ReadonlySet<string>;
  add(record: RequestRecord): void;
}

/** Counts over measured requests, and over the final ones among them (`taskRuns...`). */
export interface CellCounts {
  measured: number;
  completed: number;
  failed: number;
  dropped: number;
  cancelled: number;
  droppedForSlots: number;
  taskRunsEnded: number;
  taskRunsServed: number;
  good: number;
  correctGood: number;
  correct: number;
  truncated: number;
  taskRunsFailed: number;
  zeroGaps: number;
  gaps: number;
  longAnswers: number;
  oneBurst: number;
  promptTokens: number;
  promptCounted: number;
  outputTokens: number;
  outputCounted: number;
  cachedTokens: number;
  cachedOf: number;
  chunkSum: number;
  chunkCounted: number;
}

/** An answer of so many token messages in one read was held back on its way. */
const BURST_LEAST_GAPS = 4;

export function cellGathering(
  key: CellKey,
  context: SummaryContext,
  meets: Objective,
): CellGathering {
  const values = {
    ttftMs: growing(),
    ttfaMs: growing(),
    tpotMs: growing(),
    icgMs: growing(),
    e2eMs: growing(),
    taskMs: growing(),
    responseTtftMs: growing(),
    responseMs: growing(),
    sendLagMs: growing(),
  };
  const blocks = new Map<string, { window: BlockWindow; flow: BlockFlow }>();
  const counts = zeroCounts();
  const byError: Record<string, number> = {};
  const items = itemScores();
  const byCategory = new Map<string, ItemScores>();
  const servedModels = new Set<string>();
  const tokenSources = new Set<string>();
  /** Requests of task runs that have not ended yet; only those of several requests wait here. */
  const pending = new Map<string, RequestRecord[]>();

  const addLatencies = (r: RequestRecord): void => {
    for (const metric of Object.values(metrics)) {
      const value = metric.of(r);
      if (value.kind === 'value') values[metric.id as keyof typeof values].push(value.value);
    }
    const gaps = interChunkGaps(r);
    if (gaps.kind === 'absent') return;
    let zeros = 0;
    for (const gap of gaps.value) {
      values.icgMs.push(gap);
      if (gap === 0) zeros++;
    }
    counts.gaps += gaps.value.length;
    counts.zeroGaps += zeros;
    if (gaps.value.length < BURST_LEAST_GAPS) return;
    counts.longAnswers++;
    if (zeros === gaps.value.length) counts.oneBurst++;
  };

  const addTokens = (r: RequestRecord): void => {
    if (r.tokenSource !== undefined) tokenSources.add(r.tokenSource);
    if (r.promptTokens !== undefined) {
      counts.promptTokens += r.promptTokens;
      counts.promptCounted++;
      if (r.cachedTokens !== undefined) {
        counts.cachedTokens += r.cachedTokens;
        counts.cachedOf += r.promptTokens;
      }
    }
    if (r.outputTokens !== undefined) {
      counts.outputTokens += r.outputTokens;
      counts.outputCounted++;
    }
    const perChunk = tokensPerChunk(r);
    if (perChunk.kind === 'value') {
      counts.chunkSum += perChunk.value;
      counts.chunkCounted++;
    }
  };

  const addOutcome = (r: RequestRecord): void => {
    counts.measured++;
    const { outcome } = r;
    counts[outcome.kind]++;
    if (outcome.kind === 'completed') {
      addTokens(r);
      if (outcome.finishReason === 'length') counts.truncated++;
    } else if (outcome.kind === 'failed') {
      byError[outcome.code] = (byError[outcome.code] ?? 0) + 1;
    } else if (outcome.kind === 'dropped') {
      byError[`dropped-${outcome.reason}`] = (byError[`dropped-${outcome.reason}`] ?? 0) + 1;
      if (outcome.reason === 'concurrency-cap') counts.droppedForSlots++;
    }
  };

  const endTaskRun = (requests: readonly RequestRecord[], last: RequestRecord): void => {
    counts.taskRunsEnded++;
    if (last.outcome.kind === 'dropped' || last.outcome.kind === 'cancelled') return;
    counts.taskRunsServed++;
    const time = taskTime(requests);
    if (time.kind === 'value') values.taskMs.push(time.value);
    else counts.taskRunsFailed++;
    const good = meets(requests);
    if (good) counts.good++;
    grade(last, good);
  };

  /** Accuracy does not hang on the window: what was answered in the ramp, where `good` is absent, is graded as well. */
  const grade = (last: RequestRecord, good?: boolean): void => {
    const verdict = context.verdicts.get(last.taskRun);
    const task = context.taskOf(last.scenario, last.task);
    if (verdict === undefined || task === undefined) return;
    if (verdict.kind === 'correct' && good !== undefined) {
      counts.correct++;
      if (good) counts.correctGood++;
    }
    const item = `${last.scenario}/${last.task}`;
    items.add(item, task.cluster, verdict);
    const category = byCategory.get(task.category) ?? itemScores();
    byCategory.set(task.category, category);
    category.add(item, task.cluster, verdict);
  };

  return {
    key,
    values,
    blocks,
    counts,
    byError,
    items,
    byCategory,
    servedModels,
    tokenSources,
    add: (r) => {
      const at = blockId(r);
      const steady = context.steady?.get(at);
      const block = blocks.get(at) ?? {
        window: blockWindow(r.segment, r.repeat, r.block, steady),
        flow: blockFlow(),
      };
      blocks.set(at, block);
      block.window.add(r);
      block.flow.add(r);
      if (r.servedModel !== undefined) servedModels.add(r.servedModel);
      if (r.phase !== 'measured') return;
      const isRamp = steady !== undefined && r.dueMs < steady.startMs;
      if (!isRamp) {
        addOutcome(r);
        addLatencies(r);
      }
      const earlier = pending.get(r.taskRun);
      if (!r.final) {
        pending.set(r.taskRun, [...(earlier ?? []), r]);
        return;
      }
      pending.delete(r.taskRun);
      // After a resume the turns of an interrupted attempt lie in an earlier segment: superseded.
      const turns = earlier?.filter((e) => e.segment === r.segment) ?? [];
      if (isRamp) grade(r);
      else endTaskRun([...turns, r], r);
    },
  };
}

const zeroCounts = (): CellCounts => ({
  measured: 0,
  completed: 0,
  failed: 0,
  dropped: 0,
  cancelled: 0,
  droppedForSlots: 0,
  taskRunsEnded: 0,
  taskRunsServed: 0,
  good: 0,
  correctGood: 0,
  correct: 0,
  truncated: 0,
  taskRunsFailed: 0,
  zeroGaps: 0,
  gaps: 0,
  longAnswers: 0,
  oneBurst: 0,
  promptTokens: 0,
  promptCounted: 0,
  outputTokens: 0,
  outputCounted: 0,
  cachedTokens: 0,
  cachedOf: 0,
  chunkSum: 0,
  chunkCounted: 0,
});
