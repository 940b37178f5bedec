import type { TraceArrival } from './trace-arrival.ts';

/** One line of a trace, its instant not yet relative; or what was expected in its place. */
export type TraceRow =
  | { readonly kind: 'arrival'; readonly arrival: TraceArrival }
  | { readonly kind: 'wrong'; readonly expected: string; readonly hint?: string };

export type RowReader = (line: string) => TraceRow;

/** Reads the lines of one format; `header` says whether its first line names the columns. */
export interface TraceFormat {
  readonly header: boolean;
  /** A reader for lines under this header, or what the header should have been. */
  row(header: string): RowReader | { readonly expected: string };
}
