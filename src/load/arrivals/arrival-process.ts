import type { RandomStream } from '../../base/index.ts';
import type { LoadPoint } from '../../spec/index.ts';
import type { TraceArrival } from './trace/trace-arrival.ts';

/** A load point of one kind. */
export type PointOf<K extends LoadPoint['kind']> = Extract<LoadPoint, { readonly kind: K }>;

/** What an open arrival process draws from. */
export interface ArrivalInput<P> {
  readonly point: P;
  readonly stream: RandomStream;
  /** How many arrivals precede the measured ones, to be handed over without a drain. */
  readonly warmup: number;
  /** The recorded arrivals, for `trace`. */
  readonly trace: readonly TraceArrival[];
}

/** Slots that take the next task run when they free; nothing is due beforehand. */
export interface ClosedProcess {
  readonly loop: 'closed';
  /** Run whole per endpoint, not in blocks. */
  readonly whole: false;
}

/** Due times that are fixed before anything is sent. */
export interface OpenProcess<P> {
  readonly loop: 'open';
  readonly whole: boolean;
  /** True where the process ends by itself (a trace, the stages of a ramp); the others go on for ever. */
  readonly finite: boolean;
  /**
   * Due times in ms since the block's start, ascending: first `warmup` arrivals, then the measured.
   * Renewal processes just run on from one to the other.
   */
  dueTimes(input: ArrivalInput<P>): Iterable<number>;
}
