/** One request of a recorded workload. */
export interface TraceArrival {
  /** ms since the first arrival of the trace, at its own speed. */
  readonly atMs: number;
  readonly inputTokens: number;
  /** Absent where the recorded request produced nothing (it had failed). */
  readonly outputTokens?: number;
}
