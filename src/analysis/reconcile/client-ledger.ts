import { interChunkGaps } from '../../metric/index.ts';
import type { RequestRecord } from '../../record/index.ts';
import { type Growing, growing } from '../summary/growing.ts';

/** What this run did to one box, in columns of one value a request; an unknown value is NaN. */
export interface ClientLedger {
  add(record: RequestRecord, cell: string): void;
  /** Extent of each block of a cell: first send to last end. */
  blocksOf(cell: string): readonly BlockExtent[];
  readonly blocks: readonly BlockExtent[];
  columns(): LedgerColumns;
}

export interface BlockExtent {
  readonly segment: number;
  readonly cell: string;
  startMs: number;
  endMs: number;
  /** Gaps between token-bearing messages at or below each bound, then those above; not cumulative. */
  readonly gaps: Uint32Array;
  gapSumMs: number;
  gapCount: number;
}

export interface LedgerColumns {
  readonly segment: Float64Array;
  readonly sent: Float64Array;
  readonly firstToken: Float64Array;
  readonly lastToken: Float64Array;
  readonly end: Float64Array;
  readonly promptTokens: Float64Array;
  readonly outputTokens: Float64Array;
  readonly cachedTokens: Float64Array;
  /** 1: completed; 0: sent, and ended otherwise. */
  readonly completed: Float64Array;
  /** 1: the server counted the tokens. */
  readonly counted: Float64Array;
  /** Index into `cells`. */
  readonly cell: Float64Array;
  readonly cells: readonly string[];
}

/** Index of the first bound that is not below `gap`; the number of bounds where there is none. */
function slotOf(bounds: readonly number[], gap: number): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const mid = (low + high) >>> 1;
    if ((bounds[mid] ?? Infinity) < gap) low = mid + 1;
    else high = mid;
  }
  return low;
}

/** `gapBoundsMs`: bounds that gaps are sorted into, ascending. */
export function clientLedger(gapBoundsMs: readonly number[]): ClientLedger {
  const column: Record<Exclude<keyof LedgerColumns, 'cells'>, Growing> = {
    segment: growing(),
    sent: growing(),
    firstToken: growing(),
    lastToken: growing(),
    end: growing(),
    promptTokens: growing(),
    outputTokens: growing(),
    cachedTokens: growing(),
    completed: growing(),
    counted: growing(),
    cell: growing(),
  };
  const cells = new Map<string, number>();
  const blocks = new Map<string, BlockExtent>();

  const addGaps = (record: RequestRecord, block: BlockExtent): void => {
    const gaps = interChunkGaps(record);
    if (gaps.kind === 'absent') return;
    for (const gap of gaps.value) {
      const slot = slotOf(gapBoundsMs, gap);
      block.gaps[slot] = (block.gaps[slot] ?? 0) + 1;
      block.gapSumMs += gap;
      block.gapCount++;
    }
  };

  return {
    add: (r, cell) => {
      if (r.sentMs === undefined) return;
      const index = cells.get(cell) ?? cells.size;
      cells.set(cell, index);
      column.segment.push(r.segment);
      column.sent.push(r.sentMs);
      column.firstToken.push(r.firstTokenMs ?? Number.NaN);
      column.lastToken.push(r.lastTokenMs ?? Number.NaN);
      column.end.push(r.endMs ?? Number.NaN);
      column.promptTokens.push(r.promptTokens ?? Number.NaN);
      column.outputTokens.push(r.outputTokens ?? Number.NaN);
      column.cachedTokens.push(r.cachedTokens ?? Number.NaN);
      column.completed.push(r.outcome.kind === 'completed' ? 1 : 0);
      column.counted.push(r.tokenSource === 'usage' ? 1 : 0);
      column.cell.push(index);
      const at = `${r.segment}/${r.repeat}/${r.block}/${cell}`;
      const block = blocks.get(at) ?? {
        segment: r.segment,
        cell,
        startMs: r.sentMs,
        endMs: r.sentMs,
        gaps: new Uint32Array(gapBoundsMs.length + 1),
        gapSumMs: 0,
        gapCount: 0,
      };
      blocks.set(at, block);
      block.startMs = Math.min(block.startMs, r.sentMs);
      block.endMs = Math.max(block.endMs, r.endMs ?? r.sentMs);
      addGaps(r, block);
    },
    blocksOf: (cell) => [...blocks.values()].filter((b) => b.cell === cell),
    get blocks() {
      return [...blocks.values()];
    },
    columns: () => ({
      segment: column.segment.values(),
      sent: column.sent.values(),
      firstToken: column.firstToken.values(),
      lastToken: column.lastToken.values(),
      end: column.end.values(),
      promptTokens: column.promptTokens.values(),
      outputTokens: column.outputTokens.values(),
      cachedTokens: column.cachedTokens.values(),
      completed: column.completed.values(),
      counted: column.counted.values(),
      cell: column.cell.values(),
      cells: [...cells.keys()],
    }),
  };
}
