import { join } from 'node:path';
import { ok, type Problem, type Result } from '../../base/index.ts';
import type { Resume } from '../../load/index.ts';
import { type RequestRecord, requestRecordCodec, segmentEventCodec } from '../../record/index.ts';
import { readValues } from './read-lines.ts';
import { repairTail, type TornLine } from './repair-tail.ts';

/** What a run directory says about how far its run came. */
export interface ResumeState extends Resume {
  /** Number of the segment that goes on. */
  readonly nextSegment: number;
  /** Ids behind `isRecorded`, and milliseconds by block behind `elapsedMs`: plain data, for threads. */
  readonly recordedIds: ReadonlySet<string>;
  readonly elapsedByBlock: ReadonlyMap<number, number>;
  /** Task runs that have their final record. */
  readonly recorded: number;
  /** Last lines that a crash cut off; their requests are sent again. */
  readonly torn: readonly TornLine[];
}

const FILES = ['records.jsonl', 'prompts.jsonl', 'segments.jsonl', 'telemetry.jsonl'] as const;

/**
 * Repairs the torn last lines of a run directory and reads how far it came, in one pass over its
 * records. A wrong line elsewhere is a Problem: such a file was damaged by something else than a
 * crash. The caller holds the lock.
 */
export function resumeState(directory: string): Result<ResumeState> {
  const torn = FILES.map((file) => repairTail(join(directory, file))).filter(
    (line) => line !== undefined,
  );
  const problems: Problem[] = [];
  const progress = new RecordedProgress();
  for (const read of readValues(join(directory, 'records.jsonl'), requestRecordCodec)) {
    if (read.kind === 'value') progress.add(read.value);
    else if (read.kind === 'wrong') problems.push(...read.problems);
  }
  for (const read of readValues(join(directory, 'segments.jsonl'), segmentEventCodec)) {
    if (read.kind === 'value') progress.sawSegment(read.value.segment);
    else if (read.kind === 'wrong') problems.push(...read.problems);
  }
  return problems.length > 0 ? { ok: false, problems } : ok(progress.state(torn));
}

/** First and last due instant of the measured part of a block in one segment. */
interface Span {
  first: number;
  last: number;
}

/** Folds records into what a resume needs; keeps one short id per task run and nothing per request. */
class RecordedProgress {
  private readonly final = new Set<string>();
  private readonly spans = new Map<string, Span>();
  private nextIndex = 0;
  private nextSegment = 0;
  private lastBlock = -1;
  private requests = 0;
  private tokens = 0;

  add(record: RequestRecord): void {
    if (record.final) this.final.add(record.taskRun);
    this.nextIndex = Math.max(this.nextIndex, record.index + 1);
    this.lastBlock = Math.max(this.lastBlock, record.block);
    this.sawSegment(record.segment);
    // Members' calls and what was never sent cost no request of the plan's own.
    if (record.outcome.kind !== 'dropped' && record.parent === undefined) this.requests++;
    this.tokens += (record.promptTokens ?? 0) + (record.outputTokens ?? 0);
    if (record.phase === 'measured') this.span(record);
  }

  sawSegment(segment: number): void {
    this.nextSegment = Math.max(this.nextSegment, segment + 1);
  }

  private span({ block, segment, dueMs }: RequestRecord): void {
    const key = `${block}/${segment}`;
    const span = this.spans.get(key);
    if (span === undefined) this.spans.set(key, { first: dueMs, last: dueMs });
    else {
      span.first = Math.min(span.first, dueMs);
      span.last = Math.max(span.last, dueMs);
    }
  }

  state(torn: readonly TornLine[]): ResumeState {
    const elapsed = new Map<number, number>();
    for (const [key, { first, last }] of this.spans) {
      const block = Number.parseInt(key, 10);
      elapsed.set(block, (elapsed.get(block) ?? 0) + last - first);
    }
    const { final, nextIndex, nextSegment, lastBlock, requests, tokens } = this;
    return {
      recordedIds: final,
      elapsedByBlock: elapsed,
      isRecorded: (taskRun) => final.has(taskRun),
      elapsedMs: (block) => elapsed.get(block) ?? 0,
      recorded: final.size,
      nextIndex,
      nextSegment,
      lastBlock,
      requests,
      tokens,
      torn,
    };
  }
}
