/**
 * What the checks of one cell look at. A member that could not be learnt is absent, and its check
 * says unknown: a missing signal never passes.
 */
export interface CellEvidence {
  readonly taskRuns: { readonly planned: number; readonly ended: number };
  readonly runCut: boolean;
  readonly openLoop: boolean;
  /** Worst mean event-loop utilisation of a worker over the windows, 0..1. */
  readonly loopUtilisation?: number;
  /** Absent where the sample cannot bound a p99. */
  readonly sendLagP99Ms?: number;
  /** Requests that left later than the limit on send lag, of those sent. */
  readonly lateSends?: { readonly late: number; readonly sent: number };
  readonly ttftP50Ms?: number;
  /** Share of inter-chunk gaps whose two messages shared a read. */
  readonly coalescedShare?: number;
  readonly tokensPerChunk?: number;
  /** Share of requests whose whole answer came in one read. */
  readonly oneBurstShare?: number;
  readonly dropped: { readonly forWantOfSlots: number; readonly other: number };
  readonly prefixCache: 'cold' | 'warm' | 'asis';
  readonly cachedTokenShare?: number;
  readonly askedModel?: string;
  readonly servedModels: readonly string[];
  readonly clockSteps: number;
  /** Requests the box served in the window that were not ours, over ours. */
  readonly foreignRequestShare?: number;
  readonly failedShare?: number;
  /** Requests in flight in the last quarter of the windows over the second quarter. */
  readonly queueGrowth?: number;
  readonly truncatedShare?: number;
}
